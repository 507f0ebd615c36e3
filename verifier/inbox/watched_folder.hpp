// A folder that a scanner or a colleague puts papers into: each file is told once it is complete. Nothing in
// the folder is ever changed, moved or deleted; subfolders and symbolic links in it are left alone.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <variant>

#include "base/result.hpp"

namespace verifier {

struct FileArrived {
  std::filesystem::path path;  // it may be gone again by the time it is read: that is no error of anybody's
};
// "watched_folder_missing", "watched_folder_unreadable", "watched_folder_too_full"; place: the folder. The
// folder is looked for further on.
struct FolderLost {
  base::Error error;
};
struct FolderWatched {};  // it is there: told once at the start and whenever it came back
using InboxEvent = std::variant<FileArrived, FolderLost, FolderWatched>;

struct InboxLimits {
  std::chrono::milliseconds settle{
      2000};  // without a sign that a writer is done, size and time must rest so long
  std::chrono::milliseconds look{
      5000};  // how often what the kernel tells nothing of is looked at: mounts, shares
  std::size_t files =
      100'000;  // remembered in 20 MB at most; a folder nobody ever clears out reaches it in years
};

enum class FilesThere { left, taken };  // those that lie there when the folder is first watched

// A file is complete when it was closed after writing or renamed to a name of namesPages(). On a network
// share, where the kernel doesn't tell what other machines do, it is complete when it rested for a while. A
// content is told once: not again when the file is renamed, or when the folder went away and came back.
class WatchedFolder {
 public:
  using Sink = std::function<void(InboxEvent)>;

  // sink is called on the folder's own thread, oldest file first. One that takes its time loses nothing: the
  // folder is read anew when the kernel's queue has run over.
  WatchedFolder(const std::filesystem::path& folder, Sink sink, FilesThere files_there = FilesThere::left,
                const InboxLimits& limits = {});
  ~WatchedFolder();  // at once, but for an event at hand
  WatchedFolder(const WatchedFolder&) = delete;
  WatchedFolder& operator=(const WatchedFolder&) = delete;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
