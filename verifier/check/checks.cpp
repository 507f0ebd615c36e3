#include "verifier/check/checks.hpp"

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

struct Codes {
  std::vector<qr::Symbol> symbols{};  // but for data codes, which are neither seals nor strangers'
  std::vector<seal::DataCodePart> data_codes{};
};

// The reader may stop at a data code: then the seal beside it is looked for where it must stand.
Codes codesOn(const base::Image& image) {
  Codes out;
  std::optional<qr::Symbol> data_code;
  bool sealed = false;
  for (auto& symbol : qr::read(image)) {
    if (!seal::isDataCode(symbol.text)) {
      sealed |= seal::fromCarrier(symbol.text).has_value();
      out.symbols.push_back(std::move(symbol));
      continue;
    }
    if (auto part = seal::readDataCodePart(base::viewOf(symbol.text)))
      out.data_codes.push_back(std::move(*part));
    data_code = std::move(symbol);
  }
  if (data_code && !sealed)
    if (auto seal = readSealBeside(image, *data_code)) out.symbols.push_back(std::move(*seal));
  return out;
}

}  // namespace

ScannedPage readPage(std::string pile, int number, const base::Image& image,
                     const DataCodeReader* data_codes) {
  ScannedPage out{.pile = std::move(pile), .number = number};
  auto codes = codesOn(image);
  for (auto& symbol : codes.symbols) {
    if (data_codes)
      if (auto found = (*data_codes)(image, symbol, codes.data_codes))
        out.data_codes[symbol.text] = std::move(*found);
    out.corners[symbol.text] = symbol.corners;
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
    if (const auto found = page.corners.find(text); found != page.corners.end())
      checked.corners = found->second;
    const bool stranger = !checked.error && checked.verification.verdict.seal == SealState::not_a_hall_seal;
    (stranger ? strangers : seals).push_back(std::move(checked));
  }
  if (!seals.empty()) return seals;
  if (!strangers.empty()) return {std::move(strangers.front())};
  return {emptyPage(page, SealState::not_a_hall_seal, "bad_carrier")};
}

CheckReport checkPages(std::span<const ScannedPage> pages, const Judge& judge) {
  std::vector<CheckedPage> checked;
  for (const auto& page : pages)
    for (auto& one : checkPage(page, judge)) checked.push_back(std::move(one));
  return reportOf(std::move(checked));
}

CheckReport reportOf(std::vector<CheckedPage> pages) {
  Gathering gathering;
  for (auto& page : pages) {
    page.stands_in_for.clear();
    gathering.add(page);
  }
  auto gathered = std::move(gathering).finish();
  for (const auto& stray : gathered.strays) pages[stray.page].stands_in_for = stray.serial;
  return {std::move(pages), std::move(gathered.printouts)};
}

Conclusion conclude(const CheckReport& report) {
  Gathering gathering;
  for (const auto& page : report.pages) gathering.add(page);
  return std::move(gathering).finish().conclusion;
}

}  // namespace verifier
