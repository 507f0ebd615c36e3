// A file of pictures, page by page, as the verifier reads it.
#pragma once

#include "fuzz.hpp"
#include "qr/qr.hpp"
#include "verifier/input/files.hpp"

namespace fuzz {

inline void requireSoundPage(const base::Result<base::Image>& page, const verifier::FileLimits& limits) {
  if (!page) return requireSentence(page.error());
  require(page->width > 0 && page->height > 0 && (page->channels == 1 || page->channels == 3),
          "a page is a picture");
  require(page->pixels.size() == page->stride() * static_cast<std::size_t>(page->height),
          "a page has all its pixels");
  require(std::int64_t{page->width} * page->height <= limits.pixels_per_page,
          "a page is no larger than it may be");
  qr::read(*page, {.max_symbols = 4, .max_attempts = 2});  // the target `pixels` goes through all attempts
}

inline void readEveryPage(base::BytesView input, double pdf_dpi) {
  const verifier::FileLimits limits{
      .file_bytes = 1 << 16, .pixels_per_page = 256 * 256, .pages = 4, .pdf_dpi = pdf_dpi};
  const auto file = verifier::PageFile::fromBytes({input.begin(), input.end()}, "file", limits);
  if (!file) return requireSentence(file.error());
  const int pages = (*file)->pageCount();
  require(pages >= 1 && pages <= limits.pages, "a file has as many pages as it may have");
  for (int page = -1; page <= pages; ++page) {
    const auto picture = (*file)->page(page);
    require((page >= 0 && page < pages) || !picture,
            "there is no page before the first and none after the last");
    requireSoundPage(picture, limits);
  }
}

}  // namespace fuzz
