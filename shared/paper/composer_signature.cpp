#include <algorithm>
#include <cmath>

#include "paper/composer.hpp"

namespace paper {

namespace {

constexpr double kPad = 2.2;
constexpr std::size_t kMostStrokes = 300, kMostPoints = 20'000;

bool wellFormed(const Signature& signature) {
  if (!(signature.aspect >= 0.2 && signature.aspect <= 20) || signature.strokes.size() > kMostStrokes)
    return false;
  std::size_t points = 0;
  const auto within = [](double v, double least, double most) {
    return v >= least && v <= most;
  };  // false for NaN
  for (const auto& stroke : signature.strokes) {
    if (stroke.y.size() != stroke.x.size() || stroke.width.size() != stroke.x.size()) return false;
    points += stroke.x.size();
    for (std::size_t i = 0; i < stroke.x.size(); ++i)
      if (!within(stroke.x[i], -0.05, signature.aspect + 0.05) || !within(stroke.y[i], -0.05, 1.05) ||
          !within(stroke.width[i], 0, 0.3))
        return false;
  }
  return points <= kMostPoints;
}

}  // namespace

base::Status Composer::signature(const Cell& cell, const domain::Box& box) {
  const auto label = corner(cell.label, box);
  if (!label) return base::fail(label.error());
  const double label_width = *label;
  if (const auto found = content_.approvals.find(cell.name); found != content_.approvals.end())
    return approval(found->second, cell.name, box);
  if (const auto found = content_.signatures.find(cell.name); found != content_.signatures.end())
    return ink(found->second, cell.name, label_width, box);
  zone(cell.name, cell.label, box);
  return {};
}

// Opinion at the left; post and name, then the date, at the lower right, as a hand would fill it in.
base::Status Composer::approval(const Approval& approval, const std::string& name, const domain::Box& box) {
  const double width = box.width_mm - 2 * kPad;
  const double bottom = box.y_mm + box.height_mm - kPad;
  double y = box.y_mm + 2;
  const bool labelled = labelOf(name);
  if (labelled) y += 10.5 * kPoint + 1.6;
  auto date = fit(approval.date, Face::kai, {11, 8}, {width, 5}, name);
  if (!date) return base::fail(date.error());
  auto signer = fit(approval.name, Face::kai, {20, 8}, {width, 8}, name);
  if (!signer) return base::fail(signer.error());
  const double date_top = bottom - date->heightMm();
  const double name_top = date_top - 2.2 - signer->heightMm();
  if (name_top < box.y_mm + 1)
    return base::fail("field_overflow", name, "the signature box is too low for a name and a date");
  put(*date, {box.x_mm + kPad, date_top, width, date->heightMm()}, Align::right, false);
  put(*signer, {box.x_mm + kPad, name_top, width, signer->heightMm()}, Align::right, false);
  auto post_top =
      putPost(approval.post, name, {box.x_mm + kPad, name_top, width, signer->heightMm()}, signer->widthMm());
  if (!post_top) return base::fail(post_top.error());
  if (approval.opinion.empty()) return {};
  auto opinion = fit(approval.opinion, Face::kai, {14, 8}, {width, *post_top - y - 1, 1.4}, name);
  if (!opinion) return base::fail(opinion.error());
  put(*opinion, {box.x_mm + kPad + 2, y, width - 2, opinion->heightMm()}, Align::left, false);
  return {};
}

// Before the name where there is room, else on a line of its own above it. Returns where the signature
// begins.
base::Result<double> Composer::putPost(const std::string& post, const std::string& place,
                                       const domain::Box& line, double name_width_mm) {
  if (post.empty()) return line.y_mm;
  const double left = line.width_mm - name_width_mm - 3, height = 10.5 * kPoint;
  if (auto text = fit(post, Face::sans, {10.5, 9}, {left, height}, place); text) {
    put(*text, {line.x_mm, line.y_mm, left, line.height_mm}, Align::right, true);
    return line.y_mm;
  }
  auto text = fit(post, Face::sans, {10.5, 8}, {line.width_mm, height}, place);
  if (!text) return base::fail(text.error());
  const double top = line.y_mm - 2 - text->heightMm();
  put(*text, {line.x_mm, top, line.width_mm, text->heightMm()}, Align::right, false);
  return top;
}

bool Composer::labelOf(const std::string& name) const {
  for (const auto& block : form_.blocks)
    if (const auto* grid = std::get_if<Grid>(&block.what))
      for (const auto& cell : grid->cells)
        if (cell.kind == Cell::Kind::sign && cell.name == name) return !cell.label.empty();
  return false;
}

base::Status Composer::ink(const Signature& signature, const std::string& name, double label_width_mm,
                           const domain::Box& box) {
  if (!wellFormed(signature))
    return base::fail("signature_invalid", name, "strokes leave the pad, are too many, or lack coordinates");
  const double room_y = box.height_mm - 3, room_x = box.width_mm - 2 * kPad - label_width_mm;
  const double height = std::min(room_y, room_x / signature.aspect);
  const double left = box.x_mm + box.width_mm - kPad - height * signature.aspect;
  const double top = box.y_mm + (box.height_mm - height) / 2;
  for (const auto& stroke : signature.strokes) {
    InkStroke line;
    for (std::size_t i = 0; i < stroke.x.size(); ++i)
      line.push_back({left + stroke.x[i] * height, top + stroke.y[i] * height,
                      std::max(stroke.width[i] * height, 0.15)});
    page().ink.push_back(std::move(line));
  }
  return {};
}

// A box to be filled by pen: its words at the top left, what follows a blank line in them at the bottom
// right.
base::Status Composer::pen(const Cell& cell, const domain::Box& box) {
  const auto gap = cell.label.find("\n\n");
  if (auto words = corner(cell.label.substr(0, gap), box); !words) return base::fail(words.error());
  if (gap == std::string::npos) return {};
  const auto words = cell.label.substr(gap + 2);
  auto text = fit(words, Face::sans, cell.type, {box.width_mm - 2 * kPad, box.height_mm / 2, 1.8}, words,
                  "label_overflow");
  if (!text) return base::fail(text.error());
  const double height = text->heightMm();
  put(*text, {box.x_mm + kPad, box.y_mm + box.height_mm - kPad - height, box.width_mm - 2 * kPad, height},
      cell.align, false);
  return {};
}

}  // namespace paper
