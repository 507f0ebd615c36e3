// CBOR read item by item, as a tree, as diagnostic notation, and in an order no caller would use.
#include "seal/cbor.hpp"

#include "fuzz.hpp"

namespace {

using seal::cbor::Major;
using seal::cbor::MapKeys;
using seal::cbor::Reader;
using seal::cbor::Writer;

void append(base::Bytes& out, Writer writer) {
  const auto bytes = writer.take();
  out.insert(out.end(), bytes.begin(), bytes.end());
}

template <class Write>
void write(base::Bytes& out, Write one) {
  Writer writer(16);
  one(writer);
  append(out, std::move(writer));
}

// Reads one item and spells it again.
void copy(Reader& reader, base::Bytes& out) {
  const auto major = reader.peek();
  if (!major) return;
  switch (*major) {
    case Major::uint:
      return write(out, [&](Writer& w) { w.uint(reader.uint()); });
    case Major::negative:
      return write(out, [&](Writer& w) { w.integer(reader.integer()); });
    case Major::bytes:
      return write(out, [&](Writer& w) { w.bytes(reader.bytes()); });
    case Major::text:
      return write(out, [&](Writer& w) { w.text(reader.text()); });
    case Major::array: {
      auto left = reader.array();
      write(out, [&](Writer& w) { w.array(left); });
      for (; left > 0 && reader.ok(); --left) copy(reader, out);
      return;
    }
    case Major::map: {
      auto inside = base::Bytes{};
      std::size_t pairs = 0;
      for (MapKeys keys(reader); keys.next(); ++pairs) {
        const auto& label = keys.label();
        write(inside, [&](Writer& w) { label.number ? w.integer(*label.number) : w.text(label.text); });
        copy(reader, inside);
      }
      write(out, [&](Writer& w) { w.map(pairs); });
      out.insert(out.end(), inside.begin(), inside.end());
      return;
    }
    case Major::tag:
      write(out, [&](Writer& w) { w.tag(reader.tag()); });
      return copy(reader, out);
    case Major::simple: {  // the Writer has none
      const auto item = reader.item();
      out.insert(out.end(), item.begin(), item.end());
      return;
    }
  }
}

void requireSameAgain(base::BytesView input) {
  Reader whole(input);
  whole.skip();
  whole.expectEnd();
  fuzz::require(whole.position() <= input.size(), "a reader stays within its bytes");
  const auto shown = seal::cbor::diagnostic(input);
  if (!shown) fuzz::requireSentence(shown.error());
  if (!whole.ok()) return fuzz::require(!shown, "what is no item can't be shown");
  Reader reader(input);
  base::Bytes again;
  copy(reader, again);
  if (!reader.ok()) {  // a negative number below 64 bits may be skipped, but has no value here
    fuzz::require(std::string_view(reader.error()) == "cbor_out_of_range",
                  "an item that can be skipped can be read");
    return fuzz::require(!shown, "a number that has no value here can't be shown");
  }
  fuzz::require(shown && seal::cbor::isUtf8(*shown) && !seal::cbor::hasControls(*shown),
                "an item can be shown");
  fuzz::require(std::equal(again.begin(), again.end(), input.begin(), input.end()),
                "one item has one spelling");
}

// Calls in the order the first bytes say; from the first mistake on every answer is a zero.
void requireSticking(base::BytesView input) {
  if (input.empty()) return;
  const auto count = std::min<std::size_t>(input[0] % 32, input.size() - 1);
  const auto calls = input.subspan(1, count), rest = input.subspan(1 + count);
  Reader reader(rest);
  for (const auto call : calls) {
    const bool before = reader.ok();
    const auto at = reader.position();
    std::uint64_t answer = 0;
    base::BytesView view;
    switch (call % 8) {
      case 0:
        answer = reader.uint();
        break;
      case 1:
        answer = static_cast<std::uint64_t>(reader.integer());
        break;
      case 2:
        view = reader.bytes();
        break;
      case 3:
        view = base::viewOf(reader.text());
        break;
      case 4:
        answer = reader.array();
        break;
      case 5:
        answer = reader.map();
        break;
      case 6:
        answer = reader.tag();
        break;
      default:
        view = reader.item();
        break;
    }
    fuzz::require(reader.ok() || (answer == 0 && view.empty()), "a mistake answers with a zero");
    fuzz::require(before || (!reader.ok() && reader.position() == at), "the first mistake sticks");
    fuzz::require(fuzz::liesWithin(view, rest) && reader.position() <= rest.size(),
                  "views lie within the bytes");
  }
}

}  // namespace

FUZZ_TARGET(cbor) {
  requireSameAgain(input);
  requireSticking(input);
}
