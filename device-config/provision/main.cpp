// hall-provision: device configurations, checked and shown.
#include <iostream>

#include "base/file.hpp"
#include "device-config/provision/provision.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words == std::vector<std::string>{"--version"}) {
    std::cout << "hall-provision " HALL_VERSION "\n";
    return 0;
  }
  const auto texts = base::Texts::load(base::assetsFolder() / "lang", base::languageOfEnvironment());
  if (!texts) {
    std::cerr << "hall-provision: " << texts.error().describe() << '\n';
    return provision::kUsage;
  }
  return provision::run(words, *texts, {std::cout, std::cerr});
}
