// Lays a symbol's fixed patterns over a picture: which version, and where exactly.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "qr/geometry.hpp"

namespace qr {

struct Corners {  // centres of the finder patterns, pixels
  Point top_left{}, top_right{}, bottom_left{};
  double module = 0;  // pixels, roughly
};

struct Bow {  // how far the middle of the sides leaves the straight line, modules
  Point along{}, down{};
  Point at(double u, double v, int size) const {
    const double s = (u - 3.5) / (size - 7), t = (v - 3.5) / (size - 7);
    return along * (4 * s * (1 - s)) + down * (4 * t * (1 - t));
  }
};

struct Fit {
  int version = 0;
  Quad quad{};  // the symbol's outer corners in the picture, were it flat
  Bow bow{};
  double score = 0;  // correlation of the fixed patterns with the picture, up to 1

  Homography homography() const;
};

// How well the finder patterns agree with the picture where the corners say: a cheap first question. The
// least first, up to 1 each.
std::array<double, 3> finderAgreement(const Plane& plane, const Corners& corners);

// The best fit of any version whose size the corners allow, a bow looked for where a flat one is poor and
// `bent` says so. A score below about 0.4 is no symbol.
std::optional<Fit> fitSymbol(const Plane& plane, const Corners& corners, bool bent);

// Bends the flat fit to the paper: first by the alignment patterns, then patch by patch. known: row-major,
// what is known of the modules (the layout's own at least).
Warp bentByAlignments(const Plane& plane, const Fit& fit);
Warp bentByPatches(const Plane& plane, const Warp& from, std::span<const std::int8_t> known);

}  // namespace qr
