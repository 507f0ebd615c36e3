// A page from the bytes a scanner sends, frame by frame (SANE standard 1.06, section 3.2). Internal to the
// room. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/image.hpp"
#include "base/result.hpp"

namespace scan {

enum class Band { grey, rgb, red, green, blue };  // SANE_FRAME_*

struct Frame {  // SANE_Parameters
  Band band = Band::grey;
  std::int64_t width = 0;           // pixels_per_line
  std::int64_t bytes_per_line = 0;  // may be more than the pixels need
  std::int64_t lines = -1;          // an estimate; -1: unknown until the frame ends
  int depth = 8;                    // bits a sample: 1, 8 or 16
};

// One page is one frame of band grey or rgb, or a frame each of red, green and blue in any order. Samples
// become 8 bits: 16 lose their lower byte, 1 becomes black or white. The page is as high as the rows that
// came. Codes: scanner_bad_frame, scanner_page_too_large, scanner_empty_page.
class PageBuilder {
 public:
  static constexpr std::int64_t kMostPixels = 100'000'000;  // A4 at 1000 dpi

  // place: the scanner's name; expected_lines: for progress, where a frame doesn't know its own.
  PageBuilder(std::string place, std::int64_t expected_lines)
      : place_(std::move(place)), expected_lines_(expected_lines) {}

  base::Status beginFrame(const Frame& frame);
  base::Status add(base::BytesView bytes);  // cut anywhere
  base::Result<base::Image> finish(double dpi);
  double progress() const;  // 0..1

 private:
  base::Status takeRow(base::BytesView row);
  base::Status check(const Frame& frame) const;

  std::string place_;
  std::int64_t expected_lines_;
  Frame frame_{};
  int frames_ = 0;
  std::int64_t rows_ = 0;           // of this frame
  std::int64_t complete_rows_ = 0;  // that every frame before this one has
  base::Bytes partial_row_;
  base::Image page_;
};

}  // namespace scan
