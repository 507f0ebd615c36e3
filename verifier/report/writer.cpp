#include "verifier/report/writer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace verifier::report {
namespace {

constexpr paper::Colour kWhite{1, 1, 1};
constexpr double kLeading = 1.42;

constexpr paper::Colour colour(int rgb) {
  return {(rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0};
}

std::vector<paper::Corner> octagon(double x, double y, double radius) {
  std::vector<paper::Corner> out;
  for (int i = 0; i < 8; ++i) {
    const double angle = (i + 0.5) * std::numbers::pi / 4;
    out.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
  }
  return out;
}

// One character of UTF-8 at a time.
std::size_t lengthAt(const std::string& text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

}  // namespace

Look lookOf(domain::Grade grade) {
  switch (grade) {
    case domain::Grade::good:
      return {colour(0x076250), colour(0xE3F4EE)};
    case domain::Grade::caution:
      return {colour(0x8A4400), colour(0xFDF0DC)};
    case domain::Grade::bad:
      return {colour(0xA81C1C), colour(0xFBE6E4)};
  }
  return {};
}

Writer::Writer(paper::Typesetter& typesetter, const std::string& title, base::UnixSeconds created)
    : typesetter_(typesetter), canvas_(typesetter, title, created) {}

std::vector<paper::Line> Writer::set(const std::string& text, double width_mm, const Words& as) {
  const paper::Setting setting{as.face, as.size_pt, width_mm};
  if (auto lines = typesetter_.set(text, setting, "report")) return std::move(*lines);
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const auto one = text.substr(at, lengthAt(text, at));
    safe += typesetter_.set(one, setting, "report") ? one : "?";
    at += one.size();
  }
  auto lines = typesetter_.set(safe, setting, "report");
  return lines ? std::move(*lines) : std::vector<paper::Line>();
}

double Writer::words(const std::string& text, double x_mm, double y_mm, double width_mm, const Words& as) {
  const double step = kLeading * as.size_pt * paper::kPoint;
  double baseline = y_mm + 0.5 * step + 0.37 * as.size_pt * paper::kPoint;
  const auto lines = set(text, width_mm, as);
  for (const auto& line : lines) {
    canvas_.drawLine(line, x_mm, baseline, as.colour);
    baseline += step;
  }
  return static_cast<double>(lines.size()) * step;
}

void Writer::atRight(const std::string& text, double y_mm, const Words& as) {
  const auto lines = set(text, kWidth, as);
  if (!lines.empty()) words(text, kRight - lines.front().width_mm, y_mm, kWidth, as);
}

double Writer::heightOf(const std::string& text, double width_mm, const Words& as) {
  return static_cast<double>(set(text, width_mm, as).size()) * kLeading * as.size_pt * paper::kPoint;
}

void Writer::paragraph(const std::string& text, const Words& as, double space_after_mm) {
  room(heightOf(text, kWidth, as));
  y += words(text, kLeft, y, kWidth, as) + space_after_mm;
}

void Writer::rule(double space_after_mm) {
  canvas_.stroke({{kLeft, y}, {kRight, y}}, 0.2, kRule);
  y += space_after_mm;
}

// As on the desk: disc and tick, triangle and exclamation mark, octagon and cross.
void Writer::sign(domain::Grade grade, double x, double at, double r) {
  const auto body = lookOf(grade).body;
  const double thick = r * 0.19;
  switch (grade) {
    case domain::Grade::good:
      canvas_.disc({x, at}, r, body);
      canvas_.stroke(
          {{x - r * 0.45, at + r * 0.04}, {x - r * 0.12, at + r * 0.37}, {x + r * 0.47, at - r * 0.31}},
          thick, kWhite);
      return;
    case domain::Grade::caution:
      canvas_.polygon({{x, at - r * 1.02}, {x + r * 1.08, at + r * 0.86}, {x - r * 1.08, at + r * 0.86}},
                      body);
      canvas_.stroke({{x, at - r * 0.36}, {x, at + r * 0.22}}, thick, kWhite);
      canvas_.disc({x, at + r * 0.56}, thick * 0.6, kWhite);
      return;
    case domain::Grade::bad:
      canvas_.polygon(octagon(x, at, r * 1.04), body);
      canvas_.stroke({{x - r * 0.38, at - r * 0.38}, {x + r * 0.38, at + r * 0.38}}, thick, kWhite);
      canvas_.stroke({{x + r * 0.38, at - r * 0.38}, {x - r * 0.38, at + r * 0.38}}, thick, kWhite);
  }
}

void Writer::dash(double x, double at, double r) {
  canvas_.disc({x, at}, r, kSoft);
  canvas_.stroke({{x - r * 0.42, at}, {x + r * 0.42, at}}, r * 0.19, kWhite);
}

void Writer::room(double height_mm) {
  if (y + height_mm <= kBottom || y == kTop) return;
  endPage();
  y = kTop;
}

void Writer::endPage() {
  constexpr double kAt = 283;
  const Words small{8, kSoft};
  canvas_.stroke({{kLeft, kAt - 1.5}, {kRight, kAt - 1.5}}, 0.2, kRule);
  words(footer_, kLeft, kAt, kWidth - 30, small);
  auto number = page_words_;
  if (const auto at = number.find("{0}"); at != std::string::npos)
    number.replace(at, 3, std::to_string(page_));
  atRight(number, kAt, small);
  canvas_.endPage();
  ++page_;
}

base::Result<base::Bytes> Writer::finish() {
  endPage();
  return canvas_.finish();
}

}  // namespace verifier::report
