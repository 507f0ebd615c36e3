#define ZX_USE_UTF8 1
#include <ReadBarcode.h>

#include <algorithm>
#include <exception>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include "base/log.hpp"
#include "qr/fax.hpp"
#include "qr/finder_patterns.hpp"
#include "qr/locator.hpp"
#include "qr/qr.hpp"
#include "qr/rescue.hpp"
#include "qr/views.hpp"

namespace qr {
namespace {

constexpr int kFirstLongSide = 1500;  // an A4 page at 128 dpi: a hall seal's modules keep 2.6 pixels
constexpr std::size_t kPatterns = 24;
constexpr std::size_t kCandidates = 12;
constexpr int kFaxAttempts = 2;  // of both ways to take a page of black and white

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

bool holds(const Symbol& symbol, Point p) {
  int sides = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point a{symbol.corners[i][0], symbol.corners[i][1]};
    const Point b{symbol.corners[(i + 1) % 4][0], symbol.corners[(i + 1) % 4][1]};
    sides += cross(b - a, p - a) > 0 ? 1 : -1;
  }
  return sides == 4 || sides == -4;
}

class Cascade {
 public:
  Cascade(cv::Mat page, const ReadLimits& limits) : page_(std::move(page)), limits_(limits) {}

  void run() {
    double scale = 1;
    const cv::Mat first = reduced(page_, kFirstLongSide, scale);
    const cv::Mat tones = withoutColour(first);
    zxing({.grey = redOf(first), .scale = scale, .thorough = false});
    const bool read = !found_.empty();
    own(tones, scale, 31, 8, false);
    if (read || enough()) return;
    own(tones, scale, 31, 8, true);
    if (enough()) return;
    cv::Mat soft;
    cv::GaussianBlur(greyOf(first), soft, {}, 1.2);
    own(soft, scale, 51, 3, true);
    if (enough()) return;
    if (scale < 1) {
      const double larger = std::min(1.0, scale * 2);
      own(scaled(withoutColour(page_), larger), larger, 61, 6, true);
      if (enough()) return;
    }
    own(tones, scale, 13, 2, true);
    if (enough()) return;
    own(soft, scale, 13, 1, true);
    if (enough()) return;
    own(scaled(tones, 0.5), scale * 0.5, 25, 5, true);
    if (enough()) return;
    zxing({.grey = greyOf(page_)});
  }

  std::vector<Symbol> take() { return std::move(found_); }

 private:
  bool enough() const { return !found_.empty() || attempt_ >= limits_.max_attempts; }

  void add(Symbol symbol) {
    const bool known =
        std::any_of(found_.begin(), found_.end(), [&](const Symbol& s) { return s.text == symbol.text; });
    if (!known && static_cast<int>(found_.size()) < limits_.max_symbols) found_.push_back(std::move(symbol));
  }

  void zxing(const View& view) {
    if (attempt_ >= limits_.max_attempts) return;
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true).setTryRotate(view.thorough).setTryDownscale(view.thorough);
    hints.setMaxNumberOfSymbols(static_cast<std::uint8_t>(std::clamp(limits_.max_symbols, 1, 255)));
    const ZXing::ImageView picture(view.grey.data, view.grey.cols, view.grey.rows, ZXing::ImageFormat::Lum,
                                   static_cast<int>(view.grey.step));
    for (const auto& result : ZXing::ReadBarcodes(picture, hints))
      if (result.isValid()) add(symbolOf(result, view, attempt_));
    ++attempt_;
  }

  // Our own reader wherever three finder patterns stand together and nothing was read yet.
  void own(const cv::Mat& grey, double scale, int around, double darker, bool thorough) {
    if (attempt_ >= limits_.max_attempts) return;
    const cv::Mat tones = twoTones(grey, around, darker);
    const Bitmap bitmap{tones.cols, tones.rows, tones.data};
    auto patterns = findPatterns(bitmap, kPatterns);
    std::erase_if(patterns, [&](const FinderPattern& p) { return isRead(p.centre * (1 / scale)); });
    for (auto& candidate : candidatesOf(bitmap, patterns, kCandidates)) rescueAt(candidate, scale, thorough);
    if (thorough)
      for (auto& candidate : candidatesOfTwo(bitmap, patterns, kCandidates))
        rescueAt(candidate, scale, thorough);
    ++attempt_;
  }

  void rescueAt(const Candidate& seen, double scale, bool thorough) {
    auto candidate = seen;
    auto& c = candidate.corners;
    c = {c.top_left * (1 / scale), c.top_right * (1 / scale), c.bottom_left * (1 / scale), c.module / scale};
    if (isRead(c.top_left)) return;
    if (const auto rescued = rescue(page_, candidate, thorough)) add(symbolOf(*rescued));
  }

  bool isRead(Point p) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Symbol& symbol) { return holds(symbol, p); });
  }

  Symbol symbolOf(const Rescued& rescued) const { return symbolAt(rescued, attempt_); }
  static Symbol symbolAt(const Rescued& rescued, int attempt) {
    Symbol out{.text = rescued.text, .attempt = attempt};
    for (std::size_t i = 0; i < 4; ++i) out.corners[i] = {rescued.corners[i].x, rescued.corners[i].y};
    return out;
  }
  static Symbol symbolOf(const ZXing::Result& result, const View& view, int attempt) {
    return qr::symbolOf(result, view, attempt);
  }

  const cv::Mat page_;
  const ReadLimits& limits_;
  std::vector<Symbol> found_;
  int attempt_ = 0;
};

std::vector<Symbol> readPage(const cv::Mat& page, const ReadLimits& limits) {
  Cascade cascade(page, limits);
  try {
    cascade.run();
  } catch (const std::exception& error) {  // OpenCV and ZXing throw on what they can't hold
    base::log::warn("reading a picture ended early: {}", error.what());
  }
  return cascade.take();
}

// Black and white only: the page as it is, and as a fax of half the lines, before anything costly.
std::vector<Symbol> readFax(const cv::Mat& page, const ReadLimits& limits) {
  ReadLimits few = limits;
  few.max_attempts = std::min(limits.max_attempts, kFaxAttempts);
  auto found = readPage(page, few);
  if (!found.empty() || limits.max_attempts <= kFaxAttempts) return found;
  found = readPage(withRowsDoubled(page), few);
  for (auto& symbol : found)
    for (auto& corner : symbol.corners) corner[1] /= 2;
  return found.empty() ? readPage(page, limits) : found;
}

}  // namespace

std::vector<Symbol> read(const base::Image& image, const ReadLimits& limits) {
  if (!isSound(image) || limits.max_symbols < 1) return {};
  static const bool single = (cv::setNumThreads(1), true);  // a call keeps to its own thread
  static_cast<void>(single);
  const cv::Mat page = matOf(image);
  return mayBeFax(page) ? readFax(page, limits) : readPage(page, limits);
}

}  // namespace qr
