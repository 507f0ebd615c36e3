// What lies in a folder, as far as it may be a page. Reads only; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "verifier/inbox/known_files.hpp"

namespace verifier {

struct ListedFile {
  std::string name;
  FileState state;
};

// An ordinary file with something in it, by a name of namesPages() that isn't hidden; no link is followed.
std::optional<FileState> pageFile(const std::filesystem::path& folder, const std::string& name);

// Oldest first. Codes: "watched_folder_missing", "watched_folder_unreadable", "watched_folder_too_full" (more
// than `most` such files); place: the folder.
base::Result<std::vector<ListedFile>> pagesIn(const std::filesystem::path& folder, std::size_t most);

// The folder that the path leads to now; nullopt where there is none.
struct FolderPlace {
  std::uint64_t device = 0, inode = 0;
  bool operator==(const FolderPlace&) const = default;
};
std::optional<FolderPlace> placeOf(const std::filesystem::path& folder);

// A share of another machine, or a file system of which the kernel isn't told everything.
bool isShared(const std::filesystem::path& folder);

}  // namespace verifier
