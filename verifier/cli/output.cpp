#include "verifier/cli/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace verifier::cli {
namespace {

namespace fs = std::filesystem;

bool synced(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  const bool fine = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  return fine;
}

tl::unexpected<base::Error> unwritable(const fs::path& path) {
  return base::fail("file_unwritable", path.string(), std::strerror(errno));
}

}  // namespace

Output::Output(fs::path path)
    : path_(std::move(path)),
      part_(path_.string() + ".part"),
      stream_(part_, std::ios::binary | std::ios::trunc) {}

Output::~Output() {
  std::error_code ignored;
  if (stream_.is_open()) fs::remove(part_, ignored);
}

base::Status Output::fits(const fs::path& path) {
  std::error_code ignored;
  const auto there = fs::symlink_status(path, ignored);
  if (!fs::exists(there) || fs::is_regular_file(there)) return {};
  return base::fail("output_not_a_file", path.string(), "not a regular file");
}

base::Result<std::unique_ptr<Output>> Output::open(const fs::path& path) {
  auto out = std::unique_ptr<Output>(new Output(path));
  if (!out->stream_) return unwritable(path);
  return out;
}

base::Status Output::putInPlace() {
  stream_.flush();
  if (!stream_ || !synced(part_, 0) || ::rename(part_.c_str(), path_.c_str()) != 0) return unwritable(path_);
  stream_.close();
  synced(path_.has_parent_path() ? path_.parent_path() : fs::path("."), O_DIRECTORY);
  return {};
}

}  // namespace verifier::cli
