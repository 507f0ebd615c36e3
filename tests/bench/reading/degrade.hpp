// A page as it comes to a reader: printed, handled, seen, sensed and encoded, in that order, each step as
// physics has it. The same class, strength and seed give the same picture.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office.hpp"
#include "sensor.hpp"

namespace reading {

enum class Kind {
  scan_150,
  scan_200,
  scan_300,
  scan_600,
  photo_1mp,
  photo_4mp,
  photo_12mp,
  photo_48mp,
  rotation,
  mirror,
  perspective,
  curl,
  defocus,
  motion,
  noise,
  jpeg,
  low_contrast,
  shadow,
  glare,
  low_light,
  fax,
  red_stamp,
  blue_stamp,
  pen,
  crease,
  stain,
  hole,
  torn_corner,
  screen,
  codes,
  pages,
  inverted,
  strangers,
  mixed,
};
enum class Strength { mild, moderate, strong };  // daily; a bad day; peers mostly give up, yet not senseless

inline constexpr int kKinds = static_cast<int>(Kind::mixed) + 1;
inline constexpr std::array kStrengths{Strength::mild, Strength::moderate, Strength::strong};
std::string_view nameOf(Kind kind);
std::string_view nameOf(Strength strength);
std::optional<Kind> kindFrom(std::string_view name);
std::optional<Strength> strengthFrom(std::string_view name);

struct Seal {
  std::string text{};
  std::string serial{};  // in hex
};

struct Picture {
  Encoded encoded{};
  std::vector<Seal> seals{};             // every one has to be read
  std::vector<std::string> strangers{};  // may be read; any other text is wrong
};
Picture degrade(const Office& office, Kind kind, Strength strength, std::uint64_t seed);

}  // namespace reading
