// A desk under a camera, drawn by seed: real form pages brought by a hand, laid down, swapped and taken away,
// in good and bad light. Lengths in millimetres from the middle of the picture.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "verifier/camera/page_watch.hpp"

namespace desk_scene {

// A page of the house's forms, 300 dpi RGB, with a seal of its own; the n-th is another copy.
const cv::Mat& formPage(int n);
std::string sealOf(int n);

struct LaidPage {
  int number = 0;
  cv::Point2d at{0, 0};  // its middle
  double turn = 0;       // radians; 0: upright in the picture
};

enum class Desk { wood, dark, pale };

struct Scene {
  cv::Size size{1440, 1080};
  double px_per_mm = 3.2;
  double tilt = 1e-4;  // how much nearer the picture's lower half is, a millimetre
  Desk desk = Desk::wood;
  std::vector<LaidPage> pages{};             // the last lies on top
  std::optional<cv::Point2d> hand{};         // its fingertips; the arm comes from the lower right
  cv::Point2d page_motion{}, hand_motion{};  // of the top page and the hand while the shutter is open
  double light = 0.85;                       // of white paper, 1: burnt out
  std::optional<cv::Point2d> glare{};        // a lamp mirrored there
  double defocus_px = 0;                     // across
  double noise = 2.5;                        // sigma, grey levels
};

base::Image shot(const Scene& scene, std::uint64_t seed);
// Where the page's corners are in the picture.
verifier::Corners cornersOf(const Scene& scene, const LaidPage& page);

}  // namespace desk_scene
