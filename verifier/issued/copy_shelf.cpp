#include "verifier/issued/copy_shelf.hpp"

namespace verifier {

IssuedCopyPtr CopyShelf::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  places_.splice(places_.begin(), places_, found->second);
  return found->second->copy;
}

void CopyShelf::put(const std::string& key, IssuedCopyPtr copy) {
  const std::lock_guard lock(mutex_);
  if (const auto old = by_key_.find(key); old != by_key_.end()) {
    bytes_ -= old->second->copy->mostBytes();
    places_.erase(old->second);
    by_key_.erase(old);
  }
  bytes_ += copy->mostBytes();
  places_.push_front({key, std::move(copy)});
  by_key_[key] = places_.begin();
  while (bytes_ > limit_ && places_.size() > 1) {
    bytes_ -= places_.back().copy->mostBytes();
    by_key_.erase(places_.back().key);
    places_.pop_back();
  }
}

void CopyShelf::clear() {
  const std::lock_guard lock(mutex_);
  places_.clear();
  by_key_.clear();
  bytes_ = 0;
}

}  // namespace verifier
