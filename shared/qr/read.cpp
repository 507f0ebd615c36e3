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
constexpr std::size_t kPatterns = 48;
constexpr std::size_t kCandidates = 12;
constexpr int kFaxAttempts = 2;    // of both ways to take a page of black and white
constexpr double kMostFlaw = 1.2;  // of a candidate beside what was read already
constexpr double kSurely = 0.5;    // a fit's score from which it is a symbol, read or not
constexpr std::ptrdiff_t kTriesAPlace = 2;
constexpr int kMostLooks = 60;    // candidates a picture, about 5 ms each
constexpr int kMostPatience = 6;  // of them, about 50 ms each

// The bytes as printed: ZXing's own guess at a character set turns UTF-8 into Shift JIS now and then.
std::string textOf(const ZXing::Result& result) { return {result.bytes().begin(), result.bytes().end()}; }

Symbol zxingSymbol(const ZXing::Result& result, const View& view, int attempt) {
  const auto onPage = [&](ZXing::PointI point) {
    return std::array{point.x / view.scale, point.y / view.scale};
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

struct Unread {
  Point middle{};  // page pixels
  double score = 0;
};

class Cascade {
 public:
  Cascade(cv::Mat page, const ReadLimits& limits) : page_(std::move(page)), limits_(limits) {}

  void run() {
    double scale = 1;
    const cv::Mat first = reduced(page_, kFirstLongSide, scale);
    const cv::Mat red = redOf(first);
    zxing({.grey = red, .scale = scale, .thorough = false});
    own(red, scale, 31, 8);
    if (done() && (scale == 1 || isScan())) return;
    if (found_.empty()) {
      own(withoutColour(first), scale, 13, 2);
      if (done() && (scale == 1 || isScan())) return;
    }
    if (scale < 1) {
      double finer = 1;
      const cv::Mat larger = reduced(page_, 2 * kFirstLongSide, finer);
      own(withoutColour(larger), finer, 41, 8);
      if (done()) return;
    }
    cv::Mat soft;
    cv::GaussianBlur(greyOf(first), soft, {}, 1.2);
    own(soft, scale, 51, 3);
    if (done()) return;
    own(soft, scale, 13, 1);
    if (done()) return;
    own(scaled(greyOf(first), 0.5), scale * 0.5, 25, 5);
    if (done()) return;
    zxing({.grey = greyOf(page_)});
  }

  std::vector<Symbol> take() { return std::move(found_); }

 private:
  // A whole page by its shape: then a hall seal's modules keep enough pixels in the first view for none to be
  // missed. A photo may hold codes of any size.
  bool isScan() const {
    const double longer = std::max(page_.cols, page_.rows), shorter = std::min(page_.cols, page_.rows);
    return longer / shorter > 1.38 && longer / shorter < 1.45;
  }

  // Something was read, and nothing else that is surely a symbol was left unread.
  bool done() const {
    const bool waiting = std::any_of(unread_.begin(), unread_.end(), [&](const Unread& u) {
      return u.score >= kSurely && !isRead(u.middle);
    });
    return (!found_.empty() && !waiting) || attempt_ >= limits_.max_attempts;
  }

  void add(Symbol symbol) {
    read_.push_back(symbol);
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
      if (result.isValid()) add(zxingSymbol(result, view, attempt_));
    ++attempt_;
  }

  // Our own reader wherever finder patterns stand together and nothing was read yet.
  void own(const cv::Mat& grey, double scale, int around, double darker) {
    if (attempt_ >= limits_.max_attempts) return;
    const cv::Mat tones = twoTones(grey, around, darker);
    const Bitmap bitmap{tones.cols, tones.rows, tones.data};
    auto patterns = findPatterns(bitmap, kPatterns);
    std::erase_if(patterns, [&](const FinderPattern& p) { return isRead(p.centre * (1 / scale)); });
    const auto before = seen_.size();
    for (const auto& candidate : candidatesOf(bitmap, patterns, kCandidates)) look(candidate, scale);
    if (seen_.size() == before)
      for (const auto& candidate : candidatesOfTwo(bitmap, patterns, kCandidates)) look(candidate, scale);
    readPatiently();
    ++attempt_;
  }

  // Is there a symbol? One that is read at once is done with; the others wait for more patience.
  void look(Candidate candidate, double scale) {
    auto& c = candidate.corners;
    c = {c.top_left * (1 / scale), c.top_right * (1 / scale), c.bottom_left * (1 / scale), c.module / scale};
    const auto middle = (c.top_right + c.bottom_left) * 0.5;
    if (looks_ >= kMostLooks || isRead(middle)) return;
    if (!found_.empty() && candidate.flaw > kMostFlaw) return;
    if (isRead(c.top_left) || isRead(c.top_right) || isRead(c.bottom_left))
      return;  // a pattern has one symbol
    if (std::any_of(tried_.begin(), tried_.end(), [&](const auto& t) { return isSamePlace(t, candidate); }))
      return;
    tried_.push_back(candidate);
    ++looks_;
    auto symbol = SeenSymbol::at(page_, candidate, found_.empty());
    if (!symbol) return;
    if (const auto text = symbol->readAtOnce())
      add(ownSymbol(*symbol, *text));
    else
      seen_.push_back(std::move(*symbol));
  }

  void readPatiently() {
    std::stable_sort(seen_.begin(), seen_.end(),
                     [](const auto& a, const auto& b) { return a.score() > b.score(); });
    for (auto& symbol : seen_) {
      const auto corners = symbol.corners();
      const Point middle = (corners[0] + corners[2]) * 0.5;
      if (patience_ == 0 || isRead(middle) || wasTried(middle, length(corners[0] - corners[2]))) continue;
      --patience_;
      if (const auto text = symbol.readPatiently())
        add(ownSymbol(symbol, *text));
      else
        unread_.push_back({middle, symbol.score()});
    }
    seen_.clear();
  }

  bool wasTried(Point middle, double across) const {
    return std::count_if(unread_.begin(), unread_.end(), [&](const Unread& u) {
             return length(u.middle - middle) < across * 0.1;
           }) >= kTriesAPlace;
  }

  bool isRead(Point p) const {
    return std::any_of(read_.begin(), read_.end(), [&](const Symbol& symbol) { return holds(symbol, p); });
  }

  Symbol ownSymbol(const SeenSymbol& seen, const std::string& text) const {
    Symbol out{.text = text, .attempt = attempt_};
    const auto corners = seen.corners();
    for (std::size_t i = 0; i < 4; ++i) out.corners[i] = {corners[i].x, corners[i].y};
    return out;
  }

  const cv::Mat page_;
  const ReadLimits& limits_;
  std::vector<Symbol> found_;  // each text once
  std::vector<Symbol> read_;   // each place once
  std::vector<Unread> unread_;
  std::vector<Candidate> tried_;
  std::vector<SeenSymbol> seen_;  // at this step, not read at once
  int attempt_ = 0;
  int looks_ = 0;
  int patience_ = kMostPatience;
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
