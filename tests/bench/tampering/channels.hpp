// How an altered or a clean sheet reaches the desk.
#pragma once

#include <array>
#include <string_view>

#include "../reading/dice.hpp"
#include "../reading/sheet.hpp"
#include "hand_ink.hpp"

namespace tampering {

enum class Channel {
  flatbed_300,
  flatbed_200,
  feeder,
  bilevel,
  photocopy,
  phone_flat,
  phone_curled,
  phone_shadowed
};
inline constexpr int kChannels = static_cast<int>(Channel::phone_shadowed) + 1;
std::string_view nameOf(Channel channel);
bool isPhone(Channel channel);
bool keepsColour(Channel channel);

// RGB. inks: put on after printing. scale: of a copy, 1 for the sheet itself.
cv::Mat through(Channel channel, reading::Sheet sheet, const std::vector<HandInk>& inks, double scale,
                reading::Dice& dice);

}  // namespace tampering
