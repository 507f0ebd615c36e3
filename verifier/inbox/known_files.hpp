// Which contents were told already, by what a directory knows of them. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_set>
#include <utility>

namespace verifier {

struct FileState {
  std::uint64_t inode = 0;
  std::int64_t changed_ns = 0;  // modification time
  std::int64_t size = 0;
  bool linked = false;  // it got this name after it was written
  bool operator==(const FileState&) const = default;
};

// The same inode, or the same name, with the same time and size is the same content: a rename keeps the one,
// a file system mounted anew the other. The oldest are forgotten past the limit.
class KnownFiles {
 public:
  explicit KnownFiles(std::size_t limit) : limit_(limit) {}
  bool knows(const std::string& name, const FileState& state) const;
  void add(const std::string& name, const FileState& state);
  std::size_t size() const { return order_.size(); }

 private:
  using Key = std::uint64_t;
  std::size_t limit_;
  std::unordered_multiset<Key> keys_{};
  std::deque<std::pair<Key, Key>> order_{};
};

}  // namespace verifier
