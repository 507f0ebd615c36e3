// The A4 page every form stands on, in millimetres. The seal and the foot are in the same place on every page
// of every form, so that readers and comparers know where to look.
#pragma once

#include <cstddef>

#include "domain/verdict.hpp"

namespace paper::page {

constexpr double kWidth = 210, kHeight = 297;
constexpr double kLeft = 20, kRight = 190, kText = kRight - kLeft;  // columns of a grid add up to kText
constexpr double kTop = 20;
constexpr double kBodyEnd = 229;  // blocks end here

// The foot: stamp zone or notice at the left, the data code if any, the seal at the right.
constexpr double kFootTop = 232, kFootHeight = 45, kFootWidth = 135;

// ISO/IEC 18004: 6 dots at 300 dpi a module; room for version 10 (57 modules) and its quiet zone of 4 modules
// a side.
constexpr double kModule = 6 * 25.4 / 300;
constexpr int kSealModules = 57, kQuiet = 4, kMostModules = 65;
constexpr double kSealSymbol = kSealModules * kModule;
constexpr double kSealSide = kSealSymbol + 2 * kQuiet * kModule;
constexpr domain::Box kSeal{kRight + kQuiet * kModule - kSealSide, kFootTop - kQuiet* kModule, kSealSide,
                            kSealSide};

// The data code, 6 mm beside the seal, where a template asks for one; the stamp zone or notice then ends
// before it. Its modules are at most 4 dots at 300 dpi, so that a phone takes the seal, and as small as 3
// where much is to be said; always a whole number of dots at 600 dpi, so that all print equally wide. The
// symbol stands in the middle of its square, at the top.
constexpr double kDot = 25.4 / 600;
constexpr int kMostDataDots = 8, kLeastDataDots = 6;  // a module
constexpr int kMostDataModules = 117;                 // version 25
constexpr std::size_t kMostDataBytes = 997;           // what it holds at level M
constexpr double kDataSide = kMostDataModules * kLeastDataDots * kDot, kDataGap = 6;
constexpr double kDataX = kLeft + kFootWidth - kDataSide, kDataQuiet = kQuiet * kModule;
constexpr domain::Box kData{kDataX - kDataQuiet, kFootTop - kDataQuiet, kDataSide + 2 * kDataQuiet,
                            kDataSide + 2 * kDataQuiet};
constexpr double dataModule(int modules) {  // millimetres, of a symbol of so many modules a side
  int dots = kMostDataDots;
  while (dots > kLeastDataDots && modules * dots > kMostDataModules * kLeastDataDots) --dots;
  return dots * kDot;
}

// Corner marks: a black square with a white one inside, four of them, for finding the page in a scan or
// photo.
constexpr double kMarkInset = 10, kMarkSide = 5, kMarkHole = 2.4;
constexpr double kFooterMiddle = 284.5, kFooterWidth = 168;

// What a copy's content doesn't tell of its foot: the codes with the words below them, and the footer.
constexpr domain::Box kSealFoot{kSeal.x_mm, kSeal.y_mm, kSeal.width_mm, kSeal.height_mm + 15};
constexpr domain::Box kDataFoot{kData.x_mm, kData.y_mm, kData.width_mm, kData.height_mm + 8};
constexpr domain::Box kFooter{(kWidth - kFooterWidth) / 2, kFooterMiddle - 3.5, kFooterWidth, 8};

}  // namespace paper::page
