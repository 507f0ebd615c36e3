// A page cut out of a frame. Pure; any thread.
#pragma once

#include "base/image.hpp"
#include "verifier/camera/page_watch.hpp"

namespace verifier {

// The outline told from the page's own top left, by a symbol that stands upright on it (qr::Symbol::corners):
// a camera can't tell which end of a page is up.
Corners uprightBy(const Corners& outline, const Corners& symbol);

// The page as an upright A4 picture with about as many pixels as the frame has for it, at most 300 dpi: for
// showing. Reading and comparing take the whole frame. Empty when the corners make no page.
base::Image rectified(const base::Image& frame, const Corners& outline);

}  // namespace verifier
