#include "sample_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "paper/content_file.hpp"
#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"

namespace golden {
namespace {

using verifier::FieldState;

struct Printed {
  base::Image picture;
  paper::Layout layout;
};

std::optional<Printed> print(const paper::Press& press, const paper::Template& form,
                             const paper::Content& content) {
  auto layout = press.layOut(form, content);
  if (!layout) return std::nullopt;
  paper::Sealing sealing{"L45J-DQWU", "hall.example.edu.cn", "KIOSK-07", {}};
  for (int page = 0; page < layout->pageCount(); ++page)
    sealing.pages.push_back(
        {"HTTPS://HALL.EXAMPLE.EDU.CN/V#2KCE3IQEUQWTMAAAAAA7QHCBLAXQ7KYJ2Q3MZP5TW4CG", {}});
  const auto pdf = press.renderPdf(*layout, &sealing, 1'795'000'000);
  if (!pdf) return std::nullopt;
  auto picture = paper::rasterisePage(*pdf, 0, verifier::kCompareDpi, 3, "sample");
  if (!picture) return std::nullopt;
  return Printed{std::move(*picture), std::move(*layout)};
}

// A flatbed's picture of it: paper that isn't white, ink that isn't black, a little grain.
void scan(base::Image& page) {
  std::uint32_t seed = 7;
  for (auto& part : page.pixels) {
    seed = seed * 1664525 + 1013904223;
    part = static_cast<std::uint8_t>(
        std::clamp(30 + part * 210 / 255 + static_cast<int>(seed >> 29) - 4, 0, 255));
  }
}

// A line of a pen that nobody issued; millimetres.
void scribble(base::Image& page, const domain::Box& box) {
  const double px = verifier::kCompareDpi / 25.4;
  for (double t = 0; t < 1; t += 0.0004) {
    const double x = (box.x_mm + box.width_mm * (0.06 + 0.88 * t)) * px;
    const double y = (box.y_mm + box.height_mm * (0.5 + 0.34 * std::sin(31 * t) * (1 - 0.5 * t))) * px;
    for (int dy = -2; dy <= 2; ++dy)
      for (int dx = -2; dx <= 2; ++dx) {
        auto* at = page.row(static_cast<int>(y) + dy) + (static_cast<int>(x) + dx) * 3;
        at[0] = 40, at[1] = 52, at[2] = 150;
      }
  }
}

verifier::ComparedField compared(const paper::FieldBox& field, const paper::Content& altered) {
  verifier::ComparedField out{field.field, field.label, field.box, FieldState::matches, field.box, 0.02};
  const auto value = altered.values.find(field.field);
  if (value == altered.values.end() || value->second == field.text) return out;
  out.state = FieldState::differs;
  out.difference = 0.9;
  return out;
}

}  // namespace

verifier::desk::SamplePage samplePage(const std::filesystem::path& assets) {
  toml_doc::Problems problems;
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  const auto form = paper::Template::load(assets / "forms/leaving_school.toml", problems);
  const auto content = paper::loadContent(assets / "forms/samples/leaving_school.toml", problems);
  if (!press || !problems.empty()) return {};
  auto altered = content;
  altered.values["leaving_on"] = "2026年09月30日";
  altered.values["contact_phone"] = "13886737386";
  const auto issued = print(*press, form, content);
  auto forged = print(*press, form, altered);
  if (!issued || !forged) return {};
  auto comparison = std::make_shared<verifier::Comparison>();
  comparison->state = domain::ContentState::differs;
  comparison->marks_found = 4;
  for (const auto& field : issued->layout.fields())
    if (field.page == 0) comparison->fields.push_back(compared(field, altered));
  for (auto& field : comparison->fields)
    if (field.field == "applicant_number") field.state = FieldState::review;
  comparison->foreign_ink = {{108, 205, 46, 14}};
  scan(forged->picture);
  scribble(forged->picture, comparison->foreign_ink[0]);
  comparison->aligned = std::move(forged->picture);
  return {comparison, std::make_shared<base::Image>(issued->picture)};
}

}  // namespace golden
