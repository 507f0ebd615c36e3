#include "qr/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "qr/finder_patterns.hpp"
#include "qr/likely_code.hpp"

namespace qr {
namespace {

constexpr std::array<std::pair<Advice, std::string_view>, 8> kNames{{{Advice::closer, "closer"},
                                                                     {Advice::sharper, "sharper"},
                                                                     {Advice::less_glare, "less_glare"},
                                                                     {Advice::more_light, "more_light"},
                                                                     {Advice::flatter, "flatter"},
                                                                     {Advice::whole_page, "whole_page"},
                                                                     {Advice::another_copy, "another_copy"},
                                                                     {Advice::no_code, "no_code"}}};

// A hall's seal has 53 to 65 modules a side; where no finder pattern tells, this one counts.
constexpr double kModulesASide = 57;
constexpr int kLeastSide = 21;  // version 1 at a pixel a module

// What a reader needs, found on degraded pages of a known cause.
constexpr double kLeastModulePx = 2.4;
constexpr double kLeastSharpness = 0.42;
constexpr double kLeastContrast = 0.2;
constexpr double kMostGlare = 0.02;
constexpr double kMostBend = 0.5;
constexpr double kMostSlant = 1.2;
constexpr double kMostNoise = 0.03;
constexpr double kMostUnevenness = 0.4;
constexpr int kSureFinders = 2;  // a single one is often a letter

bool isPicture(const base::Image& image) {
  return (image.channels == 1 || image.channels == 3 || image.channels == 4) && image.width >= kLeastSide &&
         image.height >= kLeastSide && image.width <= 32768 && image.height <= 32768 &&
         image.pixels.size() == image.stride() * static_cast<std::size_t>(image.height);
}

// Red ink is white in the red channel, so that a stamp over the code disappears.
cv::Mat redOf(const base::Image& image) {
  const cv::Mat page(image.height, image.width, CV_8UC(image.channels),
                     const_cast<std::uint8_t*>(image.pixels.data()));  // only ever read
  if (image.channels == 1) return page;
  cv::Mat red;
  cv::extractChannel(page, red, 0);
  return red;
}

cv::Mat inner(const cv::Mat& patch, double side) {
  const int margin = std::max(0, static_cast<int>((patch.cols - side) / 2));
  return patch(cv::Rect(margin, margin, patch.cols - 2 * margin, patch.rows - 2 * margin));
}

double percentile(const cv::Mat& values, double share) {  // of a 32-bit floating picture
  std::vector<float> all(values.begin<float>(), values.end<float>());
  if (all.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
  std::nth_element(all.begin(), all.begin() + at, all.end());
  return all[static_cast<std::size_t>(at)];
}

// The light and dark around each place, so that shadows and gradients of light don't count as dark modules.
struct Levels {
  cv::Mat value, light, dark;  // 32-bit, 0..1
};

Levels levelsOf(const Patch& patch, double module) {
  Levels out;
  cv::Mat soft;
  cv::GaussianBlur(patch.grey, soft, {}, 0.8);
  soft.convertTo(out.value, CV_32F, 1.0 / 255);
  const int window = std::max(3, static_cast<int>(module * 9)) | 1;
  const cv::Mat around = cv::getStructuringElement(cv::MORPH_RECT, {window, window});
  cv::dilate(out.value, out.light, around);
  cv::erode(out.value, out.dark, around);
  cv::blur(out.light, out.light, {window, window});
  cv::blur(out.dark, out.dark, {window, window});
  return out;
}

cv::Mat binaryOf(const Levels& levels) {
  cv::Mat out = levels.value > (levels.light + levels.dark) * 0.5;
  return out;
}

// At most three, of about one size and that of the whole.
std::vector<FinderPattern> findersIn(const cv::Mat& binary, double side) {
  cv::Mat dark = binary == 0;
  auto found = findPatterns({dark.cols, dark.rows, dark.data}, 8);
  std::erase_if(found, [side](const FinderPattern& one) {
    const double modules = side / one.module;
    return one.inverted || one.lines < 2 || modules < 40 || modules > 120;
  });
  if (found.size() > 3) found.resize(3);
  return found;
}

// The steepest edges, as a share of the whole way from dark to light a pixel; an edge as wide as a module
// gives a half. Of the two directions the worse: a moved camera blurs along one.
double sharpnessOf(const Levels& levels, double side, double module) {
  const cv::Mat contrast = cv::max(levels.light - levels.dark, 0.05);
  double least = 1;
  for (const int across : {1, 0}) {
    cv::Mat steep;
    cv::Sobel(levels.value, steep, CV_32F, across, 1 - across, 3, 0.125);
    cv::divide(cv::abs(steep), contrast, steep);
    least = std::min(least, percentile(inner(steep, side), 0.97) * module / 2);
  }
  return least;
}

// What a pixel differs from those around it, where there is nothing to see: the quieter half.
double noiseOf(const cv::Mat& grey) {
  cv::Mat smooth, rest;
  cv::medianBlur(grey, smooth, 3);
  cv::absdiff(grey, smooth, rest);
  rest.convertTo(rest, CV_32F, 1.0 / 255);
  return percentile(rest, 0.5);
}

// Burnt out: brighter than the paper around, over places larger than light modules are together.
double glareOf(const Levels& levels, double side, double module) {
  const double paper = percentile(levels.light, 0.2);
  if (paper > 0.965) return 0;  // the paper itself is as white as can be: a scan
  const int window = std::max(3, static_cast<int>(module * 5)) | 1;
  cv::Mat burnt = inner(levels.value, side) > std::max(0.97, paper + 0.02);
  cv::morphologyEx(burnt, burnt, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  return static_cast<double>(cv::countNonZero(burnt)) /
         static_cast<double>(std::max<std::size_t>(1, burnt.total()));
}

// How far a side's middle leaves the line through its ends, outwards below 0, from the parabola through all
// of it; 0 where the outline is too ragged to tell.
double sagOf(const std::vector<cv::Point2d>& side) {
  if (side.size() < 16) return 0;
  cv::Mat powers(static_cast<int>(side.size()), 3, CV_64F), heights(static_cast<int>(side.size()), 1, CV_64F);
  const double from = side.front().x, length = std::max(1.0, side.back().x - from);
  for (int i = 0; i < powers.rows; ++i) {
    const auto& point = side[static_cast<std::size_t>(i)];
    const double at = (point.x - from) / length * 2 - 1;
    powers.at<double>(i, 0) = 1;
    powers.at<double>(i, 1) = at;
    powers.at<double>(i, 2) = at * at;
    heights.at<double>(i) = point.y;
  }
  cv::Mat fit;
  cv::solve(powers, heights, fit, cv::DECOMP_SVD);
  const cv::Mat rest = cv::abs(powers * fit - heights);
  const double sag = std::abs(fit.at<double>(2));
  return cv::mean(rest)[0] < sag * 0.35 ? fit.at<double>(2) : 0;
}

// Of the silhouette's sides, in modules. Bent paper bends opposite sides the same way; what one side alone
// shows is a stain, a stroke or a tear.
double bendOf(const cv::Mat& binary, double module) {
  const int window = std::max(3, static_cast<int>(module * 4)) | 1;
  cv::Mat dark = binary == 0, labels;
  cv::morphologyEx(dark, dark, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  cv::connectedComponents(dark, labels);
  const int middle = labels.at<int>(labels.rows / 2, labels.cols / 2);
  if (middle == 0) return -1;
  std::array<double, 4> sags{};
  for (auto& sag : sags) {
    std::vector<cv::Point2d> side;
    const int from = labels.cols / 5, to = labels.cols - from;
    for (int x = from; x < to; ++x) {
      int y = 0;
      while (y < labels.rows && labels.at<int>(y, x) != middle) ++y;
      if (y < labels.rows) side.emplace_back(x, y);
    }
    sag = sagOf(side);
    cv::rotate(labels, labels, cv::ROTATE_90_CLOCKWISE);
  }
  double most = 0;
  for (const std::size_t one : {0u, 1u})
    if (sags[one] * sags[one + 2] < 0)
      most = std::max(most, std::min(std::abs(sags[one]), std::abs(sags[one + 2])));
  return most / module;
}

// How unevenly the dark lies along rows or columns, smoothed over a twelfth of the side: text has lines with
// gaps between them, a code has none.
double unevennessOf(const cv::Mat& dark) {
  double most = 0;
  for (const int along : {0, 1}) {
    cv::Mat profile;
    cv::reduce(dark, profile, along, cv::REDUCE_AVG, CV_32F);
    profile = profile.reshape(1, 1);
    cv::blur(profile, profile, {std::max(3, dark.cols / 12) | 1, 1}, {-1, -1}, cv::BORDER_REPLICATE);
    cv::Scalar mean, deviation;
    cv::meanStdDev(profile, mean, deviation);
    most = std::max(most, deviation[0] / std::max(1.0, mean[0]));
  }
  return most;
}

// Edges cross every direction alike in a code seen straight from above; bent or tilted away, it has more of
// them to the pixel one way than the other. 1: none.
double slantOf(const cv::Mat& binary) {
  cv::Mat across, down;
  cv::Sobel(binary, across, CV_32F, 1, 0);
  cv::Sobel(binary, down, CV_32F, 0, 1);
  const double xx = across.dot(across), yy = down.dot(down), xy = across.dot(down);
  const double half = (xx + yy) / 2, apart = std::hypot((xx - yy) / 2, xy);
  return (half + apart) / std::max(1.0, half - apart);
}

Measured measuresOf(const Patch& patch, const LikelyCode& code) {
  Measured out;
  out.cut = code.cut;
  double module = patch.side / kModulesASide;
  auto levels = levelsOf(patch, module);
  if (const auto finders = findersIn(binaryOf(levels), patch.side); !finders.empty()) {
    out.finder_patterns = static_cast<int>(finders.size());
    module = finders.front().module;
    levels = levelsOf(patch, module);
  }
  const cv::Mat binary = binaryOf(levels);
  out.module_px = module / patch.scale;
  const cv::Mat middle = inner(binary, patch.side * 0.92);
  out.unevenness = unevennessOf(middle == 0);
  out.slant = slantOf(middle);
  out.contrast = cv::mean(inner(levels.light - levels.dark, patch.side * 0.8))[0];
  out.light = percentile(levels.light, 0.5);
  out.sharpness = sharpnessOf(levels, patch.side, module);
  out.glare = glareOf(levels, patch.side, module);
  out.bend = bendOf(binary, module);
  out.noise = noiseOf(patch.grey) / std::max(0.02, out.contrast);
  return out;
}

// Light, and hardly a difference in it: paper with its grain.
bool isBlank(const Measured& measured) {
  return measured.finder_patterns == 0 && measured.light > 0.5 && measured.contrast < 0.08;
}

// Text is uneven, and has more edges across than down.
bool isText(const Measured& measured) {
  return measured.finder_patterns < kSureFinders && measured.unevenness * measured.slant > kMostUnevenness;
}

// What stands most in the way first: whoever mends it may hear of the next.
Advice adviceFor(const Measured& measured) {
  if (measured.contrast < kLeastContrast) return isBlank(measured) ? Advice::no_code : Advice::more_light;
  if (measured.glare > kMostGlare) return Advice::less_glare;
  if (isText(measured)) return measured.noise > kMostNoise ? Advice::more_light : Advice::no_code;
  if (measured.cut) return Advice::whole_page;
  if (measured.module_px < kLeastModulePx) return Advice::closer;
  if (measured.sharpness < kLeastSharpness) return Advice::sharper;
  if (measured.noise > kMostNoise) return Advice::more_light;
  if (measured.bend > kMostBend || measured.slant > kMostSlant) return Advice::flatter;
  return Advice::another_copy;
}

// Nothing like a code: in the dark nothing looks like one.
Diagnosis withoutCandidate(const cv::Mat& grey) {
  cv::Mat small, value;
  cv::resize(grey, small, {64, 64}, 0, 0, cv::INTER_AREA);
  small.convertTo(value, CV_32F, 1.0 / 255);
  Diagnosis out;
  out.measured.contrast = percentile(value, 0.98) - percentile(value, 0.02);
  if (percentile(value, 0.9) < 0.25) out.advice = Advice::more_light;
  return out;
}

// The likeliest place, unless another shows a code's own marks and it doesn't.
Diagnosis diagnosed(const base::Image& image) {
  const cv::Mat grey = redOf(image);
  const auto places = likelyCodes(grey);
  if (places.empty()) return withoutCandidate(grey);
  std::optional<Diagnosis> likeliest;
  for (const auto& place : places) {
    Diagnosis here;
    here.measured = measuresOf(patchOf(grey, place), place);
    here.advice = adviceFor(here.measured);
    if (here.measured.finder_patterns >= kSureFinders) return here;
    if (!likeliest) likeliest = here;
    if (likeliest->advice != Advice::no_code) break;
  }
  return *likeliest;
}

}  // namespace

std::string_view nameOf(Advice advice) {
  for (const auto& [known, name] : kNames)
    if (known == advice) return name;
  return "";
}

std::optional<Advice> adviceNamed(std::string_view name) {
  for (const auto& [advice, known] : kNames)
    if (known == name) return advice;
  return std::nullopt;
}

Diagnosis diagnose(const base::Image& image) {
  if (!isPicture(image)) return {};
  try {
    return diagnosed(image);
  } catch (const std::exception& error) {  // OpenCV throws on what it can't hold
    base::log::warn("diagnosing a picture ended early: {}", error.what());
    return {};
  }
}

}  // namespace qr
