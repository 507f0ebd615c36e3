// PDF in: pages as pictures (poppler). Thread: any; no state is shared.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/image.hpp"
#include "base/result.hpp"

namespace paper {

struct RasterLimits {
  std::size_t pdf_bytes = 64u << 20;  // larger files are refused before parsing
  int pages = 2000;
  std::int64_t pixels_per_page = 120'000'000;  // a hostile MediaBox must not exhaust memory
};

// Codes: "pdf_unreadable", "pdf_locked" (password), "pdf_too_large". Place: what `name` says, with the page.
base::Result<int> pageCount(base::BytesView pdf, const std::string& name, const RasterLimits& limits = {});
// One page, 0-based. channels: 1 grey or 3 RGB or 4 RGBA.
base::Result<base::Image> rasterisePage(base::BytesView pdf, int page, double dpi, int channels,
                                        const std::string& name, const RasterLimits& limits = {});

}  // namespace paper
