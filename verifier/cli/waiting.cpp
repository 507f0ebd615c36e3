#include "verifier/cli/waiting.hpp"

#include <algorithm>

namespace verifier::cli {
namespace {

// Pages of a copy lie together. Past so many others the rest of it isn't coming.
constexpr std::size_t kMostHeld = 2 * seal::kMostDataCodeParts;
constexpr std::size_t kMostCodes = 256;

std::string keyOf(const CheckedPage& page) { return page.pile + '\n' + page.verification.serial; }

const CheckedPage* waitingPage(const Answer& answer) {
  const auto found = std::find_if(answer.pages.begin(), answer.pages.end(), waitsForParts);
  return found == answer.pages.end() ? nullptr : &*found;
}

bool isWhole(const std::vector<SealedPart>& parts) {
  std::vector<int> seen;
  for (const auto& one : parts) seen.push_back(one.part.part);
  std::sort(seen.begin(), seen.end());
  const auto distinct = std::unique(seen.begin(), seen.end()) - seen.begin();
  return !parts.empty() && distinct >= parts.front().part.parts;
}

}  // namespace

void Waiting::add(Answer answer) {
  if (codes_.size() > kMostCodes && held_.empty()) codes_.clear();
  for (const auto& page : answer.pages)
    if (page.data_code && page.data_code->part.parts > 1) {
      auto& parts = codes_[keyOf(page)];
      if (parts.size() < 2 * seal::kMostDataCodeParts) parts.push_back(*page.data_code);
    }
  held_.push_back(std::move(answer));
  while (!held_.empty() && !mayStillBecomeWhole(held_.front())) tellFront();
}

void Waiting::finish() {
  while (!held_.empty()) tellFront();
}

const Waiting::Parts* Waiting::wholeCodeOf(const Answer& answer) const {
  const auto* page = waitingPage(answer);
  const auto found = page ? codes_.find(keyOf(*page)) : codes_.end();
  return found != codes_.end() && isWhole(found->second) ? &found->second : nullptr;
}

bool Waiting::mayStillBecomeWhole(const Answer& answer) const {
  return waitingPage(answer) && !wholeCodeOf(answer) && held_.size() <= kMostHeld &&
         held_.back().pile == answer.pile;
}

void Waiting::tellFront() {
  if (const auto* parts = wholeCodeOf(held_.front())) complete_(held_.front(), *parts);
  tell_(held_.front());
  held_.pop_front();
}

}  // namespace verifier::cli
