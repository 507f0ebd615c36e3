// A scan laid over the page that was issued, field by field: is the paper in hand still what was printed?
//
// Pure: no state of its own, no files, no clock. Any thread, and several at once, each on its own page;
// OpenCV may use more threads inside (cv::setNumThreads(1) keeps a call to the caller's). A page takes about
// 0.2 to 0.35 s of one core and 70 MB beside its pictures, so not a thread that draws.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "domain/verdict.hpp"

namespace verifier {

// The grid both papers are brought to. Digits of 10.5 pt are then 20 pixels high.
constexpr double kCompareDpi = 200;

struct IssuedField {
  std::string field;
  std::string label;  // in the paper's language
  domain::Box box;    // of its printed value
};

// One page as the hall issued it.
struct IssuedPage {
  base::Image picture;                   // grey, A4 at kCompareDpi; its codes need not be on it
  std::vector<IssuedField> fields{};     // of this page
  std::vector<domain::Box> pen_zones{};  // where stamps, signatures and handwriting belong
  // QR symbols with their quiet zones, which are read, not compared: Layout::sealBox() and, where the form
  // has one, Layout::dataCodeBox().
  std::vector<domain::Box> codes{};
};

using Corners = std::array<std::array<double, 2>, 4>;  // top left, top right, bottom right, bottom left

// Where the seal's symbol is: what tells the page's place in the scan before its corner marks are looked for.
struct SealPlace {
  Corners in_scan{};    // pixels, as qr::Symbol::corners
  domain::Box on_page;  // of the symbol's modules, without the quiet zone
};

// review: almost too different, or coloured ink lies over a value that still agrees as far as can be seen.
enum class FieldState { matches, differs, review };

struct ComparedField {
  std::string field;
  std::string label;
  domain::Box box;  // of the whole value
  FieldState state = FieldState::matches;
  domain::Box worst;      // where it differs most; the value's box where it doesn't
  double difference = 0;  // 0 same .. 1 nothing alike; 0.5 is where `differs` begins
};

struct Comparison {
  domain::ContentState state = domain::ContentState::not_compared;
  // not_compared: page_not_found (no place fits), too_coarse (under 90 dpi), too_unclear (blurred or dark
  // past telling digits apart). What to do about it: the text content.why.<why>.
  std::string why{};
  std::vector<ComparedField> fields{};  // in the order issued; empty when not compared
  // Ink that belongs to nothing issued, outside the pen zones (stamps may spill 3 mm): state is then review.
  std::vector<domain::Box> foreign_ink{};
  base::Image aligned{};  // the scan on the issued page's grid, RGB or grey: for showing both
  int marks_found = 0;    // of the four corner marks
};

// scan: 8 bits, grey, RGB or RGBA, any fineness and turn; the seal's corners tell how it lies.
Comparison compare(const base::Image& scan, const SealPlace& seal, const IssuedPage& issued);

}  // namespace verifier
