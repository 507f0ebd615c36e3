#include "hall/cli/cli.hpp"

#include <cstdio>
#include <iostream>

#include "base/file.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {
namespace {

constexpr int kDone = 0, kNotDone = 1, kUsage = 64;

base::Status perform(const Options& options, const base::Texts& texts, toml_doc::Problems& problems) {
  switch (options.command) {
    case Command::serve:
      return serve(options, problems);
    case Command::device_add:
      return deviceAdd(options, texts);
    case Command::device_list:
      return deviceList(options, texts);
    case Command::device_remove:
      return deviceRemove(options, texts);
    case Command::person_add:
      return personAdd(options, texts);
    case Command::printout_void:
      return printoutVoid(options, texts);
    case Command::keys_init:
      return keysInit(options, texts);
    case Command::keys_next:
      return keysNext(options, texts);
    case Command::keys_retire:
      return keysRetire(options, texts);
    case Command::keys_revoke:
      return keysRevoke(options, texts);
    case Command::keys_list:
      return keysList(options, texts);
    case Command::keys_export:
      return keysExport(options, texts);
    case Command::form_preview:
      return formPreview(options, texts, problems);
    case Command::process_check:
      return processCheck(options, texts, problems);
    case Command::help:
    case Command::version:
      break;  // answered before texts are needed
  }
  return {};
}

int showHelp(base::Language language) {
  const auto page =
      base::readTextFile(base::assetsFolder() / "lang" / nameOf(language) / "hall.help", 1 << 20);
  if (!page) {
    std::cerr << "hall: " << page.error().describe() << '\n';
    return kNotDone;
  }
  std::cout << *page;
  return kDone;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const std::string& version) {
  const auto language = base::languageOfEnvironment();
  const auto options = parseOptions(arguments);
  if (options && options->command == Command::version) {
    std::cout << "hall " << version << '\n';
    return kDone;
  }
  if (options && options->command == Command::help) return showHelp(language);
  const auto texts = base::Texts::load(base::assetsFolder() / "lang", language);
  if (!texts) {
    std::cerr << "hall: " << texts.error().describe() << '\n';
    return kNotDone;
  }
  if (!options) {
    std::cerr << "hall: " << texts->sentence(options.error()) << '\n';
    return kUsage;
  }
  toml_doc::Problems problems;
  const auto done = perform(*options, *texts, problems);
  for (const auto& problem : problems) std::cerr << texts->sentence(problem) << '\n';
  if (!done) {
    std::cerr << "hall: " << texts->sentence(done.error()) << '\n';
    return done.error().code.starts_with("usage") ? kUsage : kNotDone;
  }
  return problems.empty() ? kDone : kNotDone;
}

}  // namespace hall::cli
