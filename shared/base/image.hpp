// A raster in memory. Rows run top to bottom, without padding.
#pragma once

#include <cstdint>
#include <vector>

namespace base {

struct Image {
  int width = 0;     // pixels
  int height = 0;    // pixels
  int channels = 0;  // 1 grey, 3 RGB, 4 RGBA (not premultiplied), one byte each
  double dpi = 0;    // 0 when unknown
  std::vector<std::uint8_t> pixels{};

  bool empty() const { return pixels.empty(); }
  std::size_t stride() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(channels); }
  const std::uint8_t* row(int y) const { return pixels.data() + static_cast<std::size_t>(y) * stride(); }
  std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * stride(); }
};

}  // namespace base
