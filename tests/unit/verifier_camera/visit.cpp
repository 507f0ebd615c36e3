#include "visit.hpp"

#include <cmath>

namespace desk_scene {
namespace {

const cv::Point2d kOutside{420, 260};
constexpr double kShutter = 0.4;                  // it is open for so much of the time between frames
constexpr double kClear = 105 + 30;               // of the fingertips from a page's middle
constexpr int kCarry = 8, kHold = 3, kLeave = 5;  // frames

}  // namespace

Visit& Visit::add(int frames, cv::Point2d page_speed, cv::Point2d hand_speed) {
  for (int i = 0; i < frames; ++i) {
    Moment moment{.scene = scene_};
    moment.scene.page_motion = page_speed * kShutter;
    moment.scene.hand_motion = hand_speed * kShutter;
    const bool at_rest = cv::norm(page_speed) == 0 && !scene_.pages.empty();
    const bool clear = at_rest && (!scene_.hand || scene_.hand->x > scene_.pages.back().at.x + kClear);
    if (clear) moment.good = scene_.pages.back().number;
    moments_.push_back(moment);
  }
  return *this;
}

cv::Point2d Visit::grip() const {
  const auto& page = scene_.pages.back();
  const double c = std::cos(page.turn), s = std::sin(page.turn);
  const cv::Point2d on{70, 95};
  return page.at + cv::Point2d(c * on.x - s * on.y, s * on.x + c * on.y);
}

void Visit::handTo(cv::Point2d to, int frames) {
  const auto from = scene_.hand.value_or(kOutside), step = (to - from) / frames;
  for (int i = 1; i <= frames; ++i) {
    scene_.hand = from + step * i;
    add(1, {}, step);
  }
}

void Visit::carryTo(cv::Point2d to, int frames) {
  auto& page = scene_.pages.back();
  const auto from = page.at;
  for (int i = 1; i <= frames; ++i) {
    const double t = 1.0 * i / frames, eased = t * t * (3 - 2 * t);
    const auto before = page.at;
    page.at = from + (to - from) * eased + cv::Point2d(dice_.uniform(-0.4, 0.4), dice_.uniform(-0.4, 0.4));
    if (i == frames) page.at = to;
    scene_.hand = grip();
    add(1, page.at - before, page.at - before);
  }
}

Visit& Visit::lay(int number, cv::Point2d at, double turn, int rest) {
  scene_.pages.push_back({number, at + kOutside, turn});
  carryTo(at, kCarry);
  add(kHold);
  handTo(kOutside, kLeave);
  scene_.hand.reset();
  return add(rest);
}

Visit& Visit::takeAway() {
  handTo(grip(), kLeave);
  add(kHold);
  carryTo(scene_.pages.back().at + kOutside, kCarry);
  scene_.pages.pop_back();
  scene_.hand.reset();
  return *this;
}

Visit& Visit::push(cv::Point2d by, int rest) {
  handTo(grip(), kLeave);
  carryTo(scene_.pages.back().at + by, kCarry);
  handTo(kOutside, kLeave);
  scene_.hand.reset();
  return add(rest);
}

}  // namespace desk_scene
