#include "verifier/check/gathering.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace verifier {
namespace {

using domain::SealState;

bool sealSpeaks(const api::Verification& verification) {  // whether the claims are the hall's own words
  return verification.verdict.seal == SealState::genuine ||
         verification.verdict.seal == SealState::key_revoked;
}

void findMissing(CheckedPrintout& printout) {
  std::sort(printout.present.begin(), printout.present.end());
  printout.present.erase(std::unique(printout.present.begin(), printout.present.end()),
                         printout.present.end());
  for (int page = 1; page <= printout.pages; ++page)
    if (!std::binary_search(printout.present.begin(), printout.present.end(), page))
      printout.missing.push_back(page);
}

// Page 2 of another copy between pages 1 and 3 of this one: every seal is genuine, and yet the pile isn't one
// document. The printout with more pages there, the earlier one of equals, counts as the one that was handed
// in.
bool gapFilledBy(const CheckedPrintout& main, const CheckedPrintout& other, int page) {
  const bool main_first = main.members.size() > other.members.size() ||
                          (main.members.size() == other.members.size() && main.members < other.members);
  return main_first && std::binary_search(main.missing.begin(), main.missing.end(), page);
}

}  // namespace

bool isUnreadable(const CheckedPage& page) {
  return page.error || page.verification.verdict.seal == SealState::unreadable;
}

bool isGood(const CheckedPage& page) {
  const auto& verdict = page.verification.verdict;
  return verdict.seal == SealState::genuine && verdict.status == domain::StatusState::valid &&
         verdict.acceptance != domain::AcceptanceState::accepted_elsewhere &&
         verdict.content != domain::ContentState::differs;
}

bool needsReview(const CheckedPage& page) {
  const auto content = page.verification.verdict.content;
  const bool asked_in_vain = page.content && content == domain::ContentState::not_compared;
  return isGood(page) && (asked_in_vain || content == domain::ContentState::review);
}

struct Gathering::Body {
  std::vector<CheckedPrintout> printouts{};
  std::unordered_map<std::string, std::size_t> by_serial{};  // pile and serial -> printouts
  std::vector<int> sheets{};                                 // of each page added, as its seal says
  std::unordered_map<std::size_t, std::vector<SealedPart>> data_codes{};  // of printouts that have some
  bool wrong = false;
  bool unreadable = false;
  bool review = false;

  CheckedPrintout& printoutOf(const CheckedPage& page) {
    const auto& found = page.verification;
    const auto [at, fresh] = by_serial.try_emplace(page.pile + '\n' + found.serial, printouts.size());
    if (fresh)
      printouts.push_back({.pile = page.pile,
                           .serial = found.serial,
                           .short_serial = found.short_serial,
                           .pages = found.pages});
    return printouts[at->second];
  }

  // Only what is incomplete has a gap, or a page to spare for another's.
  std::vector<Stray> strays() const {
    std::map<std::pair<std::string, int>, std::vector<const CheckedPrintout*>> alike;  // pile, pages
    for (const auto& printout : printouts)
      if (!printout.missing.empty()) alike[{printout.pile, printout.pages}].push_back(&printout);
    std::vector<Stray> out;
    for (const auto& other : printouts) {
      if (other.missing.empty()) continue;
      const auto& mains = alike[{other.pile, other.pages}];
      for (const auto member : other.members) {
        const auto main = std::find_if(mains.begin(), mains.end(), [&](const CheckedPrintout* one) {
          return one->serial != other.serial && gapFilledBy(*one, other, sheets[member]);
        });
        if (main != mains.end()) out.push_back({member, other.pile, (*main)->serial});
      }
    }
    return out;
  }

  Conclusion conclusion(bool stray) const {
    const bool incomplete = std::any_of(printouts.begin(), printouts.end(),
                                        [](const auto& printout) { return !printout.missing.empty(); });
    // A page that can't be read may be the very one that is missing.
    if (wrong || stray || (incomplete && !unreadable)) return Conclusion::something_wrong;
    if (unreadable) return Conclusion::something_unreadable;
    return review ? Conclusion::something_to_review : Conclusion::all_good;
  }
};

Gathering::Gathering() : body_(std::make_unique<Body>()) {}
Gathering::~Gathering() = default;

void Gathering::add(const CheckedPage& page) {
  auto& body = *body_;
  const auto index = body.sheets.size();
  body.sheets.push_back(page.verification.page);
  const bool unreadable = isUnreadable(page);
  body.unreadable |= unreadable;
  body.wrong |= !unreadable && !isGood(page);
  body.review |= !unreadable && needsReview(page);
  if (page.error || !sealSpeaks(page.verification)) return;
  auto& printout = body.printoutOf(page);
  printout.present.push_back(page.verification.page);
  printout.members.push_back(index);
  if (page.data_code)
    body.data_codes[static_cast<std::size_t>(&printout - body.printouts.data())].push_back(*page.data_code);
}

Gathered Gathering::finish() && {
  for (auto& printout : body_->printouts) findMissing(printout);
  for (const auto& [printout, parts] : body_->data_codes) {
    auto& answer = body_->printouts[printout].data_code = judgeDataCode(parts);
    body_->wrong |= answer.state == DataCodeState::not_bound;
  }
  auto strays = body_->strays();
  const auto conclusion = body_->conclusion(!strays.empty());
  return {std::move(body_->printouts), std::move(strays), conclusion};
}

}  // namespace verifier
