// What happens on a desk, frame by frame, and what is true of each frame.
#pragma once

#include <vector>

#include "desk_scene.hpp"

namespace desk_scene {

struct Moment {
  Scene scene{};
  int good = 0;  // the page that could be taken from this frame; 0: none
};

// Builds a visit: every call adds frames, a fifteenth of a second apart.
class Visit {
 public:
  explicit Visit(Scene scene = {}, std::uint64_t seed = 1) : scene_(std::move(scene)), dice_(seed) {}

  Visit& nothing(int frames) { return add(frames); }
  // A hand brings the page from outside the picture, lets go and leaves; then it lies for so many frames.
  Visit& lay(int number, cv::Point2d at, double turn, int rest);
  // The hand comes back for the page on top and takes it out of the picture.
  Visit& takeAway();
  // The hand pushes the page on top a little way.
  Visit& push(cv::Point2d by, int rest);

  const std::vector<Moment>& moments() const { return moments_; }

 private:
  Visit& add(int frames, cv::Point2d page_speed = {}, cv::Point2d hand_speed = {});
  void handTo(cv::Point2d to, int frames);   // alone
  void carryTo(cv::Point2d to, int frames);  // with the page on top
  cv::Point2d grip() const;                  // where the hand holds the page on top

  Scene scene_;
  cv::RNG dice_;
  std::vector<Moment> moments_{};
};

}  // namespace desk_scene
