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

Color mixed(Color a, Color b, float t) {
  const auto mix = [t](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(from) + t * static_cast<float>(to - from)));
  };
  return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), mix(a.a, b.a)};
}

// A disc whose quarters carry the colours that the corners of b have.
base::Image coloredDisc(PixelBox b, int r, const std::function<Color(int, int)>& color_at) {
  const auto mask = discMask(r);
  base::Image image{2 * r, 2 * r, 4};
  image.pixels.reserve(mask.alpha.size() * 4);
  for (int y = 0; y < 2 * r; ++y)
    for (int x = 0; x < 2 * r; ++x) {
      const auto color =
          color_at(x < r ? b.left + x : b.right - 2 * r + x, y < r ? b.top + y : b.bottom - 2 * r + y);
      const auto covered = mask.alpha[static_cast<std::size_t>(y * 2 * r + x)];
      for (const int part : {+color.r, +color.g, +color.b, covered * color.a / 255})
        image.pixels.push_back(static_cast<std::uint8_t>(part));
    }
  return image;
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

// The four quarters of a disc or ring in the corners of b. No corner is a mirrored one: SDL's software
// renderer would be a pixel off.
void Canvas::corners(PixelBox b, int r, const Texture* disc, Color color) {
  const Corners colors{color, color, color, color};
  textured(disc, {b.left, b.top, b.left + r, b.top + r}, {0, 0, 0.5f, 0.5f}, colors);
  textured(disc, {b.right - r, b.top, b.right, b.top + r}, {0.5f, 0, 1, 0.5f}, colors);
  textured(disc, {b.left, b.bottom - r, b.left + r, b.bottom}, {0, 0.5f, 0.5f, 1}, colors);
  textured(disc, {b.right - r, b.bottom - r, b.right, b.bottom}, {0.5f, 0.5f, 1, 1}, colors);
}

// What lies between the corners is plain rectangles, which every renderer fills fastest.
void Canvas::between(PixelBox b, int r, const std::function<Color(int, int)>& color_at) {
  for (const PixelBox& part : {PixelBox{b.left + r, b.top, b.right - r, b.top + r},
                               PixelBox{b.left, b.top + r, b.right, b.bottom - r},
                               PixelBox{b.left + r, b.bottom - r, b.right - r, b.bottom}}) {
    Recording recording(*this);
    quad(part, {0, 0, 0, 0},
         {color_at(part.left, part.top), color_at(part.right, part.top), color_at(part.left, part.bottom),
          color_at(part.right, part.bottom)});
  }
}

int Canvas::bend(PixelBox b, float radius) const {
  return std::max(0, std::min({px(radius), (b.right - b.left) / 2, (b.bottom - b.top) / 2}));
}

void Canvas::fill(Rect rect, Color color, float radius) {
  const auto b = box(rect);
  const int r = bend(b, radius);
  if (r > 0) corners(b, r, masked("disc\x1f" + std::to_string(r), [r] { return discMask(r); }), color);
  between(b, r, [color](int, int) { return color; });
}

void Canvas::gradient(Rect rect, Color top_left, Color bottom_right, float radius) {
  const auto b = box(rect);
  const auto width = static_cast<float>(b.right - b.left), height = static_cast<float>(b.bottom - b.top);
  const auto color_at = [=](int x, int y) {
    const float along = (static_cast<float>(x - b.left) * width + static_cast<float>(y - b.top) * height);
    return mixed(top_left, bottom_right, along / (width * width + height * height));
  };
  const int r = bend(b, radius);
  if (r > 0) {
    std::string key = "colours";
    for (const std::uint32_t part :
         {static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(b.right - b.left),
          static_cast<std::uint32_t>(b.bottom - b.top), packed(top_left), packed(bottom_right)})
      key += '\x1f' + std::to_string(part);
    const auto* texture = textures_.find(key);
    if (!texture) texture = textures_.put(key, coloredDisc(b, r, color_at));
    corners(b, r, texture, {255, 255, 255, 255});
  }
  between(b, r, color_at);
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
  const auto b = box(rect);
  const int wide = std::max(1, px(thickness)), bent = bend(b, radius);
  const int r = bent > 0 ? std::max(bent, wide) : 0;
  const auto name = "ring\x1f" + std::to_string(r) + '\x1f' + std::to_string(wide);
  if (r > 0) corners(b, r, masked(name, [=] { return ringMask(r, wide); }), color);
  const int side = r > 0 ? r : wide;
  for (const PixelBox& bar : {PixelBox{b.left + r, b.top, b.right - r, b.top + wide},
                              PixelBox{b.left + r, b.bottom - wide, b.right - r, b.bottom},
                              PixelBox{b.left, b.top + side, b.left + wide, b.bottom - side},
                              PixelBox{b.right - wide, b.top + side, b.right, b.bottom - side}}) {
    Recording recording(*this);
    quad(bar, {0, 0, 0, 0}, {color, color, color, color});
  }
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
    return between(b, 0, [color](int, int) { return color; });
  }
  path({from, to}, color, wide);
}

// SDL's software renderer rounds vertices to whole pixels, so slanted edges would look torn: Cairo paints
// them instead.
void Canvas::path(const std::vector<Point>& points, Color color, float thickness_px) {
  if (points.empty()) return;
  const Point origin{std::floor(points.front().x * scale_), std::floor(points.front().y * scale_)};
  std::vector<Point> at;
  std::string key = "path\x1f" + std::to_string(thickness_px);
  for (const auto& point : points) {
    at.push_back({point.x * scale_ - origin.x, point.y * scale_ - origin.y});
    key.append(reinterpret_cast<const char*>(&at.back()), sizeof(Point));
  }
  const auto* texture = textures_.find(key);
  if (!texture) texture = textures_.put(key, pathMask(at, thickness_px), true);
  const int left = static_cast<int>(origin.x) + texture->left,
            top = static_cast<int>(origin.y) + texture->top;
  textured(texture, {left, top, left + texture->width, top + texture->height}, {0, 0, 1, 1},
           {color, color, color, color});
}

void Canvas::circle(Point centre, float radius, Color color) {
  fill({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, color, radius);
}

void Canvas::arc(Point centre, float radius, float from_turns, float to_turns, Color color, float thickness) {
  constexpr float turn = 6.28318531f;
  const int steps = std::clamp(static_cast<int>(std::abs(to_turns - from_turns) * radius * scale_), 8, 256);
  std::vector<Point> points;
  for (int i = 0; i <= steps; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(steps);
    const float angle = (from_turns + (to_turns - from_turns) * share - 0.25f) * turn;
    points.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  path(points, color, thickness * scale_);
}

void Canvas::polyline(const std::vector<Point>& points, Color color, float thickness) {
  path(points, color, std::max(1.0f, thickness * scale_));
}

void Canvas::polygon(const std::vector<Point>& points, Color color) { path(points, color, 0); }

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
