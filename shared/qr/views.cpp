#include "qr/views.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace qr {
namespace {

constexpr int kLeastSide = 21;  // version 1 at a pixel a module
constexpr int kMaxSide = 32768;
constexpr int kFirstLongSide = 1500;      // an A4 page at 128 dpi: a hall seal's modules keep 2.6 pixels
constexpr double kSecondLongSide = 2400;  // at 205 dpi: 4 pixels, which blur and noise leave readable
constexpr double kSearchLongSide = 800;   // where regions are looked for
constexpr std::size_t kMaxRegions = 4;
constexpr double kRegionSide = 900;  // a region is brought to about this size, times the factors below
constexpr std::array kFactors{1.0, 0.6, 1.7};

enum class Filter { none, unsharp, threshold };
constexpr std::array kFilters{Filter::unsharp, Filter::none, Filter::threshold};

cv::Mat matOf(const base::Image& image) {
  const int type = image.channels == 1 ? CV_8UC1 : image.channels == 3 ? CV_8UC3 : CV_8UC4;
  return {image.height, image.width, type, const_cast<std::uint8_t*>(image.pixels.data())};  // only ever read
}

cv::Mat greyOf(const cv::Mat& page) {
  if (page.channels() == 1) return page;
  cv::Mat out;
  cv::cvtColor(page, out, page.channels() == 3 ? cv::COLOR_RGB2GRAY : cv::COLOR_RGBA2GRAY);
  return out;
}

// Red ink is white in the red channel, so that a stamp over the code disappears.
cv::Mat redOf(const cv::Mat& page) {
  if (page.channels() == 1) return page;
  cv::Mat out;
  cv::extractChannel(page, out, 0);
  return out;
}

cv::Mat scaled(const cv::Mat& grey, double scale) {
  if (scale == 1) return grey;
  cv::Mat out;
  cv::resize(grey, out, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
}

cv::Mat filtered(const cv::Mat& grey, Filter filter) {
  cv::Mat out;
  switch (filter) {
    case Filter::none:
      return grey;
    case Filter::unsharp: {
      cv::Mat soft;
      cv::GaussianBlur(grey, soft, {}, 2.5);
      cv::addWeighted(grey, 2.2, soft, -1.2, 0, out);
      return out;
    }
    case Filter::threshold: {
      cv::Mat soft;
      cv::GaussianBlur(grey, soft, {}, 1.2);
      cv::adaptiveThreshold(soft, out, 255, cv::ADAPTIVE_THRESH_GAUSSIAN_C, cv::THRESH_BINARY, 51, 4);
      return out;
    }
  }
  return grey;
}

struct Region {
  cv::Rect box;  // page pixels
  double weight = 0;
};

// Codes are squares full of edges in both directions. Text has fewer of them across, rules only in one.
cv::Mat codeLikeness(const cv::Mat& small) {
  cv::Mat across, down;
  cv::Sobel(small, across, CV_32F, 1, 0);
  cv::Sobel(small, down, CV_32F, 0, 1);
  across = cv::abs(across);
  down = cv::abs(down);
  const cv::Size around(23, 23);
  cv::blur(across, across, around);
  cv::blur(down, down, around);
  cv::Mat both;
  cv::min(across, down, both);
  return both;
}

std::vector<Region> likelyRegions(const cv::Mat& grey) {
  const double scale = std::min(1.0, kSearchLongSide / std::max(grey.cols, grey.rows));
  const cv::Mat likeness = codeLikeness(scaled(grey, scale));
  double top = 0;
  cv::minMaxLoc(likeness, nullptr, &top);
  cv::Mat mask = likeness > top * 0.45, labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres);
  std::vector<Region> out;
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const double longer = std::max(box.width, box.height), shorter = std::min(box.width, box.height);
    if (shorter < 12) continue;
    const double weight = cv::mean(likeness(box))[0] * std::sqrt(box.area()) * shorter / longer;
    const int margin = static_cast<int>(longer * 0.35) + 8;
    const cv::Rect wide(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin);
    const cv::Rect page(static_cast<int>(wide.x / scale), static_cast<int>(wide.y / scale),
                        static_cast<int>(wide.width / scale), static_cast<int>(wide.height / scale));
    out.push_back({page & cv::Rect(0, 0, grey.cols, grey.rows), weight});
  }
  std::sort(out.begin(), out.end(), [](const Region& a, const Region& b) { return a.weight > b.weight; });
  out.resize(std::min(out.size(), kMaxRegions));
  return out;
}

// A page's channels in full size, each made when first asked for: a clean page needs neither.
class Channels {
 public:
  explicit Channels(cv::Mat page) : page_(std::move(page)) {}
  bool coloured() const { return page_.channels() > 1; }
  const cv::Mat& red() { return red_.empty() ? red_ = redOf(page_) : red_; }
  const cv::Mat& grey() { return grey_.empty() ? grey_ = greyOf(page_) : grey_; }

 private:
  cv::Mat page_, red_, grey_;
};

bool tryRegion(Channels& page, const cv::Rect& box, double factor, Filter filter,
               const std::function<bool(const View&)>& attempt) {
  const double scale = std::min(4.0, factor * kRegionSide / std::max(box.width, box.height));
  const auto read = [&](const cv::Mat& channel) {
    return attempt({.grey = filtered(scaled(channel(box), scale), filter),
                    .scale = scale,
                    .origin_x = static_cast<double>(box.x),
                    .origin_y = static_cast<double>(box.y)});
  };
  return read(page.red()) || (page.coloured() && read(page.grey()));
}

bool tryRegions(Channels& page, const std::function<bool(const View&)>& attempt) {
  const auto regions = likelyRegions(page.red());
  for (const auto filter : kFilters)
    for (const auto factor : kFactors)
      for (const auto& region : regions)
        if (tryRegion(page, region.box, factor, filter, attempt)) return true;
  return false;
}

// A whole reduction of all channels at once costs a tenth of any other; the red one is taken from what is
// left.
View firstView(const cv::Mat& page) {
  const double scale = 1.0 / std::max(1, std::max(page.cols, page.rows) / kFirstLongSide);
  return {.grey = redOf(scaled(page, scale)), .scale = scale, .thorough = false};
}

}  // namespace

bool isSound(const base::Image& image) {
  return (image.channels == 1 || image.channels == 3 || image.channels == 4) && image.width >= kLeastSide &&
         image.height >= kLeastSide && image.width <= kMaxSide && image.height <= kMaxSide &&
         image.pixels.size() == image.stride() * static_cast<std::size_t>(image.height);
}

void eachView(const base::Image& image, const std::function<bool(const View&)>& attempt) {
  const cv::Mat page = matOf(image);
  if (attempt(firstView(page))) return;
  Channels channels(page);
  const double second = std::min(1.0, kSecondLongSide / std::max(page.cols, page.rows));
  const cv::Mat reduced = scaled(channels.red(), second);
  if (attempt({.grey = reduced, .scale = second})) return;
  if (channels.coloured() && attempt({.grey = scaled(channels.grey(), second), .scale = second})) return;
  if (tryRegions(channels, attempt)) return;
  if (second < 1 && attempt({.grey = channels.red()})) return;
  attempt({.grey = filtered(reduced, Filter::unsharp), .scale = second});
}

}  // namespace qr
