#include "ui/masks.hpp"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>

#include "base/unique_handle.hpp"

namespace ui {
namespace {

std::uint8_t coverage(float inside_by) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(inside_by + 0.5f, 0.0f, 1.0f) * 255));
}

std::size_t area(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

// How far a point lies inside a rounded rectangle (negative: outside).
float depth(float x, float y, float width, float height, float radius) {
  const float dx = std::max({radius - x, x - (width - radius), 0.0f});
  const float dy = std::max({radius - y, y - (height - radius), 0.0f});
  if (dx > 0 && dy > 0) return radius - std::hypot(dx, dy);
  return std::min({x, y, width - x, height - y});
}

// One pass of a box filter along lines that lie `step` apart in memory. Three passes come close to a
// Gaussian.
void blurLine(const float* from, float* to, int count, std::size_t step, int reach) {
  const float share = 1.0f / static_cast<float>(2 * reach + 1);
  const auto at = [&](int i) {
    return i < 0 || i >= count ? 0.0f : from[static_cast<std::size_t>(i) * step];
  };
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) sum += at(i);
  for (int i = 0; i < count; ++i) {
    to[static_cast<std::size_t>(i) * step] = sum * share;
    sum += at(i + reach + 1) - at(i - reach);
  }
}

void blur(std::vector<float>& pixels, int width, int height, int reach) {
  std::vector<float> other(pixels.size());
  const auto row = static_cast<std::size_t>(width);
  for (int pass = 0; pass < 3; ++pass) {
    for (int y = 0; y < height; ++y)
      blurLine(&pixels[static_cast<std::size_t>(y) * row], &other[static_cast<std::size_t>(y) * row], width,
               1, reach);
    for (int x = 0; x < width; ++x)
      blurLine(&other[static_cast<std::size_t>(x)], &pixels[static_cast<std::size_t>(x)], height, row, reach);
  }
}

Mask alphaOf(cairo_surface_t* surface, int width, int height) {
  Mask mask{0, 0, width, height};
  mask.alpha.resize(area(width, height));
  cairo_surface_flush(surface);
  const auto* pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; pixels && y < height; ++y)
    for (int x = 0; x < width; ++x)
      mask.alpha[area(width, y) + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(reinterpret_cast<const std::uint32_t*>(pixels + y * stride)[x] >> 24);
  return mask;
}

}  // namespace

Mask cornerMask(int radius) {
  Mask mask{0, 0, radius, radius};
  mask.alpha.reserve(area(radius, radius));
  const auto r = static_cast<float>(radius);
  for (int y = 0; y < radius; ++y)
    for (int x = 0; x < radius; ++x)
      mask.alpha.push_back(
          coverage(r - std::hypot(r - static_cast<float>(x) - 0.5f, r - static_cast<float>(y) - 0.5f)));
  return mask;
}

Mask shadowMask(int width, int height, int radius, int blur_px) {
  const int rim = shadowRim(blur_px);
  Mask mask{-rim, -rim, width + 2 * rim, height + 2 * rim};
  std::vector<float> pixels(area(mask.width, mask.height));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      pixels[area(mask.width, y + rim) + static_cast<std::size_t>(x + rim)] =
          coverage(depth(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f,
                         static_cast<float>(width), static_cast<float>(height), static_cast<float>(radius)));
  blur(pixels, mask.width, mask.height, std::max(1, blur_px / 2));
  mask.alpha.reserve(pixels.size());
  for (const float pixel : pixels) mask.alpha.push_back(static_cast<std::uint8_t>(std::lround(pixel)));
  return mask;
}

base::Result<Mask> iconMask(const std::string& file, int width, int height) {
  GError* problem = nullptr;
  base::Handle<RsvgHandle, g_object_unref> svg(rsvg_handle_new_from_file(file.c_str(), &problem));
  base::Handle<cairo_surface_t, cairo_surface_destroy> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  const RsvgRectangle box{0, 0, static_cast<double>(width), static_cast<double>(height)};
  const bool drawn = svg && rsvg_handle_render_document(svg.get(), cairo.get(), &box, &problem);
  if (drawn) return alphaOf(surface.get(), width, height);
  const std::string cause = problem ? problem->message : "it is no SVG";
  g_clear_error(&problem);
  return base::fail("icon_unreadable", file, cause);
}

}  // namespace ui
