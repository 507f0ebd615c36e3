#include "verifier/cli/walk.hpp"

#include <algorithm>
#include <filesystem>

#include "verifier/input/files.hpp"

namespace verifier::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostDepth = 64;  // folders in folders

void walk(const fs::path& folder, int depth, const std::function<bool()>& stopped, std::vector<Entry>& out) {
  std::vector<fs::directory_entry> found;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem))
    if (!at->path().filename().string().starts_with('.')) found.push_back(*at);
  if (problem) {
    const base::Error error{"folder_unreadable", folder.string(), problem.message()};
    out.push_back({folder.string(), error});
    return;
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  for (const auto& entry : found) {
    if (stopped()) return;
    std::error_code none;
    if (entry.is_directory(none)) {
      if (!entry.is_symlink(none) && depth < kMostDepth) walk(entry.path(), depth + 1, stopped, out);
    } else if (namesPages(entry.path())) {
      out.push_back({entry.path().string()});
      // A pipe among scans would be waited for without end.
      if (entry.is_other(none))
        out.back().error = base::Error{"file_kind_unknown", entry.path().string(), "a pipe or a device"};
    }
  }
}

}  // namespace

std::vector<Entry> filesOf(const std::vector<std::string>& operands, const std::function<bool()>& stopped) {
  std::vector<Entry> out;
  for (const auto& name : operands) {
    std::error_code none;
    if (name == "-" || !fs::is_directory(name, none)) {
      out.push_back({name});
      continue;
    }
    const auto before = out.size();
    walk(name, 1, stopped, out);
    if (out.size() == before && !stopped())
      out.push_back({name, base::Error{"folder_empty", name, "no file below it ends like one of pages"}});
  }
  return out;
}

}  // namespace verifier::cli
