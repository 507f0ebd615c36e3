#include "domain/printout.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "base/bytes.hpp"

namespace domain {
namespace {

using enum PrintoutState;
constexpr std::array kStates{requested, sealed, sent, printed, collected, failed, unknown, abandoned, voided};

std::vector<std::string> codePoints(std::string_view text) {
  std::vector<std::string> out;
  for (const char c : text) {
    const bool continuation = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    if (continuation && !out.empty()) {
      out.back() += c;
    } else {
      out.emplace_back(1, c);
    }
  }
  return out;
}

}  // namespace

std::string_view nameOf(PrintoutState state) {
  switch (state) {
    case requested:
      return "requested";
    case sealed:
      return "sealed";
    case sent:
      return "sent";
    case printed:
      return "printed";
    case collected:
      return "collected";
    case failed:
      return "failed";
    case unknown:
      return "unknown";
    case abandoned:
      return "abandoned";
    case voided:
      return "void";
  }
  return "";
}

std::optional<PrintoutState> printoutStateNamed(std::string_view name) {
  for (const auto state : kStates)
    if (nameOf(state) == name) return state;
  return std::nullopt;
}

bool mayFollow(PrintoutState from, PrintoutState to) {
  switch (from) {
    case requested:
      return to == sealed || to == abandoned;
    case sealed:
      return to == sent || to == abandoned || to == voided;
    case sent:
      return to == printed || to == failed || to == unknown || to == voided;
    case printed:
      return to == collected || to == voided;
    case collected:
      return to == voided;
    case failed:
      return to == voided;
    case unknown:
      return to == printed || to == voided;
    case abandoned:
      return to == voided;
    case voided:
      return false;
  }
  return false;
}

std::string shortSerial(std::string_view serial_hex) {
  auto bytes = base::fromHex(serial_hex.substr(0, 10));
  if (!bytes || bytes->size() != 5) return std::string(serial_hex);
  auto text = base::toBase32(*bytes);
  text.insert(4, "-");
  return text;
}

bool isSerial(std::string_view text) {
  return text.size() == 16 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string maskedName(std::string_view name) {
  const auto letters = codePoints(name);
  if (letters.size() < 2) return std::string(name);
  return letters.front() + "*" + (letters.size() > 2 ? letters.back() : "");
}

}  // namespace domain
