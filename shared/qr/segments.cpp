#include "qr/segments.hpp"

#include <array>
#include <string_view>

namespace qr {
namespace {

constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
enum Mode { end = 0, numeric = 1, alphanumeric = 2, append = 3, bytes = 4, eci = 7 };

class Bits {
 public:
  explicit Bits(std::span<const std::uint8_t> data) : data_(data) {}
  std::size_t left() const { return data_.size() * 8 - at_; }
  bool failed() const { return failed_; }

  int take(int count) {
    if (left() < static_cast<std::size_t>(count)) {
      failed_ = true;
      return 0;
    }
    int out = 0;
    for (int i = 0; i < count; ++i, ++at_) out = out << 1 | ((data_[at_ / 8] >> (7 - at_ % 8)) & 1);
    return out;
  }

 private:
  std::span<const std::uint8_t> data_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

// Table 3, by version: 1-9, 10-26, 27-40.
int countBits(int mode, int version) {
  const std::size_t column = version < 10 ? 0 : version < 27 ? 1 : 2;
  if (mode == numeric) return std::array{10, 12, 14}[column];
  if (mode == alphanumeric) return std::array{9, 11, 13}[column];
  return std::array{8, 16, 16}[column];
}

bool addNumeric(Bits& bits, int count, std::string& out) {
  for (; count > 0 && !bits.failed(); count -= 3) {
    const int digits = count >= 3 ? 3 : count;
    const int value = bits.take(digits * 3 + 1);
    const int limit = digits == 3 ? 1000 : digits == 2 ? 100 : 10;
    if (value >= limit) return false;
    for (int place = limit / 10; place > 0; place /= 10) out += static_cast<char>('0' + value / place % 10);
  }
  return !bits.failed();
}

bool addAlphanumeric(Bits& bits, int count, std::string& out) {
  for (; count > 0 && !bits.failed(); count -= 2) {
    const int value = bits.take(count >= 2 ? 11 : 6);
    if (value >= (count >= 2 ? 45 * 45 : 45)) return false;
    if (count >= 2) out += kAlphanumeric[static_cast<std::size_t>(value / 45)];
    out += kAlphanumeric[static_cast<std::size_t>(value % 45)];
  }
  return !bits.failed();
}

bool addBytes(Bits& bits, int count, std::string& out) {
  for (; count > 0 && !bits.failed(); --count) out += static_cast<char>(bits.take(8));
  return !bits.failed();
}

void skipDesignator(Bits& bits) {
  const int first = bits.take(8);
  if (first & 0x80) bits.take(first & 0x40 ? 16 : 8);
}

}  // namespace

std::optional<std::string> textOf(std::span<const std::uint8_t> data, int version) {
  Bits bits(data);
  std::string out;
  while (bits.left() >= 4 && !bits.failed()) {
    const int mode = bits.take(4);
    if (mode == end) break;
    bool sound = true;
    if (mode == eci)
      skipDesignator(bits);
    else if (mode == append)
      bits.take(16);
    else if (mode == numeric)
      sound = addNumeric(bits, bits.take(countBits(mode, version)), out);
    else if (mode == alphanumeric)
      sound = addAlphanumeric(bits, bits.take(countBits(mode, version)), out);
    else if (mode == bytes)
      sound = addBytes(bits, bits.take(countBits(mode, version)), out);
    else
      return {};
    if (!sound) return {};
  }
  if (bits.failed() || out.empty()) return {};
  return out;
}

}  // namespace qr
