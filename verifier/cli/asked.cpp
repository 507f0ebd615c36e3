#include "verifier/cli/asked.hpp"

#include <chrono>

namespace verifier::cli {
namespace {

constexpr std::size_t kMostAnswers = 16'384;            // about 20 MB; then all are forgotten
constexpr auto kLeaveAlone = std::chrono::seconds(30);  // a hall that is away costs seconds a question

}  // namespace

std::optional<base::Error> Asked::awayNow() const {
  return away_ && clock_.steady() - away_since_ < kLeaveAlone ? away_ : std::nullopt;
}

base::Result<api::Verification> Asked::ask(const std::string& carrier, const Judge& hall) {
  std::unique_lock lock(mutex_);
  for (auto known = answers_.find(carrier); known != answers_.end(); known = answers_.find(carrier)) {
    if (known->second) return *known->second;
    answered_.wait(lock);
  }
  if (const auto away = awayNow()) return base::fail(*away);
  if (answers_.size() >= kMostAnswers)
    std::erase_if(answers_, [](const auto& one) { return one.second.has_value(); });
  answers_.emplace(carrier, std::nullopt);
  lock.unlock();
  auto answer = hall(carrier);
  lock.lock();
  if (answer) {
    answers_[carrier] = *answer;
    away_.reset();
  } else {
    answers_.erase(carrier);
    if (answer.error().code == "hall_unreachable") {
      away_ = answer.error();
      away_since_ = clock_.steady();
    }
  }
  answered_.notify_all();
  return answer;
}

}  // namespace verifier::cli
