#include "kiosk/flow/signature.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kiosk {
namespace {

constexpr double kThin = 0.014, kThick = 0.034;  // pad heights: a 0.7 mm pen on a signature box of 25 mm
constexpr double kQuick = 0.008;                 // pad heights a millisecond at which the line is thinnest

double distance(const PadPoint& a, const PadPoint& b) { return std::hypot(a.x - b.x, a.y - b.y); }

std::size_t pointsOf(const Signature& signature) {
  std::size_t count = 0;
  for (const auto& stroke : signature.strokes) count += stroke.size();
  return count;
}

void appendNumbers(std::string& json, const char* name, const std::vector<double>& numbers) {
  json += '"';
  json += name;
  json += "\":[";
  char text[32];
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::snprintf(text, sizeof text, "%s%.4f", i ? "," : "", numbers[i]);
    json += text;
  }
  json += ']';
}

}  // namespace

void addPoints(Signature& signature, const std::vector<PadPoint>& points, double aspect,
               const Limits& limits) {
  if (!std::isfinite(aspect) || aspect < 0.2 || aspect > 20) return;
  signature.aspect = aspect;
  std::size_t count = pointsOf(signature);
  for (PadPoint point : points) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y) || count >= limits.signature_points) continue;
    const bool begins = point.began || signature.strokes.empty();
    if (begins && signature.strokes.size() >= limits.signature_strokes) continue;
    if (begins) signature.strokes.emplace_back();
    point.x = std::clamp(point.x, 0.0, aspect);
    point.y = std::clamp(point.y, 0.0, 1.0);
    signature.strokes.back().push_back(point);
    ++count;
  }
}

bool isSigned(const Signature& signature, const Limits& limits) {
  double path = 0;
  for (const auto& stroke : signature.strokes)
    for (std::size_t i = 1; i < stroke.size(); ++i) path += distance(stroke[i - 1], stroke[i]);
  return path >= limits.signature_least_path;
}

std::vector<double> penWidths(const std::vector<PadPoint>& stroke) {
  std::vector<double> widths;
  double width = (kThin + kThick) / 2;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    if (i > 0) {
      const double ms = std::max<double>(1, static_cast<double>(stroke[i].ms - stroke[i - 1].ms));
      const double speed = std::min(1.0, distance(stroke[i - 1], stroke[i]) / ms / kQuick);
      width = 0.7 * width + 0.3 * (kThick - (kThick - kThin) * speed);  // a pen changes its width gradually
    }
    widths.push_back(width);
  }
  return widths;
}

std::string toJson(const Signature& signature) {
  char aspect[32];
  std::snprintf(aspect, sizeof aspect, "%.4f", signature.aspect);
  std::string json = "{\"aspect\":" + std::string(aspect) + ",\"strokes\":[";
  for (std::size_t i = 0; i < signature.strokes.size(); ++i) {
    const auto& stroke = signature.strokes[i];
    std::vector<double> x, y;
    for (const PadPoint& point : stroke) {
      x.push_back(point.x);
      y.push_back(point.y);
    }
    json += i ? ",{" : "{";
    appendNumbers(json, "x", x);
    appendNumbers(json += ',', "y", y);
    appendNumbers(json += ',', "width", penWidths(stroke));
    json += '}';
  }
  return json + "]}";
}

void cleanse(Signature& signature) {
  for (auto& stroke : signature.strokes)
    for (volatile PadPoint& point : stroke) {
      point.x = 0;
      point.y = 0;
      point.ms = 0;
    }
  signature.strokes.clear();
  signature.strokes.shrink_to_fit();
}

}  // namespace kiosk
