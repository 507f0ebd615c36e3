#include "verifier/check/checks.hpp"

#include <algorithm>

#include "qr/qr.hpp"
#include "seal/carrier.hpp"

namespace verifier {
namespace {

using domain::SealState;

bool sealSpeaks(const api::Verification& verification) {  // whether the claims are the hall's own words
  return verification.verdict.seal == SealState::genuine ||
         verification.verdict.seal == SealState::key_revoked;
}

CheckedPage emptyPage(const ScannedPage& page, SealState state, std::string detail) {
  CheckedPage out{.pile = page.pile, .number = page.number};
  out.verification.verdict.seal = state;
  out.verification.verdict.seal_detail = std::move(detail);
  return out;
}

CheckedPage judged(const ScannedPage& page, const std::string& carrier, const Judge& judge) {
  CheckedPage out{.pile = page.pile, .number = page.number, .carrier = carrier};
  if (auto answer = judge(carrier)) {
    out.verification = std::move(*answer);
  } else {
    out.error = answer.error();
  }
  return out;
}

// A text may look like a carrier and yet be a stranger's: only when nothing on the page is a hall seal does
// that matter.
std::vector<CheckedPage> checkPage(const ScannedPage& page, const Judge& judge) {
  if (page.texts.empty()) return {emptyPage(page, SealState::unreadable, "no_code_found")};
  std::vector<CheckedPage> seals, strangers;
  for (const auto& text : page.texts) {
    if (!seal::fromCarrier(text)) continue;
    auto checked = judged(page, text, judge);
    const bool stranger = !checked.error && checked.verification.verdict.seal == SealState::not_a_hall_seal;
    (stranger ? strangers : seals).push_back(std::move(checked));
  }
  if (!seals.empty()) return seals;
  if (!strangers.empty()) return {std::move(strangers.front())};
  return {emptyPage(page, SealState::not_a_hall_seal, "bad_carrier")};
}

CheckedPrintout& printoutOf(const CheckedPage& page, std::vector<CheckedPrintout>& printouts) {
  const auto& found = page.verification;
  const auto same = std::find_if(printouts.begin(), printouts.end(), [&](const CheckedPrintout& printout) {
    return printout.pile == page.pile && printout.serial == found.serial;
  });
  if (same != printouts.end()) return *same;
  printouts.push_back(
      {.pile = page.pile, .serial = found.serial, .short_serial = found.short_serial, .pages = found.pages});
  return printouts.back();
}

void findMissing(CheckedPrintout& printout) {
  std::sort(printout.present.begin(), printout.present.end());
  printout.present.erase(std::unique(printout.present.begin(), printout.present.end()),
                         printout.present.end());
  for (int page = 1; page <= printout.pages; ++page)
    if (!std::binary_search(printout.present.begin(), printout.present.end(), page))
      printout.missing.push_back(page);
}

std::vector<CheckedPrintout> printoutsOf(const std::vector<CheckedPage>& pages) {
  std::vector<CheckedPrintout> out;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].error || !sealSpeaks(pages[i].verification)) continue;
    auto& printout = printoutOf(pages[i], out);
    printout.present.push_back(pages[i].verification.page);
    printout.members.push_back(i);
  }
  for (auto& printout : out) findMissing(printout);
  return out;
}

// Page 2 of another copy between pages 1 and 3 of this one: every seal is genuine, and yet the pile isn't one
// document. The printout with more pages there, the earlier one of equals, counts as the one that was handed
// in.
bool gapFilledBy(const CheckedPrintout& main, const CheckedPrintout& other, int page) {
  const bool main_first = main.members.size() > other.members.size() ||
                          (main.members.size() == other.members.size() && main.members < other.members);
  return main.pile == other.pile && main.serial != other.serial && main.pages == other.pages &&
         !other.missing.empty() && main_first &&
         std::find(main.missing.begin(), main.missing.end(), page) != main.missing.end();
}

void nameForeignPages(CheckReport& report) {
  for (const auto& other : report.printouts)
    for (const auto member : other.members)
      for (const auto& main : report.printouts)
        if (report.pages[member].stands_in_for.empty() &&
            gapFilledBy(main, other, report.pages[member].verification.page))
          report.pages[member].stands_in_for = main.serial;
}

bool isUnreadable(const CheckedPage& page) {
  return page.error || page.verification.verdict.seal == SealState::unreadable;
}

bool isGood(const CheckedPage& page) {
  const auto& verdict = page.verification.verdict;
  return verdict.seal == SealState::genuine && verdict.status == domain::StatusState::valid &&
         verdict.acceptance != domain::AcceptanceState::accepted_elsewhere &&
         verdict.content != domain::ContentState::differs && page.stands_in_for.empty();
}

}  // namespace

ScannedPage readPage(std::string pile, int number, const base::Image& image) {
  ScannedPage out{.pile = std::move(pile), .number = number};
  for (auto& symbol : qr::read(image)) out.texts.push_back(std::move(symbol.text));
  return out;
}

CheckReport checkPages(std::span<const ScannedPage> pages, const Judge& judge) {
  CheckReport report;
  for (const auto& page : pages)
    for (auto& checked : checkPage(page, judge)) report.pages.push_back(std::move(checked));
  report.printouts = printoutsOf(report.pages);
  nameForeignPages(report);
  return report;
}

Conclusion conclude(const CheckReport& report) {
  const auto& pages = report.pages;
  const bool wrong = std::any_of(pages.begin(), pages.end(), [](const CheckedPage& page) {
    return !isUnreadable(page) && !isGood(page);
  });
  const bool incomplete =
      std::any_of(report.printouts.begin(), report.printouts.end(),
                  [](const CheckedPrintout& printout) { return !printout.missing.empty(); });
  const bool unreadable = std::any_of(pages.begin(), pages.end(), isUnreadable);
  // A page that can't be read may be the very one that is missing.
  if (wrong || (incomplete && !unreadable)) return Conclusion::something_wrong;
  return unreadable ? Conclusion::something_unreadable : Conclusion::all_good;
}

}  // namespace verifier
