// hall-verifier: checks printed papers. Alone it opens the receiver's desk; with `check` or `inspect` it is a
// command line.
#include <cstdio>
#include <iostream>

#include "base/file.hpp"
#include "verifier/cli/cli.hpp"
#if __has_include("verifier/desk/desk.hpp")
#include "verifier/desk/desk.hpp"
#endif

namespace {

int usage(const std::string& word, const base::Texts& texts) {
  std::cerr << "hall-verifier: " << texts.get("cli.unknown_command", {word}) << '\n'
            << texts.get("cli.see_help") << '\n';
  return verifier::cli::kUsage;
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
  const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1), words.end());
  if (!words.empty() && words[0] == "check")
    return verifier::cli::check(rest, *texts, base::SystemClock(), {std::cin, std::cout, std::cerr});
  if (!words.empty() && words[0] == "inspect")
    return verifier::cli::inspect(rest, *texts, {std::cin, std::cout, std::cerr});
  return usage(words.empty() ? "" : words[0], *texts);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return run({argv + 1, argv + argc});
}
