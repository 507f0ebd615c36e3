// A page drawn here stands for the issued one; the scan is the same page put through what a scanner or a hand
// does.
#pragma once

#include <opencv2/imgproc.hpp>

#include "paper/page.hpp"
#include "verifier/compare/compare.hpp"

namespace drawn_page {

namespace page = paper::page;

constexpr double kPx = verifier::kCompareDpi / 25.4;

inline cv::Rect pixels(const domain::Box& box) {
  return {cvRound(box.x_mm * kPx), cvRound(box.y_mm * kPx), cvRound(box.width_mm * kPx),
          cvRound(box.height_mm * kPx)};
}

inline void write(cv::Mat& sheet, const std::string& text, double x_mm, double y_mm, double scale = 0.9) {
  cv::putText(sheet, text, {cvRound(x_mm * kPx), cvRound(y_mm * kPx)}, cv::FONT_HERSHEY_COMPLEX, scale,
              cv::Scalar(20), 2, cv::LINE_AA);
}

struct Row {
  const char* label;
  const char* field;
  std::string value;
};
using Rows = std::vector<Row>;

inline const Rows kRows{{"Name of the student", "name", "Zhang Dehua"},
                        {"Number on the card", "number", "20230001"},
                        {"First day of leave", "from", "2026-11-20"},
                        {"Last day of leave", "to", "2026-11-23"},
                        {"Days away in all", "days", "4"},
                        {"Where the journey goes", "where", "Tengzhou"},
                        {"Telephone for all", "phone", "13886737336"},
                        {"Kind of leave asked", "kind", "Personal leave"}};

inline domain::Box boxOf(std::size_t row) { return {80, 40 + 20.0 * static_cast<double>(row), 90, 12}; }
constexpr domain::Box kSymbol{page::kSeal.x_mm + 2, page::kSeal.y_mm + 2, page::kSeal.width_mm - 4,
                              page::kSeal.height_mm - 4};
constexpr domain::Box kStampZone{20, 235, 90, 40};

// marks: how many of the four corners still have theirs.
inline cv::Mat drawn(const Rows& rows, int marks = 4) {
  cv::Mat sheet(cvRound(page::kHeight * kPx), cvRound(page::kWidth * kPx), CV_8UC1, cv::Scalar(255));
  const double far_x = page::kWidth - page::kMarkInset - page::kMarkSide,
               far_y = page::kHeight - page::kMarkInset - page::kMarkSide;
  const std::array<cv::Point2d, 4> corners{{{page::kMarkInset, page::kMarkInset},
                                            {far_x, far_y},
                                            {far_x, page::kMarkInset},
                                            {page::kMarkInset, far_y}}};
  const double ring = (page::kMarkSide - page::kMarkHole) / 2;
  for (int i = 0; i < marks; ++i) {
    const auto& at = corners[static_cast<std::size_t>(i)];
    sheet(pixels({at.x, at.y, page::kMarkSide, page::kMarkSide})).setTo(0);
    sheet(pixels({at.x + ring, at.y + ring, page::kMarkHole, page::kMarkHole})).setTo(255);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto box = boxOf(i);
    write(sheet, rows[i].label, 22, box.y_mm + 8, 0.8);
    write(sheet, rows[i].value, box.x_mm + 3, box.y_mm + 8);
    cv::rectangle(sheet, pixels(box), cv::Scalar(0), 2);
  }
  cv::RNG dice(7);
  const auto symbol = pixels(kSymbol);
  for (int y = 0; y < 57; ++y)
    for (int x = 0; x < 57; ++x)
      if (dice.uniform(0, 2) != 0)
        sheet(cv::Rect(symbol.x + x * symbol.width / 57, symbol.y + y * symbol.height / 57, 4, 4)).setTo(0);
  return sheet;
}

inline base::Image imageOf(const cv::Mat& mat) {
  base::Image out{mat.cols, mat.rows, mat.channels(), 0, {}};
  out.pixels.assign(mat.datastart, mat.dataend);
  return out;
}

inline verifier::IssuedPage issued(const Rows& rows = kRows) {
  verifier::IssuedPage out{.picture = imageOf(drawn(rows))};
  for (std::size_t i = 0; i < rows.size(); ++i)
    out.fields.push_back({rows[i].field, rows[i].label, boxOf(i)});
  out.pen_zones.push_back(kStampZone);
  out.codes.push_back(page::kSeal);
  return out;
}

struct Scan {
  base::Image image;
  verifier::SealPlace seal;
};

// Blurred, in grey light, with noise.
inline void asSensed(cv::Mat& picture, std::uint64_t seed) {
  cv::GaussianBlur(picture, picture, {}, 0.8);
  cv::RNG dice(seed);
  cv::Mat noise(picture.size(), CV_16SC(picture.channels()));
  dice.fill(noise, cv::RNG::NORMAL, 0, 4);
  picture.convertTo(picture, CV_16S, 0.85, 20);
  picture += noise;
  picture.convertTo(picture, CV_8U);
}

inline std::array<cv::Point2d, 4> symbolCorners() {
  return {{{kSymbol.x_mm, kSymbol.y_mm},
           {kSymbol.x_mm + kSymbol.width_mm, kSymbol.y_mm},
           {kSymbol.x_mm + kSymbol.width_mm, kSymbol.y_mm + kSymbol.height_mm},
           {kSymbol.x_mm, kSymbol.y_mm + kSymbol.height_mm}}};
}

// Turned and scaled: a flatbed's.
inline Scan scanned(const cv::Mat& sheet, double degrees = 1.3, double dpi = 220, std::uint64_t seed = 1) {
  const double scale = dpi / verifier::kCompareDpi;
  const cv::Size size(cvRound(sheet.cols * scale * 1.08), cvRound(sheet.rows * scale * 1.08));
  cv::Mat turn = cv::getRotationMatrix2D({sheet.cols / 2.F, sheet.rows / 2.F}, degrees, scale);
  turn.at<double>(0, 2) += size.width / 2.0 - sheet.cols / 2.0;
  turn.at<double>(1, 2) += size.height / 2.0 - sheet.rows / 2.0;
  cv::Mat out;
  cv::warpAffine(sheet, out, turn, size, cv::INTER_AREA, cv::BORDER_CONSTANT, cv::Scalar::all(250));
  asSensed(out, seed);
  Scan scan{imageOf(out), {{}, kSymbol}};
  const auto corners = symbolCorners();
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Vec3d at(corners[i].x * kPx, corners[i].y * kPx, 1);
    for (int axis = 0; axis < 2; ++axis)
      scan.seal.in_scan[i][static_cast<std::size_t>(axis)] =
          turn.at<double>(axis, 0) * at[0] + turn.at<double>(axis, 1) * at[1] + turn.at<double>(axis, 2);
  }
  return scan;
}

// Seen by a camera from below its middle, the sheet bowed by so many millimetres: what lies farther up is
// smaller, and lines bend.
inline Scan photographed(const cv::Mat& sheet, double lean = 0.08, double bow_mm = 0, double dpi = 220) {
  const double px = dpi / 25.4;
  const cv::Size size(cvRound(230 * px), cvRound(315 * px));
  // Where the page's point is that the picture's pixel shows, in millimetres.
  const auto page_point = [&](double x, double y) {
    const double v = y / px - 9, u = x / px - 10;
    const double away = 1 + lean * (1 - v / page::kHeight);
    const double bent = bow_mm * std::sin(CV_PI * u / page::kWidth);
    return cv::Point2d(page::kWidth / 2 + (u - page::kWidth / 2) * away, v * (0.5 + away / 2) + bent);
  };
  cv::Mat map(size, CV_32FC2), out;
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) {
      const auto at = page_point(x, y) * kPx;
      map.at<cv::Vec2f>(y, x) = {static_cast<float>(at.x), static_cast<float>(at.y)};
    }
  cv::remap(sheet, out, map, {}, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(120));
  asSensed(out, 3);
  Scan scan{imageOf(out), {{}, kSymbol}};
  const auto corners = symbolCorners();
  for (std::size_t i = 0; i < 4; ++i) {
    cv::Point2d at = corners[i] * px;  // the way back, step by step
    for (int step = 0; step < 40; ++step) at += (corners[i] - page_point(at.x, at.y)) * px;
    scan.seal.in_scan[i] = {at.x, at.y};
  }
  return scan;
}

}  // namespace drawn_page
