// hall-verifier: checks printed papers. Alone it opens the receiver's desk; with `check` or `inspect` it is a
// command line.
#include <filesystem>
#include <iostream>

#include "base/arguments.hpp"
#include "base/file.hpp"
#include "verifier/cli/cli.hpp"
#include "verifier/desk/desk.hpp"

namespace {

int usage(const std::string& sentence, const base::Texts& texts) {
  std::cerr << "hall-verifier: " << sentence << '\n' << texts.get("cli.see_help") << '\n';
  return verifier::cli::kUsage;
}

// No command: the desk opens, with the files that were named laid on it.
int desk(const std::vector<std::string>& words, const base::Texts& texts) {
  const auto arguments = base::parseArguments(words, {{"--config", true}, {"--campus", true}});
  if (!arguments) return usage(texts.sentence(arguments.error()), texts);
  for (const auto& word : arguments->operands)
    if (std::error_code ignored; !std::filesystem::exists(word, ignored))
      return usage(texts.get("cli.unknown_command", {word}), texts);
  verifier::DeskSettings settings;
  settings.config = arguments->value("--config");
  if (arguments->has("--campus")) settings.campus = arguments->value("--campus");
  settings.files.assign(arguments->operands.begin(), arguments->operands.end());
  return verifier::runDesk(settings);
}

int run(const std::vector<std::string>& words) {
  const auto language = base::languageOfEnvironment();
  const auto texts = base::Texts::load(base::assetsFolder() / "lang", language);
  if (!texts) {
    std::cerr << "hall-verifier: " << texts.error().describe() << '\n';
    return verifier::cli::kUsage;
  }
  for (const auto& word : words) {
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    const auto help = verifier::cli::helpText(language);
    std::cout << (help ? *help : help.error().describe() + "\n");
    return help ? 0 : verifier::cli::kUsage;
  }
  if (words == std::vector<std::string>{"--version"}) {
    std::cout << "hall-verifier " HALL_VERSION "\n";
    return 0;
  }
  if (words.empty() || (words[0] != "check" && words[0] != "inspect")) return desk(words, *texts);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  const verifier::cli::Streams streams{std::cin, std::cout, std::cerr};
  return words[0] == "check" ? verifier::cli::check(rest, *texts, base::SystemClock(), streams)
                             : verifier::cli::inspect(rest, *texts, streams);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return run({argv + 1, argv + argc});
}
