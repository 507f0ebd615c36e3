#include "channels.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "../reading/camera.hpp"
#include "../reading/light.hpp"
#include "../reading/print.hpp"
#include "../reading/sensor.hpp"

namespace tampering {
namespace {

using namespace reading;

constexpr std::array<std::string_view, kChannels> kNames{"flatbed 300",  "flatbed 200",   "feeder",
                                                         "bilevel copy", "photocopy",     "phone flat",
                                                         "phone curled", "phone shadowed"};

double degrees(double value) { return value * M_PI / 180; }

cv::Mat glass(const Sheet& sheet, double dpi, double turn, double scale, Dice& dice) {
  Shot shot;
  shot.px_per_mm = dpi / 25.4 * scale;
  shot.size = {cvRound(210 * dpi / 25.4), cvRound(297 * dpi / 25.4)};
  shot.aim_mm = {105 + dice.in(-1, 1), 148.5 + dice.in(-1, 1)};
  shot.turn = turn;
  cv::Mat out(shot.size, CV_8UC3, cv::Scalar(244, 244, 244));
  shoot(sheet, shot, out);
  return out;
}

Print printer(Dice& dice) {
  return {.dot_gain_mm = dice.in(0.0, 0.05),
          .black = dice.in(0.1, 0.2),
          .white = dice.in(0.92, 0.98),
          .thin_toner = dice.in(0.03, 0.15),
          .dropouts = dice.in(0, 0.01),
          .specks = dice.in(0, 0.6),
          .tint = dice.in(0, 0.3)};
}

cv::Mat phone(Channel channel, const Sheet& sheet, double scale, Dice& dice) {
  Shot shot;
  const double px = dice.in(8.2, 10.5);  // a page that fills a picture of 8 to 12 megapixels
  shot.px_per_mm = px * scale;
  shot.size = {cvRound(236 * px), cvRound(324 * px)};
  shot.aim_mm = {105 + dice.in(-4, 4), 148.5 + dice.in(-4, 4)};
  shot.turn = degrees(dice.in(-3, 3));
  shot.tilt = degrees(dice.in(1, 9));
  shot.tilt_axis = dice.angle();
  shot.distance_mm = 340;
  shot.barrel = dice.in(-0.015, 0.02);
  if (channel == Channel::phone_curled) {
    shot.bend.axis = dice.chance(0.5) ? 0 : degrees(90) + degrees(dice.in(-10, 10));
    shot.bend.radius_mm = dice.in(180, 420);
    shot.bend.middle_mm = dice.in(-40, 40);
    shot.bend.steepest = 0.45;
    shot.shading = 0.3;
    shot.lit_from = dice.angle();
  }
  cv::Mat picture(shot.size, CV_8UC3, cv::Scalar(120, 100, 84));
  shoot(sheet, shot, picture);
  Light lamp{.exposure = dice.in(0.85, 1.0), .falloff = dice.in(0.05, 0.25), .warmth = dice.in(-0.5, 0.9)};
  lamp.over = {picture.cols * 0.1, picture.rows * 0.1, picture.cols * 0.8, picture.rows * 0.8};
  if (channel == Channel::phone_shadowed) {
    lamp.shadow = dice.in(0.35, 0.6);
    lamp.shadow_soft = dice.in(0.1, 0.5);
  }
  light(picture, lamp, dice);
  defocus(picture, dice.in(0.6, 1.6));
  noise(picture, dice.in(2, 5), 1.4, dice);
  sharpen(picture, 0.5);
  return again(picture, 85 + dice.below(10));
}

}  // namespace

std::string_view nameOf(Channel channel) { return kNames[static_cast<std::size_t>(channel)]; }
bool isPhone(Channel channel) {
  return channel == Channel::phone_flat || channel == Channel::phone_curled ||
         channel == Channel::phone_shadowed;
}

bool keepsColour(Channel channel) { return channel != Channel::bilevel && channel != Channel::photocopy; }

cv::Mat through(Channel channel, Sheet sheet, const std::vector<HandInk>& inks, double scale, Dice& dice) {
  print(sheet, printer(dice), dice);
  press(sheet, inks);
  cv::Mat out;
  switch (channel) {
    case Channel::flatbed_300:
    case Channel::flatbed_200: {
      const bool fine = channel == Channel::flatbed_300;
      out = glass(sheet, fine ? 300 : 200, degrees(dice.in(-0.8, 0.8)), scale, dice);
      defocus(out, fine ? dice.in(0.5, 1.4) : dice.in(0.4, 1.0));
      noise(out, dice.in(1.5, 4), 1, dice);
      return again(out, 80 + dice.below(15));
    }
    case Channel::feeder: {
      out = glass(sheet, 300, degrees(dice.in(-3, 3)), scale, dice);
      // Rollers don't turn evenly: the sheet is stretched along its way.
      cv::resize(out, out, {}, 1, dice.in(0.992, 1.008), cv::INTER_AREA);
      noise(out, dice.in(2, 5), 1, dice);
      return again(out, 75 + dice.below(15));
    }
    case Channel::bilevel: {
      out = glass(sheet, 300, degrees(dice.in(-1, 1)), scale, dice);
      noise(out, dice.in(2, 5), 1, dice);
      bilevel(out, dice.in(0.5, 0.6), false);
      return out;
    }
    case Channel::photocopy: {
      // Scanned by the copier, printed again, then laid on the desk's flatbed.
      Sheet again_printed;
      again_printed.dpi = 400;
      again_printed.rgb = glass(sheet, 400, degrees(dice.in(-0.7, 0.7)), scale, dice);
      defocus(again_printed.rgb, dice.in(0.8, 1.6));
      cv::Mat contrast;
      again_printed.rgb.convertTo(contrast, -1, 1.35, -40);
      again_printed.rgb = contrast;
      auto fainter = printer(dice);
      fainter.specks += dice.in(0.2, 1);
      print(again_printed, fainter, dice);
      out = glass(again_printed, 300, degrees(dice.in(-0.8, 0.8)), 1, dice);
      noise(out, dice.in(2, 4), 1, dice);
      return again(out, 80 + dice.below(15));
    }
    case Channel::phone_flat:
    case Channel::phone_curled:
    case Channel::phone_shadowed:
      return phone(channel, sheet, scale, dice);
  }
  return out;
}

}  // namespace tampering
