// Checked pages, one after another -> the printouts they belong to, what is missing of them, and what the
// whole comes to. Keeps some words a page, so that ten thousand pages fit. Pure; one thread.
#pragma once

#include <memory>

#include "verifier/check/checks.hpp"

namespace verifier {

bool isUnreadable(const CheckedPage& page);  // nothing is known of it
bool isGood(const CheckedPage& page);        // genuine, valid, not accepted elsewhere, not seen to differ
bool needsReview(const CheckedPage& page);   // a good page whose content is a person's to look at

// A page of another copy where a page of this one is missing.
struct Stray {
  std::size_t page;  // index in the order added
  std::string pile;
  std::string serial;  // of the incomplete printout in whose gap it lies
};

struct Gathered {
  std::vector<CheckedPrintout> printouts;  // as in CheckReport; members are indices in the order added
  std::vector<Stray> strays;
  Conclusion conclusion = Conclusion::all_good;
};

class Gathering {
 public:
  Gathering();
  ~Gathering();
  void add(const CheckedPage& page);
  Gathered finish() &&;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
