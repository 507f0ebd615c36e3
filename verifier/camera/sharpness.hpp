// How wide black edges on a page are smeared, by lens, focus or motion. Pure; internal to this room.
#pragma once

#include "base/image.hpp"
#include "verifier/camera/page_watch.hpp"

namespace verifier {

// Sigma of the smear in millimetres, in the direction where it is worse, were this an A4 page; large where
// nothing is printed. outline: frame pixels.
double edgeWidthMm(const base::Image& frame, const Corners& outline);

}  // namespace verifier
