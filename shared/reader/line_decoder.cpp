#include "reader/line_decoder.hpp"

namespace reader {
namespace {

constexpr std::size_t kMostBytes = 4 * kMostCharacters;

bool continues(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }  // a character begun before, RFC 3629

}  // namespace

std::vector<std::string> LineDecoder::take(base::BytesView bytes, base::SteadyTime now) {
  if (now - last_ > kLongestPause) forget();
  last_ = now;
  std::vector<std::string> codes;
  for (const auto byte : bytes) {
    if (byte == '\r' || byte == '\n') {
      end(codes);
      continue;
    }
    if (giving_up_) continue;
    line_ += static_cast<char>(byte);
    if (!continues(byte)) ++characters_;
    if (characters_ <= kMostCharacters && line_.size() <= kMostBytes) continue;
    line_.clear();
    giving_up_ = true;
  }
  return codes;
}

void LineDecoder::end(std::vector<std::string>& codes) {
  auto text = cleaned(line_);
  if (!giving_up_ && !text.empty()) codes.push_back(std::move(text));
  forget();
}

void LineDecoder::forget() {
  line_.clear();
  characters_ = 0;
  giving_up_ = false;
}

}  // namespace reader
