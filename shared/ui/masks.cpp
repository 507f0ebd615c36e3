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

using Surface = base::Handle<cairo_surface_t, cairo_surface_destroy>;

Mask maskOf(cairo_surface_t* surface) {
  Mask mask{0, 0, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
  cairo_surface_flush(surface);
  const auto* pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  mask.alpha.reserve(area(mask.width, mask.height));
  for (int y = 0; pixels && y < mask.height; ++y)
    mask.alpha.insert(mask.alpha.end(), pixels + y * stride, pixels + y * stride + mask.width);
  return mask;
}

}  // namespace

Mask ringMask(int radius, int thickness) {
  Mask mask{0, 0, 2 * radius, 2 * radius};
  mask.alpha.reserve(area(mask.width, mask.height));
  const auto r = static_cast<float>(radius), hole = static_cast<float>(radius - thickness);
  for (int y = 0; y < mask.height; ++y)
    for (int x = 0; x < mask.width; ++x) {
      const float away = std::hypot(r - static_cast<float>(x) - 0.5f, r - static_cast<float>(y) - 0.5f);
      mask.alpha.push_back(
          static_cast<std::uint8_t>(coverage(r - away) - (hole > 0 ? coverage(hole - away) : 0)));
    }
  return mask;
}

Mask discMask(int radius) { return ringMask(radius, radius); }

Mask pathMask(const std::vector<Point>& points, float thickness) {
  if (points.empty()) return {};
  auto low = points.front(), high = low;
  for (const auto& point : points) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
  const int left = static_cast<int>(std::floor(low.x - thickness)) - 1;
  const int top = static_cast<int>(std::floor(low.y - thickness)) - 1;
  const int width = static_cast<int>(std::ceil(high.x + thickness)) + 1 - left;
  const int height = static_cast<int>(std::ceil(high.y + thickness)) + 1 - top;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
  const base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  cairo_translate(cairo.get(), -left, -top);
  for (const auto& point : points)
    cairo_line_to(cairo.get(), static_cast<double>(point.x), static_cast<double>(point.y));
  if (points.size() == 1) cairo_close_path(cairo.get());  // a round cap alone: a dot
  cairo_set_line_width(cairo.get(), static_cast<double>(thickness));
  cairo_set_line_cap(cairo.get(), CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo.get(), CAIRO_LINE_JOIN_ROUND);
  thickness > 0 ? cairo_stroke(cairo.get()) : cairo_fill(cairo.get());
  auto mask = maskOf(surface.get());
  mask.left = left, mask.top = top;
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
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
  const base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  const RsvgRectangle box{0, 0, static_cast<double>(width), static_cast<double>(height)};
  if (svg && rsvg_handle_render_document(svg.get(), cairo.get(), &box, &problem))
    return maskOf(surface.get());
  const std::string cause = problem ? problem->message : "it is no SVG";
  g_clear_error(&problem);
  return base::fail("icon_unreadable", file, cause);
}

}  // namespace ui
