// One page from printer to desk: issued, perhaps altered, stamped, captured, compared.
#pragma once

#include "alterations.hpp"
#include "channels.hpp"
#include "verifier/compare/compare.hpp"

namespace tampering {

struct Bench {
  paper::Press press;
  std::vector<FormWithContent> forms;
};

// A page as it comes to the desk, and what is true about it.
struct Trial {
  Channel channel{};
  Alteration alteration{};
  base::Image scan{};
  std::optional<verifier::SealPlace> seal{};  // none: the symbol wasn't read, so there is nothing to compare
  verifier::IssuedPage issued{};
  std::vector<std::vector<domain::Box>> places{};  // altered, as issued
};
// The same seed makes the same page. nullopt where no form offers the alteration.
std::optional<Trial> makeTrial(const Bench& bench, Channel channel, Alteration alteration,
                               std::uint64_t seed);

struct Outcome {
  verifier::Comparison compared{};
  double cpu_ms = 0;
  double extra_mb = 0;  // the most memory the comparison took beside scan and issued page
};
Outcome compareTrial(const Trial& trial);

// Whether the comparison points at one of the boxes: a value that doesn't match, or foreign ink, that lies
// over it.
bool pointsAt(const verifier::Comparison& compared, const std::vector<domain::Box>& boxes);

}  // namespace tampering
