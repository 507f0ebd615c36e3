#include "verifier/report/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "verifier/input/jpeg_writer.hpp"

namespace verifier {
namespace {

constexpr double kPx = kCompareDpi / 25.4;
constexpr int kPageWidth_px = 1000;  // shown 82 mm wide: as fine as paper bears

// By a whole number, each pixel the mean of those it covers: letters stay even.
base::Image shrunk(const base::Image& from) {
  const int times = (from.width + kPageWidth_px - 1) / kPageWidth_px;
  if (times < 2 || from.height < times) return from;
  base::Image out{from.width / times, from.height / times, from.channels, 0, {}};
  out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
  std::vector<unsigned> sums(out.stride());
  for (int y = 0; y < out.height; ++y) {
    std::fill(sums.begin(), sums.end(), 0u);
    for (int v = 0; v < times; ++v) {
      const auto* at = from.row(y * times + v);
      for (auto* sum = sums.data(); sum != sums.data() + sums.size(); sum += from.channels)
        for (int u = 0; u < times; ++u)
          for (int c = 0; c < from.channels; ++c) sum[c] += *at++;
    }
    auto* to = out.row(y);
    for (const auto sum : sums) *to++ = static_cast<std::uint8_t>(sum / static_cast<unsigned>(times * times));
  }
  return out;
}

base::Image opaque(const base::Image& from) {
  if (from.channels != 4) return from;
  base::Image out{from.width, from.height, 3, from.dpi, {}};
  out.pixels.reserve(out.stride() * static_cast<std::size_t>(out.height));
  for (std::size_t i = 0; i + 3 < from.pixels.size(); i += 4)
    out.pixels.insert(out.pixels.end(), from.pixels.begin() + static_cast<std::ptrdiff_t>(i),
                      from.pixels.begin() + static_cast<std::ptrdiff_t>(i + 3));
  return out;
}

base::Image cut(const base::Image& page, const domain::Box& box) {
  const auto px = [](double mm, int most) {
    return std::clamp(static_cast<int>(std::lround(mm * kPx)), 0, most);
  };
  const int left = px(box.x_mm, page.width), right = px(box.x_mm + box.width_mm, page.width);
  const int top = px(box.y_mm, page.height), bottom = px(box.y_mm + box.height_mm, page.height);
  if (right <= left || bottom <= top) return {};
  base::Image out{right - left, bottom - top, page.channels, kCompareDpi, {}};
  for (int y = top; y < bottom; ++y) {
    const auto* row = page.row(y);
    out.pixels.insert(out.pixels.end(), row + static_cast<std::ptrdiff_t>(left) * page.channels,
                      row + static_cast<std::ptrdiff_t>(right) * page.channels);
  }
  return out;
}

// The value with a little around it, or more where it is short; of a long one the part that differs most.
domain::Box shownOf(const ComparedField& field) {
  const auto span = [](double at, double length, double worst, double least, double most) {
    constexpr double kMargin = 1.5;
    const double shown = std::clamp(length + 2 * kMargin, least, most);
    if (length + 2 * kMargin <= most) return std::pair(at + length / 2 - shown / 2, shown);
    return std::pair(std::clamp(worst - shown / 2, at - kMargin, at + length + kMargin - shown), shown);
  };
  const auto& [box, worst] = std::tie(field.box, field.worst);
  const auto [x, width] = span(box.x_mm, box.width_mm, worst.x_mm + worst.width_mm / 2, 40, 74);
  const auto [y, height] = span(box.y_mm, box.height_mm, worst.y_mm + worst.height_mm / 2, 10, 18);
  return {x, y, width, height};
}

// Everything at one quality; less of it until the page's pictures fit.
struct Pictures {
  std::vector<std::pair<base::Image, paper::Jpeg*>> all{};

  base::Status write() const {
    for (const int quality : {70, 50, 35, 20}) {
      std::size_t bytes = 0;
      for (const auto& [image, to] : all) {
        auto written = writeJpeg(image, quality);
        if (!written) return base::fail(written.error());
        bytes += written->size();
        *to = {std::move(*written), image.width, image.height};
      }
      if (bytes <= kPictureBytes) break;
    }
    return {};
  }
  void add(base::Image image, paper::Jpeg& to) {
    if (!image.empty()) all.emplace_back(std::move(image), &to);
  }
};

// Those that differ first.
std::vector<ReportPlace> placesOf(const Comparison& comparison) {
  std::vector<ReportPlace> out;
  for (const auto& field : comparison.fields)
    if (field.state != FieldState::matches)
      out.push_back({field.label.empty() ? field.field : field.label, field.state, field.box, field.worst,
                     shownOf(field)});
  std::stable_partition(out.begin(), out.end(),
                        [](const auto& one) { return one.state == FieldState::differs; });
  return out;
}

}  // namespace

base::Result<ReportSheet> sheetOf(const api::Verification& verification, const Comparison* comparison,
                                  const base::Image& scan, const base::Image& issued) {
  ReportSheet out{.verification = verification, .asked = comparison != nullptr};
  out.upright = comparison && !comparison->aligned.empty();
  if (comparison) {
    out.why = comparison->why;
    out.foreign_ink = comparison->foreign_ink;
    out.places = placesOf(*comparison);
  }
  const auto& paper = out.upright ? comparison->aligned : scan;
  Pictures pictures;
  pictures.add(shrunk(opaque(paper)), out.scan);
  pictures.add(shrunk(opaque(issued)), out.issued);
  for (std::size_t i = 0; out.upright && i < std::min(out.places.size(), kMostEnlarged); ++i) {
    pictures.add(opaque(cut(paper, out.places[i].shown)), out.places[i].scan);
    pictures.add(opaque(cut(issued, out.places[i].shown)), out.places[i].issued);
  }
  if (auto written = pictures.write(); !written) return base::fail(written.error());
  return out;
}

}  // namespace verifier
