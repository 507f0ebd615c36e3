// CBOR (RFC 8949), only its deterministic encoding (section 4.2.1): shortest heads, definite lengths, map
// keys in bytewise order and each once. Own code, because a decoder that builds a tree allocates by lengths
// it read and forgets how each head was spelt. The reader copies nothing and never recurses deeper than
// kMaxDepth. Floating point is refused: nothing here needs it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace seal::cbor {

enum class Major : std::uint8_t { uint, negative, bytes, text, array, map, tag, simple };

constexpr int kMaxDepth = 8;  // a key set, the deepest thing here, needs four

// A map key or a COSE label: an integer or a text (RFC 9052 section 1.4).
struct Label {
  std::optional<std::int64_t> number{};
  std::string_view text{};
  bool is(std::int64_t value) const { return number == value; }
};

// Pulls items from bytes it doesn't own. The first mistake sticks: from then on every call answers with a
// zero, and ok() is false. Views point into the bytes given.
class Reader {
 public:
  explicit Reader(base::BytesView bytes) : bytes_(bytes) {}

  bool ok() const { return error_ == nullptr; }
  // "cbor_truncated", "cbor_not_deterministic", ...; nullptr when ok
  const char* error() const { return error_; }
  std::size_t position() const { return at_; }
  bool atEnd() const { return at_ == bytes_.size(); }
  void expectEnd();  // "cbor_trailing_bytes"

  std::optional<Major> peek() const;
  std::uint64_t uint();
  std::int64_t integer();
  base::BytesView bytes();
  std::string_view text();  // checked to be UTF-8
  std::size_t array();      // number of items, never more than bytes are left
  std::size_t map();        // number of pairs, never more than half the bytes left
  std::uint64_t tag();
  void skip(int depth = 0);
  base::BytesView item();  // skips one and returns its bytes

  void refuse(const char* error) {
    if (!error_) error_ = error;
  }

 private:
  friend class MapKeys;
  struct Head {
    Major major = Major::simple;
    std::uint64_t value = 0;
  };
  Head head();
  std::uint64_t expect(Major major);
  base::BytesView take(std::uint64_t count);

  base::BytesView bytes_;
  std::size_t at_ = 0;
  const char* error_ = nullptr;
};

// The keys of one map, holding their order: for (MapKeys keys(reader); keys.next();) { ... keys.label() ...
// read value }
class MapKeys {
 public:
  explicit MapKeys(Reader& reader) : reader_(reader), left_(reader.map()) {}
  bool next();
  const Label& label() const { return label_; }

 private:
  Reader& reader_;
  std::size_t left_;
  base::BytesView last_{};
  Label label_{};
};

// Appends items; the caller writes map keys in order.
class Writer {
 public:
  explicit Writer(std::size_t reserve = 256) { out_.reserve(reserve); }
  void uint(std::uint64_t value) { head(Major::uint, value); }
  void integer(std::int64_t value);
  void bytes(base::BytesView value);
  void text(std::string_view value);
  void array(std::size_t items) { head(Major::array, items); }
  void map(std::size_t pairs) { head(Major::map, pairs); }
  void tag(std::uint64_t number) { head(Major::tag, number); }
  base::Bytes take() { return std::move(out_); }

 private:
  void head(Major major, std::uint64_t value);
  base::Bytes out_;
};

bool isUtf8(std::string_view text);
// Length of the control character (C0, DEL, C1: what could steer a terminal) that begins here; 0 where none
// does.
std::size_t controlLength(std::string_view utf8);
bool hasControls(std::string_view utf8);

std::string quoted(std::string_view utf8);  // as below, with every control escaped

// Diagnostic notation (RFC 8949 section 8) of one well-formed deterministic item; codes as Reader::error().
base::Result<std::string> diagnostic(base::BytesView item);

}  // namespace seal::cbor
