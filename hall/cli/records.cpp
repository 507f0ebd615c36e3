// hall person add, hall printout void
#include <iostream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {
namespace {

constexpr std::size_t kPasswordLimit = 1'024;

// CODE[:UNIT]; the unit is the person's own where none is told.
api::Post postOf(const std::string& text, const std::string& unit) {
  const auto colon = text.find(':');
  const auto code = text.substr(0, colon);
  return {code, {code, code}, colon == std::string::npos ? unit : text.substr(colon + 1)};
}

// From the file, else the first line of standard input: never from the command line, which others can see.
base::Result<std::string> passwordOf(const Options& options) {
  std::string line;
  if (options.password_file.empty()) {
    std::getline(std::cin, line);
  } else {
    auto text = base::readTextFile(options.password_file, kPasswordLimit);
    if (!text) return text;
    line = text->substr(0, text->find_first_of("\r\n"));
    base::cleanse(*text);
  }
  if (line.empty()) return base::fail("password_missing", "", "no password was given");
  return line;
}

}  // namespace

base::Status personAdd(const Options& options, const base::Texts& texts) {
  auto password = passwordOf(options);
  if (!password) return base::fail(password.error());
  api::Person person{options.name,
                     options.person_name,
                     options.number.empty() ? options.name : options.number,
                     options.unit,
                     {}};
  for (const auto& post : options.posts) person.posts.push_back(postOf(post, options.unit));
  const base::SystemClock clock;
  auto service = openService(options, "localhost", clock);
  if (!service) return base::fail(service.error());
  const auto added = (*service)->addPerson(person, *password);
  base::cleanse(*password);
  if (!added) return added;
  std::cout << texts.get("hall.person.added", {options.name}) << '\n';
  return {};
}

base::Status printoutVoid(const Options& options, const base::Texts& texts) {
  const base::SystemClock clock;
  auto service = openService(options, "localhost", clock);
  if (!service) return base::fail(service.error());
  if (auto done = (*service)->voidPrintout(options.name, options.reason, whoRuns()); !done) return done;
  std::cout << texts.get("hall.printout.voided", {options.name}) << '\n';
  return {};
}

}  // namespace hall::cli
