#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "base/file.hpp"
#include "degrade.hpp"

int main(int argc, char** argv) {
  using namespace reading;
  const auto office = Office::open(base::assetsFolder());
  if (!office) {
    fmt::print(stderr, "{}\n", office.error().describe());
    return 1;
  }
  const std::filesystem::path out = argv[1];
  std::filesystem::create_directories(out);
  (void)office->writeKeys(out);
  const int count = argc > 3 ? std::atoi(argv[3]) : 1;
  for (int k = 0; k < kKinds; ++k)
    for (auto s : kStrengths)
      for (int seed = 1; seed <= count; ++seed) {
        if (argc > 2 && std::string(argv[2]) != "all" && std::string(argv[2]) != nameOf(static_cast<Kind>(k)))
          continue;
        const auto p = degrade(*office, static_cast<Kind>(k), s, static_cast<std::uint64_t>(seed));
        (void)base::writeFile(
            out / fmt::format("{}-{}-{}.{}", nameOf(static_cast<Kind>(k)), nameOf(s), seed, p.encoded.ending),
            p.encoded.file);
      }
}
