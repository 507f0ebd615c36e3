// What the trials came to, by channel, and the tables they are told in.
#pragma once

#include <string>

#include "trial.hpp"

namespace tampering {

struct Tally {
  int pages = 0, unread = 0;  // unread: without its seal there is nothing to compare
  int clean = 0, clean_differs = 0, clean_review = 0, clean_not_compared = 0;
  int altered_pages = 0, pages_found = 0;                  // not_compared counts as not found
  int altered = 0, found = 0;                              // fields, in the right box
  int one_printout = 0, one_found = 0;                     // the same without pages of another printout
  int inked = 0, inked_review = 0;                         // ink over a value, where colour is kept
  std::array<std::array<int, 2>, kAlterations> by_kind{};  // boxes, found
  std::vector<double> ms{};
  double most_extra_mb = 0;

  void add(const Trial& trial, const Outcome& outcome);
};

using Tallies = std::array<Tally, kChannels>;
std::string asText(Tallies tallies);
std::string asMarkdown(Tallies tallies);

}  // namespace tampering
