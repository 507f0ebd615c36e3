#include "seal/cbor.hpp"

#include <algorithm>
#include <limits>

namespace seal::cbor {
namespace {

constexpr std::uint8_t kOneByteFollows = 24;  // RFC 8949 section 3: additional information
constexpr std::uint8_t kEightBytesFollow = 27;
constexpr std::uint8_t kIndefinite = 31;
constexpr std::uint8_t kBreak = 0xff;
constexpr std::int64_t kMaxInteger = std::numeric_limits<std::int64_t>::max();

// The least value that needs 1, 2, 4, 8 further bytes; a smaller one was not spelt the shortest way.
constexpr std::uint64_t kLeast[] = {24, 1u << 8, 1u << 16, 1ull << 32};

bool comesBefore(base::BytesView a, base::BytesView b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

std::optional<Major> Reader::peek() const {
  if (!ok() || atEnd()) return std::nullopt;
  return static_cast<Major>(bytes_[at_] >> 5);
}

Reader::Head Reader::head() {
  if (!ok()) return {};
  if (atEnd()) return refuse("cbor_truncated"), Head{};
  const auto first = bytes_[at_++];
  const auto major = static_cast<Major>(first >> 5);
  const std::uint8_t info = first & 31;
  if (info < kOneByteFollows) return {major, info};
  if (info == kIndefinite && form_ == Form::well_formed) return openHead(major);
  if (info > kEightBytesFollow) return refuse("cbor_not_deterministic"), Head{};  // 28-30 are reserved
  if (major == Major::simple && form_ == Form::deterministic)
    return refuse("cbor_unsupported"), Head{};  // floats and simple values over 23
  const auto width = std::size_t{1} << (info - kOneByteFollows);
  std::uint64_t value = 0;
  for (const auto byte : take(width)) value = value << 8 | byte;
  if (ok() && form_ == Form::deterministic && value < kLeast[info - kOneByteFollows])
    refuse("cbor_not_deterministic");
  return {major, value};
}

// RFC 8949 section 3.2. A string in pieces would have to be copied together; a stray break ends nothing.
Reader::Head Reader::openHead(Major major) {
  if (major == Major::array || major == Major::map) return {major, 0, true};
  refuse(major == Major::bytes || major == Major::text ? "cbor_in_pieces" : "cbor_wrong_type");
  return {};
}

base::BytesView Reader::take(std::uint64_t count) {
  if (!ok()) return {};
  if (count > bytes_.size() - at_) return refuse("cbor_truncated"), base::BytesView{};
  const auto view = bytes_.subspan(at_, static_cast<std::size_t>(count));
  at_ += view.size();
  return view;
}

std::uint64_t Reader::expect(Major major) {
  const auto [found, value, open] = head();
  if (ok() && (found != major || open)) refuse("cbor_wrong_type");
  return ok() ? value : 0;
}

Reader::Count Reader::begin(Major major) {
  const auto [found, value, open] = head();
  if (!ok()) return {};
  if (found != major) return refuse("cbor_wrong_type"), Count{};
  const std::size_t smallest = major == Major::map ? 2 : 1;  // bytes of an item, of a pair
  if (value > (bytes_.size() - at_) / smallest) return refuse("cbor_truncated"), Count{};
  return {static_cast<std::size_t>(value), open};
}

bool Reader::more(Count& count) {
  if (!ok()) return false;
  if (!count.open) return count.left > 0 && count.left-- > 0;
  if (atEnd()) return refuse("cbor_truncated"), false;
  if (bytes_[at_] != kBreak) return true;
  ++at_;
  return false;
}

void Reader::expectEnd() {
  if (!atEnd()) refuse("cbor_trailing_bytes");
}

std::uint64_t Reader::uint() { return expect(Major::uint); }

std::int64_t Reader::integer() {
  const auto [major, value, open] = head();
  if (!ok()) return 0;
  if (open || (major != Major::uint && major != Major::negative)) return refuse("cbor_wrong_type"), 0;
  if (value > static_cast<std::uint64_t>(kMaxInteger)) return refuse("cbor_out_of_range"), 0;
  const auto number = static_cast<std::int64_t>(value);
  return major == Major::uint ? number : -1 - number;
}

base::BytesView Reader::bytes() { return take(expect(Major::bytes)); }

std::string_view Reader::text() {
  const auto view = base::textOf(take(expect(Major::text)));
  if (!isUtf8(view)) return refuse("cbor_bad_utf8"), std::string_view{};
  return view;
}

std::size_t Reader::array() {
  const auto count = begin(Major::array);
  if (count.open) refuse("cbor_wrong_type");
  return count.left;
}

std::size_t Reader::map() {
  const auto count = begin(Major::map);
  if (count.open) refuse("cbor_wrong_type");
  return count.left;
}

std::uint64_t Reader::tag() { return expect(Major::tag); }

void Reader::skip(int depth) {
  if (depth >= kMaxDepth) return refuse("cbor_too_deep");
  const auto major = peek();
  if (!major) return refuse("cbor_truncated");
  switch (*major) {
    case Major::uint:
      uint();
      return;
    case Major::negative:
      expect(Major::negative);
      return;
    case Major::bytes:
      bytes();
      return;
    case Major::text:
      text();
      return;
    case Major::array:
      for (Items items(*this); items.next();) skip(depth + 1);
      return;
    case Major::map:
      return skipMap(depth);
    case Major::tag:
      tag();
      return skip(depth + 1);
    case Major::simple:
      if (expect(Major::simple) < 20 && form_ == Form::deterministic) refuse("cbor_unsupported");
      return;
  }
}

// Nobody reads what is skipped, so that a stranger's map may have keys of any kind there.
void Reader::skipMap(int depth) {
  if (form_ == Form::deterministic) {
    for (MapKeys keys(*this); keys.next();) skip(depth + 1);
    return;
  }
  for (auto pairs = begin(Major::map); more(pairs);) skip(depth + 1), skip(depth + 1);
}

base::BytesView Reader::item() {
  const auto start = at_;
  skip();
  return ok() ? bytes_.subspan(start, at_ - start) : base::BytesView{};
}

bool MapKeys::next() {
  if (!reader_.more(left_)) return false;
  const auto start = reader_.position();
  label_ = {};
  if (reader_.peek() == Major::text) {
    label_.text = reader_.text();
  } else {
    label_.number = reader_.integer();
  }
  if (!reader_.ok()) return false;
  return reader_.form_ == Form::deterministic
             ? follows(reader_.bytes_.subspan(start, reader_.position() - start))
             : isNew();
}

bool MapKeys::follows(base::BytesView key) {
  if (!last_.empty() && !comesBefore(last_, key)) return reader_.refuse("cbor_not_deterministic"), false;
  last_ = key;
  return true;
}

bool MapKeys::isNew() {
  if (std::find(seen_.begin(), seen_.end(), label_) != seen_.end())
    return reader_.refuse("cbor_key_twice"), false;
  if (seen_.size() == kMaxLooseKeys) return reader_.refuse("cbor_too_many_keys"), false;
  seen_.push_back(label_);
  return true;
}

void Writer::head(Major major, std::uint64_t value) {
  const auto first = static_cast<std::uint8_t>(static_cast<std::uint8_t>(major) << 5);
  if (value < kOneByteFollows) {
    out_.push_back(static_cast<std::uint8_t>(first | value));
    return;
  }
  unsigned step = 0;
  while (step < 3 && value >= kLeast[step + 1]) ++step;
  out_.push_back(static_cast<std::uint8_t>(first | (kOneByteFollows + step)));
  for (int shift = (8 << step) - 8; shift >= 0; shift -= 8)
    out_.push_back(static_cast<std::uint8_t>(value >> shift));
}

void Writer::integer(std::int64_t value) {
  if (value >= 0) {
    head(Major::uint, static_cast<std::uint64_t>(value));
  } else {
    head(Major::negative, static_cast<std::uint64_t>(-1 - value));
  }
}

void Writer::bytes(base::BytesView value) {
  head(Major::bytes, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

void Writer::text(std::string_view value) {
  head(Major::text, value.size());
  out_.insert(out_.end(), value.begin(), value.end());
}

// RFC 3629: shortest forms only, no surrogates, nothing above U+10FFFF.
bool isUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i < static_cast<std::size_t>(more)) return false;
    std::uint32_t point = lead & (0x3fu >> more);
    for (int k = 0; k < more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i++]);
      if ((byte & 0xc0) != 0x80) return false;
      point = point << 6 | (byte & 0x3f);
    }
    const std::uint32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
  }
  return true;
}

std::size_t controlLength(std::string_view utf8) {
  if (utf8.empty()) return 0;
  const auto first = static_cast<unsigned char>(utf8[0]);
  if (first < 0x20 || first == 0x7f) return 1;
  return first == 0xc2 && utf8.size() > 1 && static_cast<unsigned char>(utf8[1]) < 0xa0 ? 2 : 0;
}

bool hasControls(std::string_view utf8) {
  for (; !utf8.empty(); utf8.remove_prefix(1))
    if (controlLength(utf8) > 0) return true;
  return false;
}

}  // namespace seal::cbor
