#include "verifier/check/checks.hpp"

#include <algorithm>

#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "verifier/check/gathering.hpp"

namespace verifier {
namespace {

using domain::SealState;

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

// The page's symbols but for its data code, which is neither a seal nor a stranger's. The reader may stop at
// it: then the seal beside it is looked for where it must stand.
std::vector<qr::Symbol> codesOn(const base::Image& image) {
  auto symbols = qr::read(image);
  const auto is_data = [](const qr::Symbol& symbol) { return seal::isDataCode(symbol.text); };
  const auto is_carrier = [](const qr::Symbol& symbol) { return seal::fromCarrier(symbol.text).has_value(); };
  const auto data_code = std::find_if(symbols.begin(), symbols.end(), is_data);
  if (data_code == symbols.end()) return symbols;
  auto beside = std::none_of(symbols.begin(), symbols.end(), is_carrier) ? readSealBeside(image, *data_code)
                                                                         : std::nullopt;
  std::erase_if(symbols, is_data);
  if (beside) symbols.push_back(std::move(*beside));
  return symbols;
}

}  // namespace

ScannedPage readPage(std::string pile, int number, const base::Image& image,
                     const DataCodeReader* data_codes) {
  ScannedPage out{.pile = std::move(pile), .number = number};
  for (auto& symbol : codesOn(image)) {
    if (data_codes)
      if (auto found = (*data_codes)(image, symbol)) out.data_codes[symbol.text] = std::move(*found);
    out.texts.push_back(std::move(symbol.text));
  }
  if (out.texts.empty() && !image.empty()) out.diagnosis = qr::diagnose(image);
  return out;
}

// A text may look like a carrier and yet be a stranger's: only when nothing on the page is a hall seal does
// that matter.
std::vector<CheckedPage> checkPage(const ScannedPage& page, const Judge& judge) {
  if (page.texts.empty()) {
    auto unread = emptyPage(page, SealState::unreadable, "no_code_found");
    unread.diagnosis = page.diagnosis;
    return {std::move(unread)};
  }
  std::vector<CheckedPage> seals, strangers;
  for (const auto& text : page.texts) {
    if (!seal::fromCarrier(text)) continue;
    auto checked = judged(page, text, judge);
    if (const auto found = page.data_codes.find(text); found != page.data_codes.end())
      checked.data_code = found->second;
    const bool stranger = !checked.error && checked.verification.verdict.seal == SealState::not_a_hall_seal;
    (stranger ? strangers : seals).push_back(std::move(checked));
  }
  if (!seals.empty()) return seals;
  if (!strangers.empty()) return {std::move(strangers.front())};
  return {emptyPage(page, SealState::not_a_hall_seal, "bad_carrier")};
}

CheckReport checkPages(std::span<const ScannedPage> pages, const Judge& judge) {
  CheckReport report;
  Gathering gathering;
  for (const auto& page : pages)
    for (auto& checked : checkPage(page, judge)) {
      gathering.add(checked);
      report.pages.push_back(std::move(checked));
    }
  auto gathered = std::move(gathering).finish();
  for (const auto& stray : gathered.strays) report.pages[stray.page].stands_in_for = stray.serial;
  report.printouts = std::move(gathered.printouts);
  return report;
}

Conclusion conclude(const CheckReport& report) {
  Gathering gathering;
  for (const auto& page : report.pages) gathering.add(page);
  return std::move(gathering).finish().conclusion;
}

}  // namespace verifier
