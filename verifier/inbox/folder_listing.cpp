#include "verifier/inbox/folder_listing.hpp"

#include <dirent.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <tuple>

#include "base/unique_handle.hpp"
#include "verifier/input/files.hpp"

namespace verifier {
namespace {

using OpenFolder = base::Handle<DIR, ::closedir>;

tl::unexpected<base::Error> refusal(int problem, const std::filesystem::path& folder) {
  const bool missing = problem == ENOENT || problem == ENOTDIR || problem == ENODEV || problem == ENXIO;
  return base::fail(missing ? "watched_folder_missing" : "watched_folder_unreadable", folder.string(),
                    std::generic_category().message(problem));
}

}  // namespace

std::optional<FileState> pageFile(const std::filesystem::path& folder, const std::string& name) {
  if (name.starts_with('.') || !namesPages(name)) return std::nullopt;
  struct stat found {};
  if (::lstat((folder / name).c_str(), &found) != 0 || !S_ISREG(found.st_mode) || found.st_size == 0)
    return std::nullopt;
  const auto nanoseconds = [](const timespec& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; };
  return FileState{found.st_ino, nanoseconds(found.st_mtim), found.st_size,
                   found.st_nlink > 1 || nanoseconds(found.st_ctim) > nanoseconds(found.st_mtim)};
}

base::Result<std::vector<ListedFile>> pagesIn(const std::filesystem::path& folder, std::size_t most) {
  const OpenFolder open(::opendir(folder.c_str()));
  if (!open) return refusal(errno, folder);
  std::vector<ListedFile> out;
  errno = 0;
  while (const auto* entry = ::readdir(open.get())) {
    if (auto state = pageFile(folder, entry->d_name)) out.push_back({entry->d_name, *state});
    if (out.size() > most)
      return base::fail("watched_folder_too_full", folder.string(),
                        "more than " + std::to_string(most) + " files lie in it", {std::to_string(most)});
    errno = 0;
  }
  if (errno != 0) return refusal(errno, folder);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.state.changed_ns, a.name) < std::tie(b.state.changed_ns, b.name);
  });
  return out;
}

std::optional<FolderPlace> placeOf(const std::filesystem::path& folder) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return std::nullopt;
  return FolderPlace{found.st_dev, found.st_ino};
}

bool isShared(const std::filesystem::path& folder) {
  constexpr std::array<std::uint32_t, 8> kShares{NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,  CIFS_SUPER_MAGIC,
                                                 SMB2_SUPER_MAGIC, FUSE_SUPER_MAGIC, V9FS_MAGIC,
                                                 AFS_SUPER_MAGIC,  CEPH_SUPER_MAGIC};
  struct statfs found {};
  if (::statfs(folder.c_str(), &found) != 0) return true;
  return std::find(kShares.begin(), kShares.end(), static_cast<std::uint32_t>(found.f_type)) != kShares.end();
}

}  // namespace verifier
