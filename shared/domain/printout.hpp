// A printout: one physical copy of a document, with its own serial. Its life is the arrows below.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace domain {

// requested -> sealed -> sent -> printed -> collected
//                 \        \-> failed   -> voided, a replacement has a new serial
//                  \        \-> unknown -> a person decides: printed or voided
//                   \-> abandoned -> voided
enum class PrintoutState { requested, sealed, sent, printed, collected, failed, unknown, abandoned, voided };

std::string_view nameOf(PrintoutState state);
std::optional<PrintoutState> printoutStateNamed(std::string_view name);

// Whether the life above has an arrow from one state to another.
bool mayFollow(PrintoutState from, PrintoutState to);

// The serial is the seal's cti: 8 bytes as 16 lower-case hex digits. The short form a person reads out has
// 4-4 base32 characters of its first 5 bytes, "K7QF-3M2A".
std::string shortSerial(std::string_view serial_hex);
bool isSerial(std::string_view text);

// 张三 -> 张*, 欧阳娜娜 -> 欧*娜: the ends of names longer than two, by code point, and one star, so that
// long names neither swell the seal (9 bytes at most) nor tell their length.
std::string maskedName(std::string_view name);

}  // namespace domain
