// Looks at a camera's frames and says when a page lies there to be taken: whole, still and sharp. Pure: no
// clock, no device. One thread at a time; the only memory of a page is a coarse grey picture of the last one
// taken, to know it again, which goes when that page goes.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/image.hpp"

namespace verifier {

// Pixels: top left, top right, bottom right, bottom left.
using Corners = std::array<std::array<double, 2>, 4>;

// What stands in the way, the first of them that holds; in words: "camera.hindrance.<name>".
enum class Hindrance {
  none,
  no_page,
  page_cut_off,  // it reaches over the picture's edge
  too_far,
  too_dark,
  moving,
  covered,  // a hand lies over its edge; a page held like that is taken all the same after held_rest
  blurred,  // also a page without any print, of which nothing can be told
  glare,    // a lamp is mirrored in it
};
std::string_view nameOf(Hindrance hindrance);

struct WatchLimits {
  int good_frames = 3;                  // one alone may be the moment between two shakes
  std::chrono::milliseconds rest{120};  // a page that was let go has settled by then
  std::chrono::milliseconds gone{300};  // a page lost from sight for shorter may be the same one
  double px_per_mm = 3.0;        // of the page: with fewer a seal's modules, 0.508 mm, have under 1.5 pixels
  double edge_mm = 0.25;         // how wide a black edge may be smeared (a bell's sigma): half a module
  double dark = 55;              // level of the paper, 0..255, under which a sensor's noise eats the print
  double covered_edge = 0.04;    // share of the page's edge under something: a thumb or a torn corner passes
  double least_uncovered = 0.8;  // share of the page; of less there is no use
  std::chrono::milliseconds held_rest{1500};  // some hold a page flat, and some corners are torn off
  double moved_px = 0.4;       // of a corner since the page lay still, in pixels of the reduced picture
  double moving_level = 3.0;   // mean difference to the frame before, grey levels; grain alone makes one
  double glare_share = 0.004;  // of the page burnt out: a seal's size is 0.013
};

struct Watched {
  std::optional<Corners> outline{};  // of the page; its shorter sides are taken for top and bottom
  Hindrance hindrance = Hindrance::no_page;
  bool keep = false;     // the best frame of this page so far: the one to hold on to
  bool capture = false;  // the frame last kept is the picture of this page; once for each page laid down
  bool taken = false;    // the page that lies here was captured already
};

class PageWatch {
 public:
  explicit PageWatch(const WatchLimits& limits = {});
  ~PageWatch();
  PageWatch(PageWatch&&) noexcept;
  PageWatch& operator=(PageWatch&&) noexcept;

  // frame: RGB, at least 320 x 240; anything else holds no page.
  Watched look(const base::Image& frame, base::SteadyTime at);

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
