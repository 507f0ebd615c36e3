// The fourth line: a scanned page with a genuine seal -> what was issued under it -> whether both say the
// same.
#pragma once

#include "base/texts.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/issued/copy_shelf.hpp"

namespace verifier {

struct ComparedPage {
  Comparison comparison{};                     // with why it wasn't compared, and `aligned` for showing
  std::shared_ptr<const IssuedPage> issued{};  // null when it couldn't be had
};

// The page's verdict: state, and the fields that differ. Those to be looked at stay in the comparison.
void applyTo(api::Verification& verification, const Comparison& comparison);

// What is said of a page beside its verdict, for lists: plain values.
ContentRemarks remarksOn(const Comparison& comparison);

// Why a page wasn't compared, as a sentence: the text "content.why.<code>". A code without one is told as
// "content.why.other".
std::string whyNotCompared(const std::string& why, const base::Texts& texts);

// A copy by its serial, from the hall.
using AskHall = std::function<base::Result<IssuedCopyPtr>(const std::string& serial)>;
// With a receiver's session; an empty token is "not_signed_in". The client outlives it.
AskHall askHall(api::HallClient& hall, std::string token);

// One a thread, as the hall's client and the press are; the shelf may be shared by all of them.
class ContentCheck {
 public:
  struct Sources {
    AskHall hall{};                             // none: off line
    std::shared_ptr<const KnownForms> forms{};  // null: data codes aren't used
    std::shared_ptr<CopyShelf> shelf{};
  };
  explicit ContentCheck(Sources sources) : sources_(std::move(sources)) {}

  // parts: the data code of the page's copy as far as it was read, this page's among them. Asks the hall,
  // else takes the data code. Never an error: the comparison's `why` then says seal_not_genuine, no_picture
  // (the code was given as text), not_signed_in, no_data_code, data_code_incomplete, data_code_not_bound,
  // fonts_missing, or a code of copyFromHall, copyFromContent or compare.
  ComparedPage operator()(const base::Image& scan, const CheckedPage& page,
                          std::span<const SealedPart> parts);

 private:
  base::Result<IssuedCopyPtr> copyOf(const std::string& serial, std::span<const SealedPart> parts);
  base::Result<IssuedCopyPtr> fromHall(const std::string& serial);
  base::Result<IssuedCopyPtr> fromDataCode(const std::string& serial, std::span<const SealedPart> parts);

  Sources sources_;
  std::optional<paper::Press> press_{};  // opened when first needed
};

}  // namespace verifier
