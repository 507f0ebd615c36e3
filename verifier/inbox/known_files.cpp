#include "verifier/inbox/known_files.hpp"

#include <functional>

namespace verifier {
namespace {

// splitmix64: no two states of one file meet, and those of different files hardly ever do.
std::uint64_t mixed(std::uint64_t sum, std::uint64_t value) {
  std::uint64_t z = (sum ^ value) + 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

std::uint64_t keyOf(std::uint64_t who, const FileState& state) {
  return mixed(mixed(mixed(0, who), static_cast<std::uint64_t>(state.changed_ns)),
               static_cast<std::uint64_t>(state.size));
}

std::uint64_t keyByName(const std::string& name, const FileState& state) {
  return keyOf(std::hash<std::string>()(name), state);
}

}  // namespace

bool KnownFiles::knows(const std::string& name, const FileState& state) const {
  return keys_.count(keyOf(state.inode, state)) > 0 || keys_.count(keyByName(name, state)) > 0;
}

void KnownFiles::add(const std::string& name, const FileState& state) {
  order_.emplace_back(keyOf(state.inode, state), keyByName(name, state));
  keys_.insert(order_.back().first);
  keys_.insert(order_.back().second);
  if (order_.size() <= limit_) return;
  for (const auto key : {order_.front().first, order_.front().second}) keys_.erase(keys_.find(key));
  order_.pop_front();
}

}  // namespace verifier
