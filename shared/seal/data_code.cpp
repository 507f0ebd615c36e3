#include "seal/data_code.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

#include "seal/cbor.hpp"

namespace seal {
namespace {

// What every symbol begins with: a byte that opens two bytes of UTF-8 and a letter that can't be the second,
// then the format.
constexpr std::array<std::uint8_t, 3> kBegin{0xdc, 'H', 1};
constexpr std::size_t kCtiAt = kBegin.size();
constexpr std::size_t kPartAt = kCtiAt + std::tuple_size_v<Serial>;
constexpr std::size_t kHeaderBytes = kPartAt + 2;
constexpr std::size_t kMostSymbolBytes = 2'953;  // version 40-L: no symbol holds more
constexpr int kRawWindow = -15;                  // zlib's sign for RFC 1951 without a header of RFC 1950

auto unreadable(std::string place, std::string cause) {
  return base::fail("data_code_unreadable", std::move(place), std::move(cause));
}

Bytef* mutableOf(base::BytesView bytes) { return const_cast<Bytef*>(bytes.data()); }  // zlib only reads it

base::Bytes folded(base::BytesView content) {
  z_stream stream{};
  const auto words = base::viewOf(kDataCodeWords);
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  deflateSetDictionary(&stream, words.data(), static_cast<uInt>(words.size()));
  base::Bytes out(deflateBound(&stream, static_cast<uLong>(content.size())));
  stream.next_in = mutableOf(content);
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // in one go: deflateBound() is never too small for that
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// Block by block up to the limit, whatever the bytes would unfold to.
class Unfolding {
 public:
  Unfolding() { ready_ = inflateInit2(&stream_, kRawWindow) == Z_OK; }
  ~Unfolding() { inflateEnd(&stream_); }
  Unfolding(const Unfolding&) = delete;
  Unfolding& operator=(const Unfolding&) = delete;

  base::Result<base::Bytes> run(base::BytesView packed, std::size_t limit) {
    const auto words = base::viewOf(kDataCodeWords);
    if (!ready_ || inflateSetDictionary(&stream_, words.data(), static_cast<uInt>(words.size())) != Z_OK)
      return unreadable("", "zlib did not start");
    stream_.next_in = mutableOf(packed);
    stream_.avail_in = static_cast<uInt>(packed.size());
    base::Bytes out;
    std::array<std::uint8_t, 4096> block{};
    for (int state = Z_OK; state != Z_STREAM_END;) {
      stream_.next_out = block.data();
      stream_.avail_out = block.size();
      state = inflate(&stream_, Z_NO_FLUSH);
      const auto got = block.size() - stream_.avail_out;
      if (state != Z_STREAM_END && (state != Z_OK || got == 0)) return unreadable("", "not a deflate stream");
      if (got > limit - out.size())
        return unreadable("", "unfolds to more than " + std::to_string(limit) + " bytes");
      out.insert(out.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    }
    if (stream_.avail_in > 0) return unreadable("", "bytes after the deflate stream");
    return out;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

// The one map of section 4, its keys in the order determinism puts them in.
base::Result<SealedContent> contentOf(base::BytesView encoded, const DataCodeLimits& limits) {
  constexpr int kMostVersion = 1'000'000;  // as a template's
  cbor::Reader reader(encoded);
  SealedContent out;
  const auto expect = [&](cbor::MapKeys& keys, std::string_view key) {
    if (!keys.next() || keys.label().text != key) reader.refuse("cbor_wrong_type");
  };
  cbor::MapKeys keys(reader);
  expect(keys, "fields");
  for (cbor::MapKeys fields(reader); fields.next();) {
    if (fields.label().number || out.fields.size() >= limits.fields) reader.refuse("cbor_out_of_range");
    const auto value = reader.text();
    if (reader.ok()) out.fields.emplace(fields.label().text, value);
  }
  expect(keys, "version");
  const auto version = reader.uint();
  if (version > kMostVersion) reader.refuse("cbor_out_of_range");
  expect(keys, "template");
  out.form = reader.text();
  if (keys.next()) reader.refuse("cbor_wrong_type");
  reader.expectEnd();
  if (!reader.ok()) return unreadable("byte " + std::to_string(reader.position()), reader.error());
  out.version = static_cast<int>(version);
  return out;
}

base::Bytes symbolOf(const Serial& cti, int part, int parts, base::BytesView piece) {
  base::Bytes out(kBegin.begin(), kBegin.end());
  out.insert(out.end(), cti.begin(), cti.end());
  out.push_back(static_cast<std::uint8_t>(part));
  out.push_back(static_cast<std::uint8_t>(parts));
  out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

// The parts in order, each once; two that claim one place must be the same.
base::Result<std::vector<const DataCodePart*>> ordered(std::span<const DataCodePart> parts) {
  std::vector<const DataCodePart*> out(
      static_cast<std::size_t>(parts.empty() ? 1 : std::clamp(parts.front().parts, 1, kMostDataCodeParts)));
  for (const auto& part : parts) {
    const auto& first = parts.front();
    if (part.cti != first.cti || part.parts != first.parts || part.part < 1 ||
        part.part > static_cast<int>(out.size()))
      return base::fail("data_code_mixed", "", "parts of several data codes");
    auto& place = out[static_cast<std::size_t>(part.part) - 1];
    if (place && !(*place == part))
      return base::fail("data_code_mixed", "part " + std::to_string(part.part), "two different ones");
    place = &part;
  }
  std::string missing;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (!out[i]) missing += (missing.empty() ? "" : ", ") + std::to_string(i + 1);
  if (!missing.empty()) return base::fail("data_code_incomplete", "", "missing parts", {missing});
  return out;
}

}  // namespace

base::Result<std::vector<base::Bytes>> encodeDataCode(const Serial& cti, const SealedContent& content,
                                                      int pages, const DataCodeLimits& limits) {
  const auto too_long = [](const std::string& cause) { return base::fail("data_code_too_long", "", cause); };
  const auto encoded = encodeContent(content);
  if (encoded.size() > limits.unfolded_bytes || content.fields.size() > limits.fields)
    return too_long("more content than a reader takes");
  if (limits.part_bytes <= kHeaderBytes) return too_long("no room in a symbol");
  const auto bytes = folded(encoded);
  const auto room = limits.part_bytes - kHeaderBytes;
  const auto parts = (bytes.size() + room - 1) / room;
  if (parts > static_cast<std::size_t>(std::clamp(pages, 0, kMostDataCodeParts)))
    return too_long(std::to_string(bytes.size()) + " bytes on " + std::to_string(pages) + " pages of " +
                    std::to_string(room));
  std::vector<base::Bytes> out;
  for (std::size_t i = 0; i < parts; ++i) {
    const auto begin = bytes.size() * i / parts, end = bytes.size() * (i + 1) / parts;
    out.push_back(symbolOf(cti, static_cast<int>(i) + 1, static_cast<int>(parts),
                           base::BytesView(bytes).subspan(begin, end - begin)));
  }
  return out;
}

bool isDataCode(std::string_view symbol) {
  const auto bytes = base::viewOf(symbol);
  return bytes.size() >= 2 && bytes[0] == kBegin[0] && bytes[1] == kBegin[1];
}

base::Result<DataCodePart> readDataCodePart(base::BytesView symbol) {
  if (!isDataCode(base::textOf(symbol))) return unreadable("byte 0", "no data code");
  if (symbol.size() <= kHeaderBytes || symbol.size() > kMostSymbolBytes)
    return unreadable("", "a data code has 14 to 2,953 bytes");
  if (symbol[2] != kBegin[2]) return unreadable("byte 2", "a format this program doesn't know");
  DataCodePart out;
  std::copy_n(symbol.begin() + kCtiAt, out.cti.size(), out.cti.begin());
  out.part = symbol[kPartAt];
  out.parts = symbol[kPartAt + 1];
  if (out.part < 1 || out.part > out.parts || out.parts > kMostDataCodeParts)
    return unreadable("byte 11", "no part of 1 to 23");
  out.bytes.assign(symbol.begin() + kHeaderBytes, symbol.end());
  return out;
}

base::Result<SealedContent> openDataCode(std::span<const DataCodePart> parts, const DataCodeLimits& limits) {
  const auto all = ordered(parts);
  if (!all) return base::fail(all.error());
  base::Bytes packed;
  for (const auto* part : *all) {
    if (part->bytes.size() > kMostSymbolBytes) return unreadable("", "a part longer than any symbol");
    packed.insert(packed.end(), part->bytes.begin(), part->bytes.end());
  }
  const auto encoded = Unfolding().run(packed, limits.unfolded_bytes);
  if (!encoded) return base::fail(encoded.error());
  return contentOf(*encoded, limits);
}

bool isBound(const SealedContent& content, const Claims& claims, Algorithm key) {
  return contentDigest(key, claims.cti, content) == claims.digest;
}

}  // namespace seal
