// Ink on the paper that nobody issued and nobody was asked to put there. Pure; internal to this room.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "verifier/compare/judgement.hpp"

namespace verifier {

// Outside values, pen zones and codes: pieces longer than a speck. colour: as of colourOf(), or empty.
std::vector<domain::Box> foreignInk(const InkPair& pair, const cv::Mat& colour, const IssuedPage& issued);

// Whether a stamp or a coloured pen crosses the box.
bool colourOver(const cv::Mat& colour, const domain::Box& box);

}  // namespace verifier
