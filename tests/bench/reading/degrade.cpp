#include "degrade.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "damage.hpp"
#include "recipe.hpp"
#include "screen.hpp"
#include "wear.hpp"

namespace reading {
namespace {

constexpr std::array<std::string_view, kKinds> kNames{
    "scan_150",   "scan_200",   "scan_300",     "scan_600",    "photo_1mp", "photo_4mp", "photo_12mp",
    "photo_48mp", "rotation",   "mirror",       "perspective", "curl",      "defocus",   "motion",
    "noise",      "jpeg",       "low_contrast", "shadow",      "glare",     "low_light", "fax",
    "red_stamp",  "blue_stamp", "pen",          "crease",      "stain",     "hole",      "torn_corner",
    "screen",     "codes",      "pages",        "inverted",    "strangers", "mixed"};
constexpr std::array<std::string_view, kStrengths.size()> kStrengthNames{"mild", "moderate", "strong"};

cv::Point2d middleOf(const cv::Rect2d& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

// A point in the box, not nearer to its edges than so much of its side.
cv::Point2d within(const cv::Rect2d& box, double margin, Dice& dice) {
  return {box.x + box.width * dice.in(margin, 1 - margin), box.y + box.height * dice.in(margin, 1 - margin)};
}

void stickLabels(Sheet& sheet, const Wear& wear, const Office& office, Dice& dice) {
  // Where a page has room: left of the code in the foot, in the head, in the margins of the text.
  std::vector<cv::Point2d> places{{45, 256}, {100, 254}, {45, 60}, {160, 60}, {105, 150}};
  for (int i = 0; i < wear.labels + wear.strangers; ++i) {
    const auto label = office.label(dice, 300, i < wear.labels);
    const auto at = static_cast<std::size_t>(dice.below(static_cast<int>(places.size())));
    const auto turn = dice.chance(0.5) ? dice.in(-0.15, 0.15) : dice.angle();
    stickOn(sheet, label, places[at] + cv::Point2d(dice.in(-4, 4), dice.in(-4, 4)), turn);
    places.erase(places.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

// What covers or takes modules away.
void wearOut(Sheet& sheet, const Wear& wear, Dice& dice) {
  const auto box = sheet.codes.front().box_mm;
  if (wear.strokes > 0) penStrokes(sheet, box, wear.strokes, wear.stroke_mm, wear.pen_ink, dice);
  for (int i = 0; i < wear.creases; ++i) crease(sheet, box, wear.flaked_mm, wear.crease_shade, dice);
  for (int i = 0; i < wear.holes; ++i) hole(sheet, within(box, 0.1, dice), wear.hole_mm, dice);
  if (wear.torn_mm > 0 && wear.folded) foldCorner(sheet, box, wear.torn_mm, dice);
  if (wear.torn_mm > 0 && !wear.folded) tearCorner(sheet, box, wear.torn_mm, dice);
}

// What colours them.
void soil(Sheet& sheet, const Wear& wear, Dice& dice) {
  const auto box = sheet.codes.front().box_mm;
  for (int i = 0; i < wear.stamps; ++i) {
    const double off = dice.in(4, 22), way = dice.angle();  // the ring, the name or the star crosses the code
    stampOver(sheet, middleOf(box) + cv::Point2d(std::cos(way), std::sin(way)) * off, dice.in(-0.5, 0.5),
              wear.stamp_ink, dice);
  }
  for (int i = 0; i < wear.stains; ++i)
    stain(sheet, within(box, 0, dice), dice.in(6, 20), wear.stain_density, dice);
}

// Pens, holes, flakes and tears take what no light brings back. A mild or moderate page keeps a rest of its
// error correction; a strong one can be read by whoever sees which modules are gone. Wear that takes more is
// thrown anew, a little lighter.
bool decodable(const Damage& damage, Strength strength) {
  switch (strength) {
    case Strength::mild:
      return damage.wrong + damage.missing <= damage.check * 3 / 10;
    case Strength::moderate:
      return damage.wrong + damage.missing <= damage.check * 4 / 10;
    case Strength::strong:
      return 2 * damage.wrong + damage.missing <= damage.check * 9 / 10;
  }
  return false;
}

void wearWithin(Sheet& sheet, Wear wear, int dark_below, Strength strength, Dice& dice) {
  constexpr int kThrows = 80;
  constexpr double kLighter = 0.95;
  if (wear.strokes + wear.creases + wear.holes == 0 && wear.torn_mm <= 0) return;
  const cv::Mat before = sheet.rgb.clone();
  for (int i = 0; i < kThrows; ++i) {
    wearOut(sheet, wear, dice);
    if (decodable(damageOf(sheet, sheet.codes.front(), dark_below), strength)) return;
    before.copyTo(sheet.rgb);
    sheet.there.release();
    for (auto* size : {&wear.stroke_mm, &wear.flaked_mm, &wear.hole_mm, &wear.torn_mm}) *size *= kLighter;
  }
  throw std::runtime_error("even the lightest wear leaves too little of a code to read");
}

Sheet sheetFor(const Recipe& recipe, const Office& office, Strength strength, Dice& dice) {
  auto sheet = office.page(dice, recipe.sheet_dpi);
  print(sheet, recipe.print, dice);
  stickLabels(sheet, recipe.wear, office, dice);
  wearWithin(sheet, recipe.wear, cvRound(255 * 0.45 * (recipe.print.black + recipe.print.white)), strength,
             dice);
  soil(sheet, recipe.wear, dice);
  if (recipe.inverted) cv::bitwise_not(sheet.rgb, sheet.rgb);
  return recipe.screen_pixels_per_module > 0 ? onScreen(sheet, recipe.screen_pixels_per_module, dice)
                                             : std::move(sheet);
}

// A desk of wood, cloth or paint; a scanner's lid, white or black.
cv::Mat tableFor(const Recipe& recipe, Dice& dice) {
  cv::Mat out(recipe.shot.size, CV_8UC3);
  if (!recipe.photo) {
    out.setTo(dice.chance(0.75) ? cv::Scalar(244, 244, 244) : cv::Scalar(24, 24, 26));
    return out;
  }
  static const std::array<cv::Vec3f, 4> kDesks{cv::Vec3f{150, 108, 70}, cv::Vec3f{96, 98, 104},
                                               cv::Vec3f{208, 204, 196}, cv::Vec3f{48, 60, 84}};
  const auto desk = kDesks[static_cast<std::size_t>(dice.below(4))];
  const double small = 8;
  cv::Mat grain = clouds({cvCeil(out.cols / small), cvCeil(out.rows / small)}, 12, dice);
  cv::resize(grain, grain, out.size());
  for (int y = 0; y < out.rows; ++y)
    for (int x = 0; x < out.cols; ++x) {
      const float shade = 0.91f + 0.18f * grain.at<float>(y, x);
      for (int c = 0; c < 3; ++c)
        out.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<std::uint8_t>(desk[c] * shade);
    }
  return out;
}

double perHand(const Shot& shot) {  // a phone's lens sees 76 degrees across the diagonal
  return std::hypot(shot.size.width, shot.size.height) / 2 / shot.px_per_mm / std::tan(38 * M_PI / 180);
}

// Where a photo's frame lies over the sheet: anywhere, as long as the whole code is in it.
cv::Point2d aimAt(const Sheet& sheet, const Recipe& recipe, Dice& dice) {
  const auto code = middleOf(sheet.codes.front().box_mm);
  if (!recipe.aim_anywhere) return code + cv::Point2d(dice.in(-8, 8), dice.in(-8, 8));
  const double frame = std::min(recipe.shot.size.width, recipe.shot.size.height) / recipe.shot.px_per_mm;
  const double reach = std::max(0.0, frame / 2 - 26) * (1 - 0.6 * std::sin(recipe.shot.tilt));
  const cv::Point2d page(sheet.rgb.cols / sheet.perMm() / 2, sheet.rgb.rows / sheet.perMm() / 2);
  const auto towards = [&](double from, double to) {  // the page fills the frame as far as the code allows
    return from + std::clamp(to - from, -reach, reach) * dice.in(0.55, 1);
  };
  return {towards(code.x, page.x), towards(code.y, page.y)};
}

// Sheets side by side on the desk, each a little askew, all of them in the frame.
void layPages(const Recipe& recipe, const Office& office, Strength strength, cv::Mat& picture,
              std::vector<PrintedCode>& codes, Dice& dice) {
  const bool wide = picture.cols > picture.rows;
  const int longer = (recipe.pages + (recipe.pages > 2)) / (recipe.pages > 2 ? 2 : 1);
  const int columns = wide ? longer : recipe.pages > 2 ? 2 : 1, rows = (recipe.pages + columns - 1) / columns;
  auto shot = recipe.shot;
  shot.px_per_mm = 0.9 * std::min(picture.cols / (columns * 222.0), picture.rows / (rows * 309.0));
  shot.distance_mm = perHand(shot);
  for (int i = 0; i < recipe.pages; ++i) {
    auto sheet = sheetFor(recipe, office, strength, dice);
    // The same camera looks at every sheet: its aim is the desk's middle, seen from the sheet.
    shot.aim_mm = {105 - (i % columns - (columns - 1) / 2.0) * 222 + dice.in(-3, 3),
                   148.5 - (i / columns - (rows - 1) / 2.0) * 309 + dice.in(-3, 3)};
    shot.turn = dice.in(-0.02, 0.02);
    shoot(sheet, shot, picture);
    codes.insert(codes.end(), sheet.codes.begin(), sheet.codes.end());
  }
}

cv::Rect2d codeInPicture(const PrintedCode& code, const Shot& shot) {
  const auto off = (middleOf(code.box_mm) - shot.aim_mm) * shot.px_per_mm;
  const double c = std::cos(shot.turn), s = std::sin(shot.turn), side = code.box_mm.width * shot.px_per_mm;
  const cv::Point2d at(shot.size.width / 2.0 + c * off.x - s * off.y,
                       shot.size.height / 2.0 + s * off.x + c * off.y);
  return {at.x - side / 2, at.y - side / 2, side, side};
}

Encoded sense(cv::Mat& picture, const Recipe& recipe, double module_px, Dice& dice) {
  const auto& how = recipe.sensor;
  if (recipe.fax_squeeze != 1) cv::resize(picture, picture, {}, 1, recipe.fax_squeeze, cv::INTER_AREA);
  defocus(picture, how.defocus_modules * module_px);
  shake(picture, how.shake_modules * module_px, dice.angle(), dice);
  noise(picture, how.noise, how.grain_px, dice);
  sharpen(picture, how.sharpening);
  if (recipe.mirrored) cv::flip(picture, picture, 1);
  if (how.grey) {
    cv::cvtColor(picture, picture, cv::COLOR_RGB2GRAY);
    cv::cvtColor(picture, picture, cv::COLOR_GRAY2RGB);
  }
  if (how.fax_level > 0) bilevel(picture, how.fax_level, how.fax_dithered);
  if (how.messenger_quality > 0) picture = again(picture, how.messenger_quality);
  return how.quality > 0 ? asJpeg(picture, how.quality) : asPng(picture);
}

}  // namespace

std::string_view nameOf(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }
std::string_view nameOf(Strength strength) { return kStrengthNames[static_cast<std::size_t>(strength)]; }

std::optional<Kind> kindFrom(std::string_view name) {
  const auto at = std::find(kNames.begin(), kNames.end(), name);
  return at == kNames.end() ? std::nullopt : std::optional(static_cast<Kind>(at - kNames.begin()));
}

std::optional<Strength> strengthFrom(std::string_view name) {
  const auto at = std::find(kStrengthNames.begin(), kStrengthNames.end(), name);
  return at == kStrengthNames.end() ? std::nullopt
                                    : std::optional(static_cast<Strength>(at - kStrengthNames.begin()));
}

Picture degrade(const Office& office, Kind kind, Strength strength, std::uint64_t seed) {
  Dice dice(seed * 1000 + static_cast<std::uint64_t>(kind) * 10 + static_cast<std::uint64_t>(strength));
  auto recipe = recipeFor(kind, strength, dice);
  auto& shot = recipe.shot;
  cv::Mat picture = tableFor(recipe, dice);
  std::vector<PrintedCode> codes;
  double module_px = 1;
  if (recipe.pages > 1) {
    layPages(recipe, office, strength, picture, codes, dice);
    module_px = codes.front().module_mm * std::min(picture.cols, picture.rows) / 600;
  } else {
    const auto sheet = sheetFor(recipe, office, strength, dice);
    codes = sheet.codes;
    if (recipe.photo) {
      shot.px_per_mm = recipe.module_px / codes.front().module_mm;
      shot.distance_mm = perHand(shot);
      shot.aim_mm = aimAt(sheet, recipe, dice);
    }
    shoot(sheet, shot, picture);
    module_px = codes.front().module_mm * shot.px_per_mm;
  }
  recipe.light.over = codeInPicture(codes.front(), shot);
  if (recipe.photo) light(picture, recipe.light, dice);
  Picture out{sense(picture, recipe, module_px, dice)};
  for (const auto& code : codes) {
    if (code.ours) out.seals.push_back({code.text, code.serial});
    if (!code.ours) out.strangers.push_back(code.text);
  }
  return out;
}

}  // namespace reading
