#include <qrencode.h>

#include <cerrno>

#include "base/unique_handle.hpp"
#include "qr/qr.hpp"

namespace qr {
namespace {

using Input = base::Handle<QRinput, QRinput_free>;
using Code = base::Handle<QRcode, QRcode_free>;

constexpr std::size_t kMostCharacters = 7089;  // version 40-L in digits: no symbol holds more of anything

QRecLevel levelOf(ErrorCorrection level) {
  switch (level) {
    case ErrorCorrection::low:
      return QR_ECLEVEL_L;
    case ErrorCorrection::medium:
      return QR_ECLEVEL_M;
    case ErrorCorrection::quartile:
      return QR_ECLEVEL_Q;
    case ErrorCorrection::high:
      return QR_ECLEVEL_H;
  }
  return QR_ECLEVEL_M;
}

QRencodeMode modeOf(Segment::Mode mode) {
  switch (mode) {
    case Segment::Mode::byte:
      return QR_MODE_8;
    case Segment::Mode::alphanumeric:
      return QR_MODE_AN;
  }
  return QR_MODE_8;
}

base::Status append(QRinput* input, const Segment& segment, std::size_t number) {
  const auto place = "segment " + std::to_string(number);
  if (segment.text.size() > kMostCharacters) return base::fail("qr_too_large", place, "over version 40");
  const auto* text = reinterpret_cast<const unsigned char*>(segment.text.data());
  if (QRinput_append(input, modeOf(segment.mode), static_cast<int>(segment.text.size()), text) != 0)
    return base::fail("qr_bad_segment", place, "empty, or a character this mode can't hold");
  return {};
}

}  // namespace

base::Result<Modules> encode(const std::vector<Segment>& segments, ErrorCorrection level) {
  Input input(QRinput_new2(0, levelOf(level)));  // 0: the smallest version that holds it
  if (segments.empty()) return base::fail("qr_bad_segment", "", "nothing to encode");
  for (std::size_t i = 0; i < segments.size(); ++i)
    if (auto added = append(input.get(), segments[i], i + 1); !added) return base::fail(added.error());
  const Code code(QRcode_encodeInput(input.get()));
  if (!code)
    return base::fail("qr_too_large", "", errno == ERANGE ? "over version 40" : "libqrencode gave no symbol");
  Modules out;
  out.size = code->width;
  out.dark.reserve(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
  for (int i = 0; i < code->width * code->width; ++i) out.dark.push_back(code->data[i] & 1);
  return out;
}

}  // namespace qr
