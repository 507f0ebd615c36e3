#include "hand_ink.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tampering {
namespace {

constexpr double kStamp_mm = 44;

// A line that wanders through the box as a hand does, again and again from left to right.
void scribble(Sheet& sheet, const HandInk& what, Dice& dice) {
  const auto& box = what.within;
  cv::Mat mask(sheet.pixels({box.x_mm, box.y_mm, box.width_mm, box.height_mm}).size(), CV_8UC1,
               cv::Scalar(0));
  const double px = sheet.perMm(), height = std::min(8.0, box.height_mm * 0.7);
  const double middle = box.height_mm / 2, wide = std::min(box.width_mm * 0.8, 26.0);
  const double pace = dice.in(1.4, 2.4), from = dice.in(0.05, 0.15) * box.width_mm;
  std::vector<cv::Point> line;
  for (double t = 0; t < 1; t += 0.004) {
    const double turn = t * wide / pace * CV_PI;
    line.emplace_back(
        cvRound((from + t * wide + std::cos(turn * 1.3) * 1.1) * px),
        cvRound((middle + std::sin(turn) * height / 2 * (0.6 + 0.4 * std::sin(turn * 0.37))) * px));
  }
  cv::polylines(mask, line, false, cv::Scalar(255), std::max(1, cvRound(dice.in(0.35, 0.6) * px)),
                cv::LINE_AA);
  reading::pressInk(sheet, mask, cv::Point(sheet.pixel({box.x_mm, box.y_mm})), what.ink);
}

}  // namespace

std::vector<HandInk> officeInk(const Copy& copy, Dice& dice) {
  std::vector<HandInk> out;
  for (const auto& zone : copy.layout.penZones()) {
    if (zone.page != copy.page || !dice.chance(0.6)) continue;
    const auto& box = zone.box;
    HandInk ink{.within = box, .seed = dice.bits()};
    if (box.width_mm > kStamp_mm && box.height_mm > kStamp_mm) {
      ink.kind = HandInk::Kind::stamp;
      ink.ink = dice.chance(0.85) ? reading::redInk(dice.in(0.6, 1)) : reading::blueInk(dice.in(0.6, 0.9));
      // Anywhere in the zone that holds all of it.
      const double room = std::max(0.0, box.width_mm - kStamp_mm), rise = box.height_mm - kStamp_mm;
      ink.within = {box.x_mm + dice.in(0, room), box.y_mm + dice.in(0, rise), kStamp_mm, kStamp_mm};
    } else {
      ink.ink = dice.chance(0.6) ? reading::blackInk(0.95) : reading::blueInk(0.9);
    }
    out.push_back(ink);
  }
  return out;
}

HandInk inkOver(const domain::Box& value, Dice& dice) {
  HandInk out{.within = value, .seed = dice.bits()};
  if (dice.chance(0.5)) {
    out.kind = HandInk::Kind::stamp;
    out.ink = reading::redInk(dice.in(0.6, 0.95));
    // So that the ring or the star crosses the value.
    out.within.x_mm += dice.in(-6, 6);
    out.within.y_mm += dice.sign() * 18;
  } else {
    out.ink = dice.chance(0.5) ? reading::redInk(0.9) : reading::blueInk(0.85);
  }
  return out;
}

void press(Sheet& sheet, const std::vector<HandInk>& inks) {
  for (const auto& one : inks) {
    Dice dice(one.seed);
    const auto& box = one.within;
    if (one.kind == HandInk::Kind::stamp) {
      const cv::Point2d middle(box.x_mm + box.width_mm / 2, box.y_mm + box.height_mm / 2);
      reading::stampOver(sheet, middle, dice.in(-0.4, 0.4), one.ink, dice);
    } else {
      scribble(sheet, one, dice);
    }
  }
}

}  // namespace tampering
