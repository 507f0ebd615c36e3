#include "ui/pictures.hpp"

#include <cairo.h>

#include "base/unique_handle.hpp"
#include "ui/window.hpp"

namespace ui {
namespace {

using Surface = base::Handle<cairo_surface_t, cairo_surface_destroy>;

std::uint32_t premultiplied(std::uint32_t r, std::uint32_t g, std::uint32_t b, std::uint32_t a) {
  const auto times = [a](std::uint32_t c) { return (c * a + 127) / 255; };
  return a << 24 | times(r) << 16 | times(g) << 8 | times(b);
}

Surface surfaceOf(const base::Image& image, PixelBox part) {
  const int width = part.right - part.left, height = part.bottom - part.top;
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  auto* pixels = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const int colours = image.channels >= 3 ? 1 : 0;
  for (int y = 0; pixels && y < height; ++y) {
    auto* to = reinterpret_cast<std::uint32_t*>(pixels + y * stride);
    const auto* from = image.row(part.top + y) + part.left * image.channels;
    for (int x = 0; x < width; ++x, from += image.channels)
      to[x] = premultiplied(from[0], from[colours], from[colours * 2], image.channels == 4 ? from[3] : 255);
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

base::Image imageOf(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  base::Image image{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), 4};
  image.pixels.resize(image.stride() * static_cast<std::size_t>(image.height));
  const auto* pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; pixels && y < image.height; ++y) {
    const auto* from = reinterpret_cast<const std::uint32_t*>(pixels + y * stride);
    auto* to = image.row(y);
    for (int x = 0; x < image.width; ++x, to += 4) {
      const std::uint32_t a = from[x] >> 24;
      const auto straight = [a](std::uint32_t c) {
        return static_cast<std::uint8_t>(a ? (c * 255 + a / 2) / a : 0);
      };
      to[0] = straight(from[x] >> 16 & 255);
      to[1] = straight(from[x] >> 8 & 255);
      to[2] = straight(from[x] & 255);
      to[3] = static_cast<std::uint8_t>(a);
    }
  }
  return image;
}

bool sound(const base::Image& image) {
  const bool known = image.channels == 1 || image.channels == 3 || image.channels == 4;
  return known && image.width > 0 && image.height > 0 &&
         image.pixels.size() >= image.stride() * static_cast<std::size_t>(image.height);
}

}  // namespace

base::Image scaledTo(const base::Image& image, PixelBox part, int width, int height) {
  if (!sound(image) || width <= 0 || height <= 0) return {};
  if (part.empty() || part.left < 0 || part.top < 0 || part.right > image.width || part.bottom > image.height)
    return {};
  const auto from = surfaceOf(image, part);
  const int part_width = part.right - part.left, part_height = part.bottom - part.top;
  if (part_width == width && part_height == height) return imageOf(from.get());
  const Surface to(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(to.get()));
  cairo_scale(cairo.get(), static_cast<double>(width) / part_width,
              static_cast<double>(height) / part_height);
  cairo_set_source_surface(cairo.get(), from.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend(cairo_get_source(cairo.get()), CAIRO_EXTEND_PAD);
  cairo_paint(cairo.get());
  return imageOf(to.get());
}

base::Status savePng(const base::Image& image, const std::string& path) {
  if (!sound(image)) return base::fail("file_unwritable", path, "the picture is empty");
  const auto status =
      cairo_surface_write_to_png(surfaceOf(image, {0, 0, image.width, image.height}).get(), path.c_str());
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail("file_unwritable", path, cairo_status_to_string(status));
  return {};
}

base::Result<base::Image> loadPng(const std::string& path) {
  const Surface surface(cairo_image_surface_create_from_png(path.c_str()));
  const auto status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail("file_unreadable", path, cairo_status_to_string(status));
  if (cairo_image_surface_get_format(surface.get()) == CAIRO_FORMAT_ARGB32) return imageOf(surface.get());
  const Surface coloured(cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                                    cairo_image_surface_get_width(surface.get()),
                                                    cairo_image_surface_get_height(surface.get())));
  const base::Handle<cairo_t, cairo_destroy> cairo(cairo_create(coloured.get()));
  cairo_set_source_surface(cairo.get(), surface.get(), 0, 0);
  cairo_paint(cairo.get());
  return imageOf(coloured.get());
}

}  // namespace ui
