// Answers in their order, where one may have to wait: a data code that goes on over other pages is whole only
// when those have been read. Few are ever held; pages without such a code pass at once. One thread.
#pragma once

#include <deque>
#include <functional>
#include <unordered_map>

#include "verifier/cli/answer.hpp"

namespace verifier::cli {

class Waiting {
 public:
  using Complete = std::function<void(Answer&, std::span<const SealedPart>)>;  // compares it again
  using Tell = std::function<void(Answer&)>;
  Waiting(Complete complete, Tell tell) : complete_(std::move(complete)), tell_(std::move(tell)) {}

  void add(Answer answer);
  void finish();  // nothing more comes: what is held is told as it is

 private:
  using Parts = std::vector<SealedPart>;

  const Parts* wholeCodeOf(const Answer& answer) const;  // null: a part is still missing
  bool mayStillBecomeWhole(const Answer& answer) const;
  void tellFront();

  Complete complete_;
  Tell tell_;
  std::deque<Answer> held_{};                       // only while the first of them waits
  std::unordered_map<std::string, Parts> codes_{};  // by pile and serial: of codes in parts
};

}  // namespace verifier::cli
