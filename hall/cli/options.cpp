#include "hall/cli/options.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>

namespace hall::cli {
namespace {

// A subcommand that sets the command when it is named.
CLI::App* add(CLI::App* under, const std::string& name, Options& options, Command command) {
  auto* out = under->add_subcommand(name);
  out->set_help_flag("");
  out->final_callback([&options, command] { options.command = command; });
  return out;
}

CLI::App* group(CLI::App* under, const std::string& name) {
  auto* out = under->add_subcommand(name);
  out->set_help_flag("");
  out->require_subcommand(1);
  return out;
}

void addData(CLI::App* app, Options& options) {
  app->add_option("--data", options.data)->required();
  app->add_option("--assets", options.assets);
  app->add_option("--passphrase-file", options.passphrase_file);
}

void addServe(CLI::App& app, Options& options) {
  auto* serve = add(&app, "serve", options, Command::serve);
  addData(serve, options);
  serve->add_option("--listen", options.listen);
  serve->add_option("--public-host", options.public_host);
  serve->add_option("--name", options.names);
  auto* certificate = serve->add_option("--tls-certificate", options.tls_certificate);
  certificate->needs(serve->add_option("--tls-key", options.tls_key)->needs(certificate));
  serve->add_flag("--demo", options.demo);
  serve->add_option("--token-pin-file", options.token_pin_file);
}

CLI::App* addKeyCommand(CLI::App* keys, const std::string& name, Options& options, Command command) {
  auto* out = add(keys, name, options, command);
  addData(out, options);
  out->add_option("--token-pin-file", options.token_pin_file);
  return out;
}

void addRoot(CLI::App* app, Options& options) {
  app->add_option("--root", options.root);
  app->add_option("--root-passphrase-file", options.root_passphrase_file);
}

void addNewKey(CLI::App* app, Options& options) {
  app->add_option("--algorithm", options.algorithm)->check(CLI::IsMember({"ed25519", "esp256", "sm2"}));
  app->add_option("--token", options.token);
}

void addKeys(CLI::App& app, Options& options) {
  auto* keys = group(&app, "keys");
  auto* init = addKeyCommand(keys, "init", options, Command::keys_init);
  addRoot(init, options);
  addNewKey(init, options);
  auto* next = addKeyCommand(keys, "next", options, Command::keys_next);
  addRoot(next, options);
  addNewKey(next, options);
  next->add_option("--from", options.from);
  auto* retire = addKeyCommand(keys, "retire", options, Command::keys_retire);
  addRoot(retire, options);
  retire->add_option("KID", options.name)->required();
  auto* revoke = addKeyCommand(keys, "revoke", options, Command::keys_revoke);
  addRoot(revoke, options);
  revoke->add_option("KID", options.name)->required();
  revoke->add_option("--reason", options.reason)->required();
  revoke->add_flag("--leave-hall-without-key", options.leave_hall_without_key);
  addKeyCommand(keys, "list", options, Command::keys_list)->add_flag("--json", options.json);
  addKeyCommand(keys, "export", options, Command::keys_export)->add_option("--out", options.out)->required();
}

void addDevices(CLI::App& app, Options& options) {
  auto* device = group(&app, "device");
  auto* one = add(device, "add", options, Command::device_add);
  addData(one, options);
  one->add_option("NAME", options.name)->required();
  one->add_option("--kind", options.kind)->required();
  one->add_option("--office", options.office);
  one->add_option("--out", options.out);
  addData(add(device, "list", options, Command::device_list), options);
  auto* remove = add(device, "remove", options, Command::device_remove);
  addData(remove, options);
  remove->add_option("NAME", options.name)->required();
}

void addPeople(CLI::App& app, Options& options) {
  auto* person = add(group(&app, "person"), "add", options, Command::person_add);
  addData(person, options);
  person->add_option("ACCOUNT", options.name)->required();
  person->add_option("--name", options.person_name)->required();
  person->add_option("--number", options.number);
  person->add_option("--unit", options.unit)->required();
  person->add_option("--post", options.posts);
  person->add_option("--password-file", options.password_file);
}

void addPapers(CLI::App& app, Options& options) {
  auto* cancel = add(group(&app, "printout"), "void", options, Command::printout_void);
  addData(cancel, options);
  cancel->add_option("SERIAL", options.name)->required();
  cancel->add_option("--reason", options.reason)->required();
  auto* preview = add(group(&app, "form"), "preview", options, Command::form_preview);
  preview->add_option("FORM", options.form)->required();
  preview->add_option("DATA", options.content)->required();
  preview->add_option("--out", options.out)->required();
  preview->add_option("--assets", options.assets);
  auto* check = add(group(&app, "process"), "check", options, Command::process_check);
  check->add_option("FILE", options.files)->required();
  check->add_option("--assets", options.assets);
}

// Asked for anywhere, help and version win over what else may be wrong.
bool has(const std::vector<std::string>& arguments, const char* one, const char* other) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const auto& a) { return a == one || a == other; });
}

}  // namespace

base::Result<Options> parseOptions(std::vector<std::string> arguments) {
  Options options;
  if (has(arguments, "--help", "-h")) return options;
  options.command = Command::version;
  if (has(arguments, "--version", "--version")) return options;
  CLI::App app;
  app.set_help_flag("");
  app.require_subcommand(1);
  addServe(app, options);
  addDevices(app, options);
  addPeople(app, options);
  addPapers(app, options);
  addKeys(app, options);
  // A script's variable that was never set: taking it for "not told" would do something else than was meant.
  for (const auto& word : arguments)
    if (word.empty() || (word.starts_with("--") && word.ends_with("=")))
      return base::fail("usage_empty", word, "an empty value");
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& wrong) {
    return base::fail("usage", "", wrong.what(), {wrong.what()});
  }
  return options;
}

base::Result<Endpoint> parseEndpoint(const std::string& text) {
  const auto wrong = base::fail("usage_listen", "--listen", "expected ADDRESS:PORT", {text});
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return wrong;
  Endpoint out{text.substr(0, colon)};
  if (out.address.front() == '[' && out.address.back() == ']')
    out.address = out.address.substr(1, out.address.size() - 2);
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, out.port);
  if (error != std::errc() || stopped != end) return wrong;
  return out;
}

}  // namespace hall::cli
