// Files of scanned or issued paper: PNG, JPEG, TIFF (every page) and PDF (every page) as page pictures, one
// at a time. What a file is shows in its first bytes, not in its name. Any thread; pages of one file may be
// asked for by several threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/image.hpp"
#include "base/result.hpp"

namespace verifier {

struct FileLimits {
  std::size_t file_bytes = 128u << 20;  // a hundred colour scans in one TIFF
  std::int64_t pixels_per_page =
      100'000'000;  // A3 at 600 dpi has 70 million; checked before any pixel is allocated
  int pages = 2000;
  double pdf_dpi = 300;  // the seal's module is then six dots, as it was printed
};

// Whether the name ends as those of the files above do: for folders, which hold other things as well.
bool namesPages(const std::filesystem::path& path);

class PageFile {
 public:
  // Codes: file_missing, file_unreadable, file_too_large, file_empty, file_kind_unknown, image_damaged,
  // image_too_large, image_kind_unsupported, too_many_pages, pdf_unreadable, pdf_locked, pdf_too_large.
  // Place: the file's name, with "#n" for page n where it has several.
  static base::Result<std::unique_ptr<PageFile>> open(const std::filesystem::path& path,
                                                      const FileLimits& limits = {});
  static base::Result<std::unique_ptr<PageFile>> fromBytes(base::Bytes bytes, std::string name,
                                                           const FileLimits& limits = {});
  virtual ~PageFile() = default;

  virtual int pageCount() const = 0;
  // 0-based; 1 channel (grey) or 3 (RGB), upright as its orientation tag says, transparency over white. A
  // damaged page is an error of that page only.
  virtual base::Result<base::Image> page(int index) const = 0;
};

}  // namespace verifier
