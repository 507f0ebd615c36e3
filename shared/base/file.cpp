#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/crypto.hpp"

namespace base {
namespace {

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> unwritable(const fs::path& path) {
  return fail("file_unwritable", path.string(), std::strerror(errno));
}

bool writeAll(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Result<Bytes> readFile(const fs::path& path, std::size_t limit_bytes) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0)
    return fail(errno == ENOENT ? "file_missing" : "file_unreadable", path.string(), std::strerror(errno));
  Bytes out;
  std::uint8_t block[65536];
  while (true) {
    const auto count = ::read(file.get(), block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail("file_unreadable", path.string(), std::strerror(errno));
    if (count == 0) return out;
    if (out.size() + static_cast<std::size_t>(count) > limit_bytes)
      return fail("file_too_large", path.string(), "longer than " + std::to_string(limit_bytes) + " bytes",
                  {std::to_string(limit_bytes)});
    out.insert(out.end(), block, block + count);
  }
}

Result<std::string> readTextFile(const fs::path& path, std::size_t limit_bytes) {
  auto bytes = readFile(path, limit_bytes);
  if (!bytes) return fail(bytes.error());
  return std::string(textOf(*bytes));
}

Status writeFile(const fs::path& path, BytesView bytes, bool private_file) {
  const fs::path beside = path.string() + "." + toHex(randomBytes(6)) + ".new";
  {
    Descriptor file(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, private_file ? 0600 : 0644));
    if (file.get() < 0) return unwritable(path);
    if (!writeAll(file.get(), bytes) || ::fsync(file.get()) != 0) {
      const auto failure = unwritable(path);
      ::unlink(beside.c_str());
      return failure;
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const auto failure = unwritable(path);
    ::unlink(beside.c_str());
    return failure;
  }
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) ::fsync(directory.get());
  return {};
}

fs::path assetsFolder() {
  if (const char* told = std::getenv("HALL_ASSETS")) return told;
  std::error_code ignored;
  const auto program = fs::read_symlink("/proc/self/exe", ignored);
  for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "assets" / "lang", ignored)) return folder / "assets";
    if (fs::exists(folder / "share" / "hall-terminals" / "lang", ignored))
      return folder / "share" / "hall-terminals";
  }
  return "/usr/share/hall-terminals";
}

}  // namespace base
