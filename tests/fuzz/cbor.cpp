// CBOR read item by item, as a tree, as diagnostic notation, and in an order no caller would use.
#include "seal/cbor.hpp"

#include "fuzz.hpp"

namespace {

using seal::cbor::Form;
using seal::cbor::Items;
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
      base::Bytes inside;
      std::size_t count = 0;
      for (Items items(reader); items.next(); ++count) copy(reader, inside);
      write(out, [&](Writer& w) { w.array(count); });
      out.insert(out.end(), inside.begin(), inside.end());
      return;
    }
    case Major::map: {
      base::Bytes inside;
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

bool isOneItem(base::BytesView input, Form form) {
  Reader reader(input, form);
  reader.skip();
  reader.expectEnd();
  fuzz::require(reader.position() <= input.size(), "a reader stays within its bytes");
  return reader.ok();
}

void requirePlain(const base::Result<std::string>& shown) {
  if (!shown) return fuzz::requireSentence(shown.error());
  fuzz::require(seal::cbor::isUtf8(*shown) && !seal::cbor::hasControls(*shown),
                "an item is shown as plain text");
}

// What may be skipped may still hold what has no value here: numbers past 64 bits, far too many keys.
bool isBeyond(std::string_view code) { return code == "cbor_out_of_range" || code == "cbor_too_many_keys"; }

void requireOneSpelling(base::BytesView input) {
  Reader reader(input);
  base::Bytes again;
  copy(reader, again);
  if (!reader.ok()) return fuzz::require(isBeyond(reader.error()), "an item that can be skipped can be read");
  fuzz::require(std::equal(again.begin(), again.end(), input.begin(), input.end()),
                "one item has one spelling");
}

void requireFormsAgree(base::BytesView input) {
  const auto strict = seal::cbor::diagnostic(input), loose = seal::cbor::diagnostic(input, Form::well_formed);
  requirePlain(strict);
  requirePlain(loose);
  if (!isOneItem(input, Form::deterministic))
    return fuzz::require(!strict, "what is no deterministic item isn't shown as one");
  requireOneSpelling(input);
  fuzz::require(isOneItem(input, Form::well_formed), "what is deterministic is well-formed");
  fuzz::require(strict || isBeyond(strict.error().code), "an item can be shown");
  fuzz::require(!strict || strict == loose || isBeyond(loose.error().code), "both forms show the same");
}

// Calls in the order the first bytes say; from the first mistake on every answer is a zero.
void requireSticking(base::BytesView input) {
  if (input.empty()) return;
  const auto count = std::min<std::size_t>(input[0] % 32, input.size() - 1);
  const auto calls = input.subspan(1, count), rest = input.subspan(1 + count);
  Reader reader(rest, input[0] < 128 ? Form::deterministic : Form::well_formed);
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
      case 5: {
        MapKeys keys(reader);
        if (keys.next()) view = base::viewOf(keys.label().text);
        break;
      }
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
  requireFormsAgree(input);
  requireSticking(input);
}
