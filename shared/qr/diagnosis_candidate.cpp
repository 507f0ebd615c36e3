#include "qr/diagnosis_candidate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace qr {
namespace {

constexpr double kSearchLongSide = 900;  // a hall's code on A4 is then about 90 pixels wide
constexpr double kMargin = 0.22;         // around the candidate, of its side
constexpr double kPatchSide = 900;       // larger patches are reduced
constexpr double kLeastSquareness = 0.45;
constexpr double kLeastLikeness = 0.035;  // of full contrast

cv::Mat floating(const cv::Mat& grey) {
  cv::Mat out;
  grey.convertTo(out, CV_32F, 1.0 / 255);
  return out;
}

cv::Mat edges(const cv::Mat& grey, int dx, int dy) {
  cv::Mat out;
  cv::Sobel(grey, out, CV_32F, dx, dy, 3, 0.25);
  return cv::abs(out);
}

// Codes are half dark and full of edges in both directions; text is a sixth dark, pictures have few edges.
cv::Mat codeLikeness(const cv::Mat& small, int window) {
  const cv::Size around(window, window);
  cv::Mat light, dark, across, down, out;
  cv::dilate(small, light, cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  cv::blur(light, light, around);
  cv::blur(cv::Mat(light - small), dark, around);
  cv::blur(edges(small, 1, 0), across, around);
  cv::blur(edges(small, 0, 1), down, around);
  cv::sqrt(cv::min(across, down).mul(dark), out);
  return out;
}

std::optional<cv::RotatedRect> bestSquare(const cv::Mat& likeness) {
  double top = 0;
  cv::minMaxLoc(likeness, nullptr, &top);
  if (top < kLeastLikeness) return std::nullopt;
  std::optional<cv::RotatedRect> best;
  double most = 0;
  for (const double share : {0.55, 0.75}) {
    const cv::Mat mask = likeness > top * share;
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    for (const auto& outline : outlines) {
      const auto box = cv::minAreaRect(outline);
      const double longer = std::max(box.size.width, box.size.height),
                   shorter = std::min(box.size.width, box.size.height);
      if (shorter < 6 || shorter < longer * kLeastSquareness) continue;
      const double filled = cv::contourArea(outline) / std::max(1.0, longer * shorter);
      cv::Mat inside = cv::Mat::zeros(likeness.size(), CV_8U);
      cv::drawContours(inside, std::vector{outline}, 0, 255, cv::FILLED);
      const double weight =
          cv::mean(likeness, inside)[0] / top * filled * (shorter / longer) * std::sqrt(shorter);
      if (weight <= most) continue;
      most = weight;
      best = box;
    }
  }
  return best;
}

// Across one line: lengths of runs, and whether five of them in a row are 1:1:3:1:1 with the first dark.
struct Runs {
  std::vector<int> lengths{};
  std::vector<int> starts{};
  bool first_dark = false;
};

Runs runsOf(const cv::Mat& binary, bool across, int line) {
  Runs out;
  const int length = across ? binary.cols : binary.rows;
  bool before = false;
  for (int i = 0; i < length; ++i) {
    const bool dark = (across ? binary.at<std::uint8_t>(line, i) : binary.at<std::uint8_t>(i, line)) == 0;
    if (i == 0) out.first_dark = dark;
    if (i == 0 || dark != before) {
      out.lengths.push_back(0);
      out.starts.push_back(i);
    }
    ++out.lengths.back();
    before = dark;
  }
  return out;
}

bool isFinder(const int* run) {
  constexpr std::array shape{1, 1, 3, 1, 1};
  const double module = (run[0] + run[1] + run[2] + run[3] + run[4]) / 7.0;
  if (module < 1) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (std::abs(run[i] - shape[i] * module) > (shape[i] == 3 ? 1.1 : 0.6) * module) return false;
  return true;
}

// The middle and module size of the pattern whose middle run holds `at`; module 0: none.
std::pair<double, double> finderAt(const cv::Mat& binary, bool across, int line, int at) {
  const auto runs = runsOf(binary, across, line);
  for (std::size_t i = 0; i + 5 <= runs.lengths.size(); ++i) {
    const int middle = runs.starts[i + 2], end = middle + runs.lengths[i + 2];
    if (at < middle || at >= end) continue;
    const bool dark = runs.first_dark == (i % 2 == 0);
    if (!dark || !isFinder(&runs.lengths[i])) return {0, 0};
    const int whole = runs.starts[i + 4] + runs.lengths[i + 4] - runs.starts[i];
    return {(middle + end) / 2.0, whole / 7.0};
  }
  return {0, 0};
}

}  // namespace

std::optional<Candidate> likeliestCode(const cv::Mat& grey) {
  const double scale = std::min(1.0, kSearchLongSide / std::max(grey.cols, grey.rows));
  cv::Mat small = grey;
  if (scale < 1) cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
  const int window = std::max(7, static_cast<int>(std::max(small.cols, small.rows) * 0.03)) | 1;
  auto box = bestSquare(codeLikeness(floating(small), window));
  if (!box) return std::nullopt;
  Candidate out;
  const auto bounds = box->boundingRect2f();
  const double near = window * 0.5;
  out.cut = bounds.x <= near || bounds.y <= near || bounds.x + bounds.width >= small.cols - near ||
            bounds.y + bounds.height >= small.rows - near;
  out.box = {box->center * (1 / scale), box->size * (1 / static_cast<float>(scale)), box->angle};
  return out;
}

Patch patchOf(const cv::Mat& grey, const Candidate& candidate) {
  const auto& box = candidate.box;
  const double side = std::max(box.size.width, box.size.height), whole = side * (1 + 2 * kMargin);
  Patch out;
  out.scale = std::min(1.0, kPatchSide / whole);
  out.side = side * out.scale;
  const auto pixels = static_cast<int>(whole * out.scale);
  cv::Mat turn = cv::getRotationMatrix2D(box.center, box.angle, out.scale);
  turn.at<double>(0, 2) += pixels / 2.0 - box.center.x;
  turn.at<double>(1, 2) += pixels / 2.0 - box.center.y;
  cv::warpAffine(grey, out.grey, turn, {pixels, pixels}, out.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR,
                 cv::BORDER_REPLICATE);
  return out;
}

FinderPatterns finderPatterns(const cv::Mat& binary) {
  struct Found {
    double x, y, module;
    int lines;
  };
  std::vector<Found> found;
  for (int y = 0; y < binary.rows; ++y) {
    const auto runs = runsOf(binary, true, y);
    for (std::size_t i = runs.first_dark ? 0 : 1; i + 5 <= runs.lengths.size(); i += 2) {
      if (!isFinder(&runs.lengths[i])) continue;
      const int x = runs.starts[i + 2] + runs.lengths[i + 2] / 2;
      const auto [centre, module] = finderAt(binary, false, x, y);
      if (module <= 0) continue;
      const auto known =
          std::find_if(found.begin(), found.end(), [&, centre = centre, module = module](const Found& one) {
            return std::hypot(one.x - x, one.y - centre) < 4 * module;
          });
      if (known == found.end()) {
        found.push_back({static_cast<double>(x), centre, module, 1});
      } else {
        ++known->lines;
      }
    }
  }
  FinderPatterns out;
  for (const auto& one : found) {
    if (one.lines < 2) continue;
    ++out.count;
    out.module_px = std::max(out.module_px, one.module);
  }
  out.count = std::min(out.count, 3);
  return out;
}

}  // namespace qr
