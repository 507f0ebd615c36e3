#include "recipe.hpp"

#include <algorithm>
#include <cmath>

namespace reading {
namespace {

double degrees(double value) { return value * M_PI / 180; }

// One class's settings: pick() names the three strengths side by side.
class Kitchen {
 public:
  Kitchen(Strength strength, Dice& dice) : at_(static_cast<int>(strength)), dice_(dice) {}

  template <class T>
  T pick(T mild, T moderate, T strong) const {
    return at_ == 0 ? mild : at_ == 1 ? moderate : strong;
  }
  double about(double mild, double moderate, double strong) {
    return pick(mild, moderate, strong) * dice_.in(0.88, 1.12);
  }
  Dice& dice() { return dice_; }

  Recipe scan(double dpi) {
    Recipe out;
    out.sheet_dpi = dpi > 300 ? 600 : dpi > 200 ? 400 : 300;
    out.shot.px_per_mm = dpi / 25.4;
    out.shot.size = {cvRound(210 * out.shot.px_per_mm), cvRound(297 * out.shot.px_per_mm)};
    out.shot.aim_mm = {105 + dice_.in(-1, 1), 148.5 + dice_.in(-1, 1)};
    out.shot.turn = degrees(dice_.in(-0.6, 0.6));
    return out;
  }

  // Held about level over the page by hand.
  Recipe photo(double megapixels, double module_px) {
    Recipe out;
    out.photo = true;
    out.module_px = module_px;
    const int longer = cvRound(std::sqrt(megapixels * 1e6 * 4 / 3)), shorter = longer * 3 / 4;
    out.shot.size = dice_.chance(0.6) ? cv::Size(shorter, longer) : cv::Size(longer, shorter);
    out.sheet_dpi = module_px > 8 ? 600 : module_px > 3.5 ? 400 : 300;
    out.shot.turn = degrees(dice_.in(-4, 4)) + (dice_.chance(0.25) ? M_PI / 2 * (1 + dice_.below(3)) : 0);
    lean(out, 6);
    out.shot.barrel = dice_.in(-0.02, 0.03);
    out.light.falloff = dice_.in(0.05, 0.25);
    out.light.exposure = dice_.in(0.85, 1.02);
    out.light.warmth = dice_.in(-0.6, 1);
    out.sensor = {.defocus_modules = 0.15, .noise = 3, .grain_px = 1.3, .sharpening = 0.5, .quality = 88};
    return out;
  }
  Recipe closePhoto() { return photo(5, dice_.in(5, 6)); }  // the class's own trouble is the only one

  void lean(Recipe& recipe, double most_degrees) {
    recipe.shot.tilt = degrees(dice_.in(0.6, 1) * most_degrees);
    recipe.shot.tilt_axis = dice_.angle();
  }

 private:
  int at_;
  Dice& dice_;
};

Recipe scanned(Kitchen& k, double dpi) {
  auto out = k.scan(dpi);
  out.shot.turn *= k.pick(1., 4., 9.);
  out.print.dot_gain_mm = k.pick(0.02, 0.04, k.dice().chance(0.5) ? 0.09 : -0.05);
  out.print.thin_toner = k.pick(0.05, 0.2, 0.4);
  out.print.dropouts = k.pick(0., 0.02, 0.1);
  out.print.specks = k.pick(0., 1., 6.);
  out.print.black = k.pick(0.12, 0.18, 0.35);
  out.print.white = k.pick(0.97, 0.92, 0.84);
  out.print.tint = k.pick(0., 0.3, 0.8);
  out.sensor.noise = k.pick(2., 5., 11.);
  out.sensor.quality = k.pick(92, 70, 35);
  out.sensor.defocus_modules = k.pick(0., 0.2, 0.6);
  return out;
}

Recipe photographed(Kitchen& k, double megapixels, double mild_px, double moderate_px, double strong_px) {
  auto out = k.photo(megapixels, k.pick(mild_px, moderate_px, strong_px));
  k.lean(out, k.pick(6., 12., 20.));
  out.sensor.defocus_modules = k.pick(0.2, 0.35, 0.5);
  out.sensor.noise = k.pick(3., 6., 11.);
  out.sensor.quality = k.pick(90, 80, 65);
  out.light.falloff = k.pick(0.1, 0.3, 0.5);
  return out;
}

Recipe rotated(Kitchen& k) {
  auto out = k.scan(k.pick(300, 200, 150));
  out.shot.turn = k.dice().angle();
  out.sensor.noise = k.pick(2., 6., 14.);
  out.sensor.defocus_modules = k.pick(0.1, 0.4, 0.9);
  out.sensor.quality = k.pick(90, 60, 35);
  // A turned page needs a larger glass.
  const int side = cvRound(364 * out.shot.px_per_mm);
  out.shot.size = {side, side};
  return out;
}

Recipe mirrored(Kitchen& k) {
  auto out = k.photo(5, k.pick(5.5, 4.5, 3.2));
  out.mirrored = true;
  if (k.pick(0, 1, 1)) out.shot.turn = k.dice().angle();
  k.lean(out, k.pick(5., 18., 32.));
  out.sensor.defocus_modules = k.pick(0.15, 0.4, 0.9);
  out.sensor.noise = k.pick(3., 6., 14.);
  return out;
}

Recipe curled(Kitchen& k) {
  auto out = k.closePhoto();
  auto& bend = out.shot.bend;
  bend.radius_mm = k.about(110, 52, 26);
  bend.steepest = degrees(k.pick(38, 52, 66));
  bend.axis = k.dice().chance(0.4) ? 0 : k.dice().angle();
  bend.middle_mm = k.dice().sign() * k.about(10, 12, 12);
  out.aim_anywhere = false;
  out.shot.shading = k.pick(0.3, 0.4, 0.55);
  out.shot.lit_from = k.dice().angle();
  k.lean(out, k.pick(4., 8., 14.));
  return out;
}

Recipe lighted(Kitchen& k, Kind kind) {
  auto out = k.closePhoto();
  if (kind == Kind::shadow) {
    out.light.shadow = k.about(0.5, 0.68, 0.82);
    out.light.shadow_soft = k.pick(0.5, 0.12, 0.03);
    out.sensor.noise = k.pick(3., 4., 6.);
  } else if (kind == Kind::glare) {
    out.light.glare = k.about(0.5, 0.78, 1.05);
    out.light.glare_size = k.pick(0.25, 0.27, 0.25);  // what burns out stays within the error correction
  } else {
    out.light.exposure = k.about(0.35, 0.18, 0.09);
    out.sensor.noise = k.pick(5., 7., 9.);
    out.sensor.grain_px = 2;
    out.sensor.shake_modules = k.pick(0.2, 0.4, 0.7);
  }
  return out;
}

Recipe pale(Kitchen& k) {
  auto out = k.dice().chance(0.5) ? k.closePhoto() : k.scan(300);
  out.print.white = k.pick(0.88, 0.8, 0.72);
  out.print.black = k.pick(0.5, 0.57, 0.6);
  out.print.thin_toner = k.pick(0.1, 0.15, 0.2);
  out.sensor.noise = k.pick(3., 4., 6.);
  out.sensor.quality = k.pick(88, 75, 60);
  return out;
}

Recipe faxed(Kitchen& k) {
  auto out = k.scan(204);
  out.fax_squeeze = k.pick(0.96, 0.96, 0.48);  // 204 x 196, 204 x 98 lines an inch (ITU-T T.4)
  out.shot.turn *= k.pick(1., 2., 2.);
  out.print.specks = k.pick(0.2, 2., 3.);
  out.print.dropouts = k.pick(0., 0.04, 0.05);
  out.print.dot_gain_mm = k.pick(0.02, 0.05, 0.03);
  out.sensor.noise = k.pick(4., 10., 12.);
  out.sensor.fax_level = k.dice().in(0.5, 0.6);
  out.sensor.fax_dithered = k.pick(false, k.dice().chance(0.3), k.dice().chance(0.4));
  out.sensor.quality = 0;
  return out;
}

Recipe stamped(Kitchen& k, bool red) {
  auto out = k.dice().chance(0.5) ? k.closePhoto() : k.scan(k.pick(300, 300, 200));
  out.wear.stamps = k.pick(1, 1, 2);
  const double cover = k.about(0.6, 0.8, 0.88);
  out.wear.stamp_ink = red ? redInk(cover) : blueInk(cover);
  out.sensor.quality = k.pick(88, 70, 45);
  out.sensor.defocus_modules = k.pick(0.15, 0.3, 0.6);
  out.sensor.grey = k.pick(false, false, k.dice().chance(0.5));
  return out;
}

Recipe worn(Kitchen& k, Kind kind) {
  auto out = k.dice().chance(0.5) ? k.closePhoto() : k.scan(k.pick(300, 300, 200));
  auto& wear = out.wear;
  switch (kind) {
    case Kind::pen:
      wear.strokes = k.pick(1, 2, 3);
      wear.stroke_mm = k.about(0.45, 0.5, 0.6);
      wear.pen_ink = k.dice().chance(0.5) ? blackInk(0.95) : blueInk(0.95);
      break;
    case Kind::crease:
      wear.creases = k.pick(1, 2, 3);
      wear.flaked_mm = k.about(0.25, 0.45, 0.6);
      wear.crease_shade = k.pick(0.25, 0.4, 0.6);
      break;
    case Kind::stain:
      wear.stains = k.pick(1, 2, 3);
      wear.stain_density = k.about(0.55, 0.8, 1.05);
      break;
    case Kind::hole:
      wear.holes = k.pick(1, 2, 3);
      wear.hole_mm = k.about(4.5, 5, 6);
      break;
    default:
      wear.torn_mm = k.about(6, 9, 13);
      wear.folded = k.dice().chance(0.35);
  }
  if (out.photo && wear.creases > 0) {  // the paper doesn't lie flat again
    out.shot.bend.axis = k.dice().angle();
    out.shot.bend.folds = {k.dice().in(-9, 9)};
    out.shot.bend.fold_turns = {k.dice().sign() * degrees(k.about(6, 14, 26))};
    out.shot.shading = 0.4;
    out.aim_anywhere = false;
  }
  return out;
}

Recipe shown(Kitchen& k) {
  auto out = k.photo(4, 1);
  out.screen_pixels_per_module = k.about(5, 3.6, 2.6);
  out.module_px = k.about(6.5, 5, 4);
  out.aim_anywhere = false;
  out.shot.sharpness = k.pick(1.2, 1.6, 2.2);
  out.shot.turn = degrees(k.dice().in(-8, 8));
  k.lean(out, k.pick(6., 14., 24.));
  out.light.exposure = 1.5;
  out.light.falloff = 0.1;
  out.light.warmth = -0.5;
  out.light.glare = k.pick(0., 0.15, 0.35);
  out.sensor.defocus_modules = k.pick(0.3, 0.25, 0.2);
  out.sensor.noise = k.pick(3., 5., 9.);
  return out;
}

Recipe crowded(Kitchen& k, Kind kind) {
  if (kind == Kind::pages) {
    auto out = k.photo(12, 1);
    out.pages = k.pick(2, 4, 6);
    out.aim_anywhere = false;
    k.lean(out, k.pick(4., 8., 14.));
    out.sensor.defocus_modules = k.pick(0.15, 0.3, 0.45);
    return out;
  }
  auto out = k.dice().chance(0.5) ? k.photo(8, k.pick(4.4, 4., 3.2)) : k.scan(k.pick(300, 200, 150));
  (kind == Kind::codes ? out.wear.labels : out.wear.strangers) = k.pick(1, 2, 3);
  out.sensor.defocus_modules = k.pick(0.15, 0.4, 0.8);
  out.sensor.noise = k.pick(2., 5., 10.);
  out.sensor.quality = k.pick(90, 70, 45);
  return out;
}

// A little of everything that happens to a page in a week.
Recipe everything(Kitchen& k) {
  auto& dice = k.dice();
  auto out = k.photo(8, k.about(5, 4.3, 3.4));
  const double much = k.pick(0.35, 0.65, 1.);
  out.print = {.dot_gain_mm = 0.04 * much,
               .black = 0.12 + 0.2 * much,
               .white = 0.95 - 0.1 * much,
               .thin_toner = 0.25 * much,
               .dropouts = 0.04 * much,
               .specks = 3 * much,
               .tint = much};
  out.wear = {.stamps = dice.chance(0.6),
              .stamp_ink = dice.chance(0.8) ? redInk(0.75 * much) : blueInk(0.5 * much),
              .strokes = dice.chance(0.3),
              .stroke_mm = 0.45,
              .creases = dice.chance(0.5),
              .flaked_mm = 0.45 * much,
              .crease_shade = 0.35 * much,
              .stains = dice.chance(0.5),
              .stain_density = 0.7 * much,
              .strangers = dice.chance(0.25)};
  out.shot.turn = dice.angle();
  k.lean(out, 28 * much);
  out.shot.bend = {
      .axis = dice.angle(), .middle_mm = dice.in(-20, 20), .radius_mm = 70 / much, .steepest = 0.5};
  out.shot.shading = 0.35;
  out.shot.lit_from = dice.angle();
  out.light.shadow = dice.chance(0.5) ? 0.55 * much : 0;
  out.light.shadow_soft = 0.3;
  out.light.glare = dice.chance(0.4) ? 0.5 * much : 0;
  out.light.glare_size = 0.25;
  out.sensor = {.defocus_modules = 0.8 * much,
                .shake_modules = dice.chance(0.5) ? 0.7 * much : 0,
                .noise = 12 * much,
                .grain_px = 1.5,
                .sharpening = 0.4,
                .messenger_quality = k.pick(0, 75, 55),
                .quality = k.pick(85, 70, 50)};
  return out;
}

}  // namespace

Recipe recipeFor(Kind kind, Strength strength, Dice& dice) {
  Kitchen k(strength, dice);
  Recipe out;
  switch (kind) {
    case Kind::scan_150:
      return scanned(k, 150);
    case Kind::scan_200:
      return scanned(k, 200);
    case Kind::scan_300:
      return scanned(k, 300);
    case Kind::scan_600:
      return scanned(k, 600);
    case Kind::photo_1mp:
      return photographed(k, 1, 4, 2.9, 2.1);
    case Kind::photo_4mp:
      return photographed(k, 4, 4.6, 3.2, 2.2);
    case Kind::photo_12mp:
      return photographed(k, 12, 5.6, 3.6, 2.2);
    case Kind::photo_48mp:
      return photographed(k, 48, 10, 5, 2.6);
    case Kind::rotation:
      return rotated(k);
    case Kind::mirror:
      return mirrored(k);
    case Kind::perspective:
      out = k.closePhoto();
      k.lean(out, k.pick(30., 46., 60.));
      return out;
    case Kind::curl:
      return curled(k);
    case Kind::defocus:
      out = k.closePhoto();
      out.sensor.defocus_modules = k.about(0.7, 1.15, 1.75);
      return out;
    case Kind::motion:
      out = k.closePhoto();
      out.sensor.shake_modules = k.about(0.7, 1.2, 1.9);
      return out;
    case Kind::noise:
      out = k.closePhoto();
      out.sensor.noise = k.about(14, 30, 62);
      return out;
    case Kind::jpeg:
      out = k.photo(5, k.about(5.4, 4.2, 3.4));
      out.sensor.quality = k.pick(45, 30, 12);
      out.sensor.messenger_quality = k.pick(0, 50, 30);
      return out;
    case Kind::low_contrast:
      return pale(k);
    case Kind::shadow:
    case Kind::glare:
    case Kind::low_light:
      return lighted(k, kind);
    case Kind::fax:
      return faxed(k);
    case Kind::red_stamp:
      return stamped(k, true);
    case Kind::blue_stamp:
      return stamped(k, false);
    case Kind::pen:
    case Kind::crease:
    case Kind::stain:
    case Kind::hole:
    case Kind::torn_corner:
      return worn(k, kind);
    case Kind::screen:
      return shown(k);
    case Kind::codes:
    case Kind::pages:
    case Kind::strangers:
      return crowded(k, kind);
    case Kind::inverted:
      out = k.pick(0, 1, 1) ? k.closePhoto() : k.scan(300);
      out.inverted = true;
      out.sensor.defocus_modules = k.pick(0.1, 0.5, 1.2);
      out.sensor.noise = k.pick(3., 8., 18.);
      k.lean(out, out.photo ? k.pick(0., 14., 30.) : 0);
      return out;
    case Kind::mixed:
      return everything(k);
  }
  return out;
}

}  // namespace reading
