#define ZX_USE_UTF8 1
#include <ReadBarcode.h>

#include <algorithm>
#include <exception>

#include "base/log.hpp"
#include "qr/qr.hpp"
#include "qr/views.hpp"

namespace qr {
namespace {

// The bytes as printed: ZXing's own guess at a character set turns UTF-8 into Shift JIS now and then.
std::string textOf(const ZXing::Result& result) { return {result.bytes().begin(), result.bytes().end()}; }

Symbol symbolOf(const ZXing::Result& result, const View& view, int attempt) {
  const auto onPage = [&](ZXing::PointI point) {
    return std::array{view.origin_x + point.x / view.scale, view.origin_y + point.y / view.scale};
  };
  const auto& at = result.position();
  return {textOf(result),
          {onPage(at.topLeft()), onPage(at.topRight()), onPage(at.bottomRight()), onPage(at.bottomLeft())},
          attempt};
}

std::vector<Symbol> readView(const View& view, int attempt, int max_symbols) {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode);
  hints.setTryHarder(true).setTryRotate(view.thorough).setTryDownscale(view.thorough);
  hints.setMaxNumberOfSymbols(static_cast<std::uint8_t>(std::clamp(max_symbols, 1, 255)));
  const ZXing::ImageView picture(view.grey.data, view.grey.cols, view.grey.rows, ZXing::ImageFormat::Lum,
                                 static_cast<int>(view.grey.step));
  std::vector<Symbol> out;
  for (const auto& result : ZXing::ReadBarcodes(picture, hints)) {
    auto symbol = symbolOf(result, view, attempt);
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Symbol& s) { return s.text == symbol.text; });
    if (result.isValid() && !known) out.push_back(std::move(symbol));
  }
  return out;
}

}  // namespace

std::vector<Symbol> read(const base::Image& image, const ReadLimits& limits) {
  if (!isSound(image) || limits.max_symbols < 1) return {};
  std::vector<Symbol> found;
  int attempt = 0;
  try {
    eachView(image, [&](const View& view) {
      if (attempt >= limits.max_attempts) return true;
      found = readView(view, attempt++, limits.max_symbols);
      return !found.empty();
    });
  } catch (const std::exception& error) {  // OpenCV and ZXing throw on what they can't hold
    base::log::warn("reading a picture ended early: {}", error.what());
  }
  return found;
}

}  // namespace qr
