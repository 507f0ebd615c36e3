#include "verifier/compare/compare.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"
#include "verifier/compare/alignment.hpp"
#include "verifier/compare/foreign_ink.hpp"
#include "verifier/compare/ink.hpp"
#include "verifier/compare/yardstick.hpp"

namespace verifier {
namespace {

struct CompareLimits {
  double search_dpi = 100;       // at which the page is found in the scan: a mark has 20 pixels
  int least_side = 200;          // of the scan, then: part of a page tells nothing
  double least_dpi = 90;         // under it a digit has fewer than 9 pixels
  double least_matched = 0.35;   // of the page's blocks of print that found their place
  double least_likeness = 0.55;  // of printed strips nobody alters: past it blur hides digits
  // Ink that one has and the other hasn't, over the ink that is there (judgement.hpp), from where on a value
  // isn't what was issued: in windows of two digits and of one. Set on the bench's odd seeds
  // (bench_tampering).
  double differs = 0.175, narrow_differs = 0.22;
  double review = 0.88;      // of that: for a person to look at
  double two_tone = 1.55;    // times that for scans in black and white only, whose edges are ragged
  double blank = 2;          // times that where nothing was issued: a digit added shows more, dirt less
  double differs_inked = 2;  // of that, where coloured ink lies over the value and blurs it
};
constexpr CompareLimits kLimits;

cv::Mat matOf(const base::Image& image) {
  const int type = image.channels == 1 ? CV_8UC1 : image.channels == 3 ? CV_8UC3 : CV_8UC4;
  return {image.height, image.width, type, const_cast<std::uint8_t*>(image.pixels.data())};
}

base::Image imageOf(const cv::Mat& mat) {
  base::Image out;
  out.width = mat.cols;
  out.height = mat.rows;
  out.channels = mat.channels();
  out.dpi = kCompareDpi;
  out.pixels.assign(mat.datastart, mat.dataend);
  return out;
}

// On the page's grid, whatever a pixel more or less the rasteriser made of it.
cv::Mat issuedInk(const base::Image& picture) {
  cv::Mat ink;
  cv::bitwise_not(withoutColour(matOf(picture)), ink);
  const cv::Size page(static_cast<int>(std::lround(paper::page::kWidth / 25.4 * kCompareDpi)),
                      static_cast<int>(std::lround(paper::page::kHeight / 25.4 * kCompareDpi)));
  if (ink.size() != page) cv::resize(ink, ink, page, 0, 0, cv::INTER_AREA);
  return ink;
}

bool isPicture(const base::Image& image) {
  constexpr int kLeast = 64;
  return image.width >= kLeast && image.height >= kLeast && image.channels >= 1 && image.channels <= 4 &&
         image.channels != 2 &&
         image.pixels.size() >= static_cast<std::size_t>(image.width) *
                                    static_cast<std::size_t>(image.height) *
                                    static_cast<std::size_t>(image.channels);
}

// By a whole number, which is quick and keeps every pixel's weight.
struct Reduced {
  cv::Mat picture;
  double scale = 1;
};
Reduced reduced(const cv::Mat& picture, double dpi, double to_dpi) {
  const int times = std::max(1, static_cast<int>(dpi / to_dpi));
  if (times == 1) return {picture, 1};
  Reduced out{{}, 1.0 / times};
  cv::resize(picture, out.picture, {picture.cols / times, picture.rows / times}, 0, 0, cv::INTER_AREA);
  return out;
}

SealPlace scaled(SealPlace seal, double scale) {
  const auto by = pixelScale(scale);
  for (auto& corner : seal.in_scan) {
    const auto to = mapped(by, {corner[0], corner[1]});
    corner = {to.x, to.y};
  }
  return seal;
}

// The scan's ink where coloured ink lies over it: what the colour itself leaves is taken away.
void fade(cv::Mat& ink, const cv::Mat& colour) {
  if (colour.empty()) return;
  cv::Mat full;
  cv::resize(colour, full, ink.size(), 0, 0, cv::INTER_LINEAR);
  cv::subtract(full, cv::Scalar(30), full);  // JPEG's own
  cv::scaleAdd(full, -0.5, ink, ink);
}

// Whether a scan has black and white and nothing between, as a fax or a copier's scan.
bool isTwoTone(const cv::Mat& picture) {
  constexpr int kEvery = 5, kBlack = 40, kWhite = 215;
  constexpr double kBetween = 0.005;
  int seen = 0, between = 0;
  for (int y = 0; y < picture.rows; y += kEvery)
    for (int x = 0; x < picture.cols; x += kEvery, ++seen) {
      const auto light = picture.ptr<std::uint8_t>(y)[x * picture.channels()];
      between += light > kBlack && light < kWhite;
    }
  return between < kBetween * seen;
}

// What is laid beside each other, and how much of a difference this scan may show.
struct Papers {
  cv::Mat ink;  // as issued
  InkPair pair;
  cv::Mat colour;
  Yardstick yard;
  double allowed = 1;
};

ComparedField judged(const Papers& papers, const IssuedField& field) {
  ComparedField out{field.field, field.label, field.box, FieldState::matches, field.box, 0};
  const bool inked = colourOver(papers.colour, field.box);
  double worst = 0;
  const auto box = withinRules(papers.ink, pixelsOf(field.box));
  for (const auto& score : scoreWindows(papers.pair, box, papers.yard.least_ink)) {
    const double allowed = papers.allowed * (score.narrow ? kLimits.narrow_differs : kLimits.differs) *
                           (score.blank ? kLimits.blank : 1);
    if (score.difference / allowed <= worst) continue;
    worst = score.difference / allowed;
    out.worst = millimetresOf(score.box);
  }
  out.difference = std::min(1.0, worst / 2);
  if (worst >= (inked ? kLimits.differs_inked : 1))
    out.state = FieldState::differs;
  else if (worst >= kLimits.review || inked)
    out.state = FieldState::review;
  return out;
}

domain::ContentState stateOf(const Comparison& compared) {
  const auto any = [&](FieldState state) {
    return std::any_of(compared.fields.begin(), compared.fields.end(),
                       [&](const auto& f) { return f.state == state; });
  };
  if (any(FieldState::differs)) return domain::ContentState::differs;
  if (any(FieldState::review) || !compared.foreign_ink.empty()) return domain::ContentState::review;
  return domain::ContentState::matches;
}

Comparison notCompared(const char* why) {
  Comparison out;
  out.why = why;
  return out;
}

Comparison laidOver(const base::Image& scan, const SealPlace& seal, const IssuedPage& issued) {
  cv::Mat picture = matOf(scan);
  if (picture.channels() == 4) cv::cvtColor(picture, picture, cv::COLOR_RGBA2RGB);
  const double dpi = dpiOf(seal);
  if (!(dpi > 20) || !(dpi < 5000)) return notCompared("page_not_found");
  const auto rough = reduced(picture, dpi, kLimits.search_dpi);
  if (std::min(rough.picture.cols, rough.picture.rows) < kLimits.least_side)
    return notCompared("page_not_found");
  const cv::Mat grey = withoutColour(rough.picture);
  const auto placement = placePage(grey, scaled(seal, rough.scale));
  if (!placement) return notCompared("page_not_found");
  if (placement->dpi / rough.scale < kLimits.least_dpi) return notCompared("too_coarse");
  Papers papers{.ink = issuedInk(issued.picture), .allowed = isTwoTone(picture) ? kLimits.two_tone : 1};
  Alignment alignment(grey, *placement);
  if (alignment.refine(papers.ink, seal.on_page) < kLimits.least_matched)
    return notCompared("page_not_found");
  const auto fine = reduced(picture, dpi, kCompareDpi);
  const cv::Mat page = alignment.page(fine.picture, pixelScale(fine.scale / rough.scale), kCompareDpi);
  papers.colour = colourOf(page, kCompareDpi);
  cv::Mat scan_ink = inkOf(withoutColour(page), kCompareDpi);
  const auto strips = printedStrips(papers.ink, issued);
  const auto rendition = closestRendition(papers.ink, scan_ink, strips);
  if (!strips.empty() && rendition.likeness < kLimits.least_likeness) return notCompared("too_unclear");
  fade(scan_ink, papers.colour);
  papers.pair = {rendered(papers.ink, rendition), scan_ink};
  papers.yard = yardstickOf(papers.pair, strips);
  Comparison out;
  out.marks_found = placement->marks_found;
  for (const auto& field : issued.fields) out.fields.push_back(judged(papers, field));
  out.foreign_ink = foreignInk(papers.pair, papers.colour, issued);
  out.aligned = imageOf(page);
  out.state = stateOf(out);
  return out;
}

}  // namespace

Comparison compare(const base::Image& scan, const SealPlace& seal, const IssuedPage& issued) {
  if (!isPicture(scan) || !isPicture(issued.picture)) return notCompared("page_not_found");
  try {
    return laidOver(scan, seal, issued);
  } catch (const cv::Exception&) {  // corners that make no page
    return notCompared("page_not_found");
  }
}

}  // namespace verifier
