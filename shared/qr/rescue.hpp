// Reads a symbol at a known place by its fixed patterns: for paper that is stamped, creased, bent, blurred or
// torn. Only this room sees OpenCV.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "qr/locator.hpp"
#include "qr/symbol_fit.hpp"

namespace qr {

class SeenSymbol {
 public:
  // The candidate's fixed patterns laid over the page (8 bits, 1, 3 or 4 channels, RGB); nothing where they
  // don't fit. bent: also where the paper is. About 5 ms.
  static std::optional<SeenSymbol> at(const cv::Mat& page, const Candidate& candidate, bool bent);

  double score() const { return score_; }  // of the fit, up to 1; from about 0.5 on it is a symbol
  Quad corners() const;                    // page pixels

  std::optional<std::string> readAtOnce();  // some milliseconds
  // Unmixes blur and bends the grid, learning from every block it corrects. Some 50 ms.
  std::optional<std::string> readPatiently();

 private:
  SeenSymbol() = default;
  const std::vector<std::int8_t>& known() const;
  std::optional<std::string> readGrid(const struct SoftGrid& grid);

  std::vector<Plane> planes_;  // without colour and grey, the clearer one first
  double scale_ = 1;           // plane pixels a page pixel
  Point origin_{};             // page pixels
  double score_ = 0;
  int version_ = 0;
  Warp warp_{};
  std::vector<std::int8_t> known_;
  int corrected_ = 0;
};

}  // namespace qr
