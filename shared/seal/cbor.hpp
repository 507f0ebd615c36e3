// CBOR (RFC 8949). Own code, because a decoder that builds a tree allocates by lengths it read and forgets
// how each head was spelt. The reader copies nothing and never recurses deeper than kMaxDepth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace seal::cbor {

enum class Major : std::uint8_t { uint, negative, bytes, text, array, map, tag, simple };

constexpr int kMaxDepth = 8;               // a key set, the deepest thing here, needs four
constexpr std::size_t kMaxLooseKeys = 32;  // of a map whose keys may stand in any order: each meets each

enum class Form {
  deterministic,  // section 4.2.1: shortest heads, definite lengths, map keys in bytewise order and each
                  // once; no floating point. What the hall writes
  well_formed,    // what anybody may write, but for strings in pieces; map keys still each once
};

// A map key or a COSE label: an integer or a text (RFC 9052 section 1.4).
struct Label {
  std::optional<std::int64_t> number{};
  std::string_view text{};
  bool is(std::int64_t value) const { return number == value; }
  bool operator==(const Label&) const = default;
};

// Pulls items from bytes it doesn't own. The first mistake sticks: from then on every call answers with a
// zero, and ok() is false. Views point into the bytes given.
class Reader {
 public:
  explicit Reader(base::BytesView bytes, Form form = Form::deterministic) : bytes_(bytes), form_(form) {}

  Form form() const { return form_; }
  bool ok() const { return error_ == nullptr; }
  // "cbor_truncated", "cbor_not_deterministic", "cbor_in_pieces", ...; nullptr when ok
  const char* error() const { return error_; }
  std::size_t position() const { return at_; }
  bool atEnd() const { return at_ == bytes_.size(); }
  void expectEnd();  // "cbor_trailing_bytes"

  std::optional<Major> peek() const;
  std::uint64_t uint();
  std::int64_t integer();
  base::BytesView bytes();
  std::string_view text();  // checked to be UTF-8
  std::size_t array();      // number of items, never more than bytes are left; of a definite length
  std::size_t map();        // number of pairs, never more than half the bytes left; likewise
  std::uint64_t tag();
  void skip(int depth = 0);
  base::BytesView item();  // skips one and returns its bytes

  void refuse(const char* error) {
    if (!error_) error_ = error;
  }

 private:
  friend class Items;
  friend class MapKeys;
  struct Head {
    Major major = Major::simple;
    std::uint64_t value = 0;
    bool open = false;  // of indefinite length
  };
  struct Count {  // of what is left of an array or map
    std::size_t left = 0;
    bool open = false;
  };
  Head head();
  Head openHead(Major major);
  std::uint64_t expect(Major major);
  Count begin(Major major);
  bool more(Count& count);
  void skipMap(int depth);
  base::BytesView take(std::uint64_t count);

  base::BytesView bytes_;
  Form form_;
  std::size_t at_ = 0;
  const char* error_ = nullptr;
};

// The items of one array of either length: for (Items items(reader); items.next();) read one.
class Items {
 public:
  explicit Items(Reader& reader) : reader_(reader), left_(reader.begin(Major::array)) {}
  bool next() { return reader_.more(left_); }

 private:
  Reader& reader_;
  Reader::Count left_;
};

// The keys of one map, each once; read the value after each next().
class MapKeys {
 public:
  explicit MapKeys(Reader& reader) : reader_(reader), left_(reader.begin(Major::map)) {}
  bool next();
  const Label& label() const { return label_; }

 private:
  bool follows(base::BytesView key);
  bool isNew();

  Reader& reader_;
  Reader::Count left_;
  base::BytesView last_{};
  std::vector<Label> seen_{};
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

// Diagnostic notation (RFC 8949 section 8) of one item; codes as Reader::error().
base::Result<std::string> diagnostic(base::BytesView item, Form form = Form::deterministic);

}  // namespace seal::cbor
