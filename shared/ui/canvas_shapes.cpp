#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/canvas.hpp"
#include "ui/masks.hpp"

namespace ui {
namespace {

ImU32 packed(Color color) { return IM_COL32(color.r, color.g, color.b, color.a); }

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ull;
  return hash ^ hash >> 32;
}

Color between(Color a, Color b, float t) {
  const auto mix = [t](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(from) + t * static_cast<float>(to - from)));
  };
  return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

float cross(ImVec2 a, ImVec2 b, ImVec2 c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool convex(const std::vector<ImVec2>& points) {
  bool left = false, right = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const float turn = cross(points[i], points[(i + 1) % points.size()], points[(i + 2) % points.size()]);
    left |= turn > 0.01f;
    right |= turn < -0.01f;
  }
  return !(left && right);
}

float signedArea(const std::vector<ImVec2>& points) {
  float area = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto &a = points[i], &b = points[(i + 1) % points.size()];
    area += a.x * b.y - b.x * a.y;
  }
  return area;
}

bool inside(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 p) {
  return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0;
}

// Ear clipping for the few outlines that aren't convex (a header's wave): cuts off one triangle after
// another.
std::vector<std::array<ImVec2, 3>> triangles(std::vector<ImVec2> points) {
  if (signedArea(points) < 0) std::reverse(points.begin(), points.end());
  std::vector<std::array<ImVec2, 3>> out;
  for (std::size_t i = 0, misses = 0; points.size() > 2 && misses <= points.size();) {
    const std::size_t n = points.size();
    const auto a = points[(i + n - 1) % n], b = points[i % n], c = points[(i + 1) % n];
    bool ear = cross(a, b, c) > 0;
    for (std::size_t k = 2; ear && k < n - 1; ++k) ear = !inside(a, b, c, points[(i + k) % n]);
    ear |= std::abs(cross(a, b, c)) < 1e-4f;
    if (!ear) {
      ++i, ++misses;
      continue;
    }
    out.push_back({a, b, c});
    points.erase(points.begin() + static_cast<std::ptrdiff_t>(i % n));
    misses = 0;
  }
  return out;
}

}  // namespace

class Canvas::Recording {
 public:
  Recording(Canvas& canvas, std::uint64_t texture = 0)
      : canvas_(canvas), first_(canvas.list_->VtxBuffer.Size), fingerprint_(mixed(1, texture)) {}
  Recording(const Recording&) = delete;
  ~Recording() {
    const auto& vertices = canvas_.list_->VtxBuffer;
    if (vertices.Size == first_) return;
    ImVec2 low = vertices[first_].pos, high = low;
    for (int i = first_; i < vertices.Size; ++i) {
      const auto& vertex = vertices[i];
      low = {std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y)};
      high = {std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y)};
      std::uint64_t words[3] = {};
      static_assert(sizeof vertex <= sizeof words);
      std::copy_n(reinterpret_cast<const unsigned char*>(&vertex), sizeof vertex,
                  reinterpret_cast<unsigned char*>(words));
      for (const auto word : words) fingerprint_ = mixed(fingerprint_, word);
    }
    const auto clip = canvas_.box(canvas_.clips_.back());
    for (const int side : {clip.left, clip.top, clip.right, clip.bottom})
      fingerprint_ = mixed(fingerprint_, static_cast<std::uint64_t>(side) + 7);
    canvas_.shapes_.push_back({fingerprint_,
                               {std::max(clip.left, static_cast<int>(std::floor(low.x)) - 1),
                                std::max(clip.top, static_cast<int>(std::floor(low.y)) - 1),
                                std::min(clip.right, static_cast<int>(std::ceil(high.x)) + 1),
                                std::min(clip.bottom, static_cast<int>(std::ceil(high.y)) + 1)}});
  }

 private:
  Canvas& canvas_;
  int first_;
  std::uint64_t fingerprint_;
};

int Canvas::px(float points) const { return static_cast<int>(std::lround(points * scale_)); }
PixelBox Canvas::box(Rect rect) const {
  return {px(rect.x), px(rect.y), px(rect.right()), px(rect.bottom())};
}

void Canvas::quad(PixelBox where, const std::array<float, 4>& uv, const Corners& colors) {
  if (where.empty()) return;
  const auto left = static_cast<float>(where.left), top = static_cast<float>(where.top);
  const auto right = static_cast<float>(where.right), bottom = static_cast<float>(where.bottom);
  list_->PrimReserve(6, 4);
  const auto first = list_->_VtxCurrentIdx;
  for (const unsigned corner : {0u, 1u, 2u, 0u, 2u, 3u})
    list_->PrimWriteIdx(static_cast<ImDrawIdx>(first + corner));
  list_->PrimWriteVtx({left, top}, {uv[0], uv[1]}, packed(colors.top_left));
  list_->PrimWriteVtx({right, top}, {uv[2], uv[1]}, packed(colors.top_right));
  list_->PrimWriteVtx({right, bottom}, {uv[2], uv[3]}, packed(colors.bottom_right));
  list_->PrimWriteVtx({left, bottom}, {uv[0], uv[3]}, packed(colors.bottom_left));
}

void Canvas::textured(const Texture* texture, PixelBox where, const std::array<float, 4>& uv,
                      const Corners& colors) {
  if (!texture || !texture->handle) return;
  Recording recording(*this, texture->serial);
  list_->PushTextureID(texture->handle);
  quad(where, uv, colors);
  list_->PopTextureID();
}

const Texture* Canvas::masked(const std::string& key, const std::function<Mask()>& paint) {
  const auto* texture = textures_.find(key);
  return texture ? texture : textures_.put(key, paint());
}

// Corners from one cached quarter disc, turned; the rest are plain rectangles, which every renderer fills
// fastest.
void Canvas::rounded(PixelBox b, int radius, const std::function<Color(int, int)>& color_at) {
  const auto colors = [&](const PixelBox& part) {
    return Corners{color_at(part.left, part.top), color_at(part.right, part.top),
                   color_at(part.left, part.bottom), color_at(part.right, part.bottom)};
  };
  const int r = std::min({radius, (b.right - b.left) / 2, (b.bottom - b.top) / 2});
  const auto plain = [&](const PixelBox& part) {
    Recording recording(*this);
    quad(part, {0, 0, 0, 0}, colors(part));
  };
  if (r <= 0) return plain(b);
  const auto* corner = masked("corner\x1f" + std::to_string(r), [&] { return cornerMask(r); });
  const auto turned = [&](const PixelBox& part, const std::array<float, 4>& uv) {
    textured(corner, part, uv, colors(part));
  };
  turned({b.left, b.top, b.left + r, b.top + r}, {0, 0, 1, 1});
  turned({b.right - r, b.top, b.right, b.top + r}, {1, 0, 0, 1});
  turned({b.left, b.bottom - r, b.left + r, b.bottom}, {0, 1, 1, 0});
  turned({b.right - r, b.bottom - r, b.right, b.bottom}, {1, 1, 0, 0});
  plain({b.left + r, b.top, b.right - r, b.top + r});
  plain({b.left, b.top + r, b.right, b.bottom - r});
  plain({b.left + r, b.bottom - r, b.right - r, b.bottom});
}

void Canvas::fill(Rect rect, Color color, float radius) {
  rounded(box(rect), px(radius), [color](int, int) { return color; });
}

void Canvas::gradient(Rect rect, Color top_left, Color bottom_right, float radius) {
  const auto b = box(rect);
  const auto width = static_cast<float>(b.right - b.left), height = static_cast<float>(b.bottom - b.top);
  rounded(b, px(radius), [=](int x, int y) {
    const float along = (static_cast<float>(x - b.left) * width + static_cast<float>(y - b.top) * height);
    return between(top_left, bottom_right, along / (width * width + height * height));
  });
}

// Nine patches without the middle: the corner textures hold the bend, one row or column of them is drawn out
// between.
void Canvas::shadow(Rect rect, float radius, float blur, Color color) {
  const auto b = box(rect);
  const int soft = std::max(1, px(blur)), rim = shadowRim(soft);
  const int width = b.right - b.left, height = b.bottom - b.top;
  const int r = std::min({px(radius), width / 2, height / 2});
  const int mask_width = std::min(width, 2 * (r + rim) + 2),
            mask_height = std::min(height, 2 * (r + rim) + 2);
  if (mask_width <= 0 || mask_height <= 0) return;
  std::string key = "shadow";
  for (const int part : {mask_width, mask_height, r, soft}) key += '\x1f' + std::to_string(part);
  const auto* texture = masked(key, [&] { return shadowMask(mask_width, mask_height, r, soft); });
  const int corner_x = texture->width / 2, corner_y = texture->height / 2;
  const std::array<int, 4> xs{b.left - rim, b.left - rim + corner_x,
                              b.right + rim - (texture->width - corner_x), b.right + rim};
  const std::array<int, 4> ys{b.top - rim, b.top - rim + corner_y,
                              b.bottom + rim - (texture->height - corner_y), b.bottom + rim};
  const float u = static_cast<float>(corner_x) / static_cast<float>(texture->width);
  const float v = static_cast<float>(corner_y) / static_cast<float>(texture->height);
  const float du = 1.0f / static_cast<float>(texture->width), dv = 1.0f / static_cast<float>(texture->height);
  const std::array<float, 6> us{0, u, u - du, u, u, 1}, vs{0, v, v - dv, v, v, 1};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column)
      if (row != 1 || column != 1)
        textured(texture, {xs[column], ys[row], xs[column + 1], ys[row + 1]},
                 {us[column * 2], vs[row * 2], us[column * 2 + 1], vs[row * 2 + 1]},
                 {color, color, color, color});
}

void Canvas::stroke(Rect rect, Color color, float thickness, float radius) {
  Recording recording(*this);
  const auto b = box(rect);
  const auto wide = std::max(1.0f, std::round(thickness * scale_));
  const float in = wide / 2 - 0.5f;  // ImGui centres lines half a pixel further in
  list_->AddRect({static_cast<float>(b.left) + in, static_cast<float>(b.top) + in},
                 {static_cast<float>(b.right) - in, static_cast<float>(b.bottom) - in}, packed(color),
                 std::max(0.0f, radius * scale_ - wide / 2), 0, wide);
}

void Canvas::line(Point from, Point to, Color color, float thickness) {
  const float wide = std::max(1.0f, thickness * scale_);
  const bool straight = std::abs(from.x - to.x) < 0.01f || std::abs(from.y - to.y) < 0.01f;
  if (straight) {  // level and upright lines sit on whole pixels
    const float half = std::round(wide) / 2 / scale_;
    const bool level = std::abs(from.y - to.y) < 0.01f;
    const Rect rect = level ? Rect{std::min(from.x, to.x), from.y - half, std::abs(to.x - from.x), 2 * half}
                            : Rect{from.x - half, std::min(from.y, to.y), 2 * half, std::abs(to.y - from.y)};
    auto b = box(rect);
    (level ? b.bottom : b.right) = (level ? b.top : b.left) + static_cast<int>(std::round(wide));
    return rounded(b, 0, [color](int, int) { return color; });
  }
  Recording recording(*this);
  list_->AddLine({from.x * scale_, from.y * scale_}, {to.x * scale_, to.y * scale_}, packed(color), wide);
}

void Canvas::circle(Point centre, float radius, Color color) {
  fill({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, color, radius);
}

void Canvas::arc(Point centre, float radius, float from_turns, float to_turns, Color color, float thickness) {
  constexpr float turn = 6.28318531f;
  Recording recording(*this);
  const int steps = std::max(8, static_cast<int>(std::abs(to_turns - from_turns) * radius * scale_));
  list_->PathArcTo({centre.x * scale_, centre.y * scale_}, radius * scale_, (from_turns - 0.25f) * turn,
                   (to_turns - 0.25f) * turn, std::min(steps, 256));
  list_->PathStroke(packed(color), 0, thickness * scale_);
}

void Canvas::polyline(const std::vector<Point>& points, Color color, float thickness) {
  if (points.empty()) return;
  Recording recording(*this);
  std::vector<ImVec2> at;
  for (const auto& point : points) at.emplace_back(point.x * scale_, point.y * scale_);
  const float wide = std::max(1.0f, thickness * scale_);
  list_->AddPolyline(at.data(), static_cast<int>(at.size()), packed(color), 0, wide);
  if (wide < 3 || color.a < 255) return;
  for (const auto& joint : at)
    list_->AddCircleFilled(joint, wide / 2, packed(color));  // round joints and ends
}

void Canvas::polygon(const std::vector<Point>& points, Color color) {
  if (points.size() < 3) return;
  Recording recording(*this);
  std::vector<ImVec2> at;
  for (const auto& point : points) at.emplace_back(point.x * scale_, point.y * scale_);
  if (convex(at)) {
    if (signedArea(at) < 0) std::reverse(at.begin(), at.end());
    list_->AddConvexPolyFilled(at.data(), static_cast<int>(at.size()), packed(color));
    return;
  }
  const auto smooth = list_->Flags;
  list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (const auto& [a, b, c] : triangles(at)) list_->AddTriangleFilled(a, b, c, packed(color));
  list_->Flags = smooth;
  list_->AddPolyline(at.data(), static_cast<int>(at.size()), packed(color), ImDrawFlags_Closed, 1);
}

void Canvas::clip(Rect rect, const std::function<void()>& draw) {
  const auto shown = visible(rect);
  if (shown.width <= 0 || shown.height <= 0) return;
  const auto b = box(shown);
  clips_.push_back(shown);
  list_->PushClipRect({static_cast<float>(b.left), static_cast<float>(b.top)},
                      {static_cast<float>(b.right), static_cast<float>(b.bottom)});
  draw();
  list_->PopClipRect();
  clips_.pop_back();
}

Size Canvas::text(Rect rect, std::string_view text, const TextStyle& style) {
  if (text.empty()) return {};
  const auto asked = request(text, style, rect.width);
  const auto key = asked.key();
  const auto took = metrics(asked, key);
  if (took.cut) ++cutting_;
  const auto* texture = masked("text\x1f" + key, [&] { return painter_.paint(asked); });
  const int left = px(rect.x) + texture->left, top = px(rect.y) + texture->top;
  textured(texture, {left, top, left + texture->width, top + texture->height}, {0, 0, 1, 1},
           {style.color, style.color, style.color, style.color});
  return {std::ceil(took.width) / scale_, took.height / scale_};
}

}  // namespace ui
