// Copies got lately, so that the pages of a printout, and a second scan of it, cost nothing. They hold
// personal data: whoever signs a receiver out clears it. Any thread.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "verifier/issued/issued_copy.hpp"

namespace verifier {

class CopyShelf {
 public:
  static constexpr std::size_t kUsualBytes = 96u << 20;  // two dozen pages drawn
  explicit CopyShelf(std::size_t limit_bytes = kUsualBytes) : limit_(limit_bytes) {}

  IssuedCopyPtr find(const std::string& key);  // null: not here
  // Drops the ones asked for the longest ago; the one just put stays, however large.
  void put(const std::string& key, IssuedCopyPtr copy);
  void clear();

 private:
  struct Place {
    std::string key;
    IssuedCopyPtr copy;
  };
  std::size_t limit_;
  std::mutex mutex_{};
  std::size_t bytes_ = 0;
  std::list<Place> places_{};  // the one asked for last at the front
  std::unordered_map<std::string, std::list<Place>::iterator> by_key_{};
};

}  // namespace verifier
