// fuzz_replay TARGET FOLDER: runs a target over every file of its committed corpus, and over nothing at all.
// The last name printed before a failure is the input that causes it.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <vector>

#include "base/file.hpp"
#include "fuzz.hpp"

namespace {

std::map<std::string, fuzz::Target>& targets() {
  static std::map<std::string, fuzz::Target> all;
  return all;
}

constexpr std::size_t kMaxFile = 1 << 20;

std::vector<std::filesystem::path> filesOf(const char* folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

fuzz::Registered::Registered(const char* name, Target target) { targets()[name] = target; }

int main(int argc, char** argv) {
  if (argc != 3 || targets().count(argv[1]) == 0) {
    std::fprintf(stderr, "usage: fuzz_replay TARGET FOLDER\n");
    return 64;
  }
  const auto target = targets()[argv[1]];
  target({});
  const auto files = filesOf(argv[2]);
  for (const auto& file : files) {
    std::printf("%s\n", file.filename().c_str());
    std::fflush(stdout);
    target(base::readFile(file, kMaxFile).value());
  }
  std::printf("%zu inputs\n", files.size());
  return files.empty() ? 1 : 0;
}
