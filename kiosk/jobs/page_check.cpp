#include "kiosk/jobs/page_check.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/data_code.hpp"
#include "seal/verify.hpp"

namespace kiosk {
namespace {

constexpr double kDpi = 200;  // four pixels a module of the seal: as sharp as a good scan, and fast
constexpr std::size_t kKeySetLimit = 1u << 20;
constexpr qr::ReadLimits kReadLimits{8, 12};  // a clean page reads at the first attempts

bool isOfPage(const seal::Claims& claims, int index, const api::Printout& printout) {
  return base::toHex(claims.cti) == printout.serial && claims.page == index + 1 &&
         claims.pages == printout.pages;
}

}  // namespace

base::Result<PageCheck> PageCheck::with(const std::string& root_key, std::filesystem::path cache,
                                        const base::Clock& clock) {
  auto root = seal::rootKeyFromText(root_key);
  if (!root) return base::fail(root.error());
  return PageCheck(std::move(*root), std::move(cache), clock);
}

base::Status PageCheck::load(api::HallClient& hall, bool fresh) {
  if (keys_ && !fresh) return {};
  auto bytes = hall.keySet();
  const bool from_hall = bytes.has_value();
  if (!from_hall) bytes = base::readFile(cache_, kKeySetLimit);
  if (!bytes) return base::fail(bytes.error());
  auto opened = seal::openKeySet(*bytes, root_);
  if (!opened) return base::fail(opened.error());
  keys_ = std::move(*opened);
  return from_hall ? base::writeFile(cache_, *bytes) : base::Status();
}

base::Status PageCheck::operator()(api::HallClient& hall, base::BytesView pdf,
                                   const api::Printout& printout) {
  if (auto loaded = load(hall, false); !loaded) return loaded;
  const auto pages = paper::pageCount(pdf, printout.serial);
  if (!pages) return base::fail(pages.error());
  if (*pages != printout.pages || *pages < 1)
    return base::fail("page_count_wrong", printout.serial,
                      "the PDF has " + std::to_string(*pages) + " pages");
  for (int index = 0; index < *pages; ++index)
    if (auto good = page(hall, pdf, index, printout); !good) return good;
  return {};
}

base::Status PageCheck::page(api::HallClient& hall, base::BytesView pdf, int index,
                             const api::Printout& printout) {
  const auto raster = paper::rasterisePage(pdf, index, kDpi, 1, printout.serial);
  if (!raster) return base::fail(raster.error());
  const auto number = std::to_string(index + 1);
  auto worst = base::Status(
      base::fail("page_code_unreadable", printout.serial, "no seal reads on page " + number, {number}));
  bool sealed = false;
  for (const auto& symbol : qr::read(*raster, kReadLimits)) {
    if (seal::isDataCode(symbol.text)) {
      if (auto good = dataCode(symbol.text, index, printout); !good) return good;
      continue;
    }
    if (sealed) continue;
    bool unknown_key = false;
    worst = seal(symbol.text, index, printout, unknown_key);
    // The hall may have begun to sign with its next key since the set was fetched.
    if (unknown_key && load(hall, true)) worst = seal(symbol.text, index, printout, unknown_key);
    sealed = worst.has_value();
  }
  return worst;
}

// Its content is the hall's business; that it is this copy's can be seen here.
base::Status PageCheck::dataCode(const std::string& symbol, int index, const api::Printout& printout) const {
  const auto part = seal::readDataCodePart(base::viewOf(symbol));
  if (part && base::toHex(part->cti) == printout.serial && part->parts <= printout.pages) return {};
  const auto number = std::to_string(index + 1);
  return base::fail("page_code_wrong", printout.serial,
                    "page " + number + " carries another copy's data code", {number});
}

base::Status PageCheck::seal(const std::string& code, int index, const api::Printout& printout,
                             bool& unknown_key) const {
  const auto number = std::to_string(index + 1);
  const auto verified = seal::verifyCarrier(code, *keys_, clock_->now());
  unknown_key = verified.outcome == seal::Outcome::unknown_key;
  if (verified.outcome != seal::Outcome::genuine || !verified.claims)
    return base::fail("page_code_wrong", printout.serial, "page " + number + ": " + verified.reason,
                      {number});
  if (!isOfPage(*verified.claims, index, printout))
    return base::fail("page_code_wrong", printout.serial, "page " + number + " carries another page's seal",
                      {number});
  return {};
}

}  // namespace kiosk
