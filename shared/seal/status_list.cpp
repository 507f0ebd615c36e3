#include "seal/status_list.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/labels.hpp"
#include "seal/signature_check.hpp"

namespace seal {
namespace {

constexpr std::size_t kMaxBits = kStatusListEntries / 4;
constexpr std::size_t kMaxToken = kMaxBits + 4096;  // a list that doesn't compress, and its envelope
constexpr std::size_t kPiece = 16 * 1024;
constexpr std::uint64_t kMaxTtl = 366 * 86400;
constexpr std::uint64_t kBitsAnEntry = 2;

auto unreadable(std::string place, std::string cause) {
  return base::fail("status_list_unreadable", std::move(place), std::move(cause));
}

// RFC 1950, a piece at a time: memory grows with the bytes that come, and what unfolds to more than a list
// may hold is refused at the first byte over it.
base::Result<base::Bytes> inflated(base::BytesView packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return unreadable("lst", "zlib does not start");
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> end(&stream, inflateEnd);
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  base::Bytes out;
  std::array<std::uint8_t, kPiece> piece;
  for (int answer = Z_OK; answer != Z_STREAM_END;) {
    stream.next_out = piece.data();
    stream.avail_out = kPiece;
    answer = inflate(&stream, Z_NO_FLUSH);
    if (answer != Z_OK && answer != Z_STREAM_END) return unreadable("lst", "not a zlib stream");
    out.insert(out.end(), piece.begin(), piece.begin() + (kPiece - stream.avail_out));
    if (out.size() > kMaxBits)
      return base::fail("status_list_too_large", "lst", "more than 1,048,576 entries");
  }
  if (stream.avail_in > 0) return unreadable("lst", "something follows the zlib stream");
  return out;
}

std::uint32_t readSub(cbor::Reader& reader) {
  const auto text = reader.text();
  std::uint32_t list = 0;
  if (!text.starts_with(kStatusListPath)) return reader.refuse("status_bad_sub"), 0;
  const auto number = text.substr(kStatusListPath.size());
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), list);
  if (error != std::errc{} || end != number.data() + number.size()) reader.refuse("status_bad_sub");
  return list;
}

base::BytesView readStatusList(cbor::Reader& reader) {
  std::uint64_t bits = 0;
  base::BytesView lst;
  for (cbor::MapKeys keys(reader); keys.next();) {
    if (keys.label().text == "bits") {
      bits = reader.uint();
    } else if (keys.label().text == "lst") {
      lst = reader.bytes();
    } else {
      reader.skip();
    }
  }
  if (bits != kBitsAnEntry) reader.refuse("status_bad_bits");
  return lst;
}

std::uint64_t readBounded(cbor::Reader& reader, std::uint64_t limit) {
  const auto value = reader.uint();
  if (value > limit) reader.refuse("cbor_out_of_range");
  return value;
}

base::Result<StatusList> readClaims(base::BytesView payload) {
  cbor::Reader reader(payload);
  StatusList out;
  base::BytesView packed;
  unsigned seen = 0;
  for (cbor::MapKeys keys(reader); keys.next();) {
    switch (keys.label().number.value_or(0)) {
      case kSub:
        out.list = readSub(reader), seen |= 1;
        break;
      case kIssuedAt:
        out.iat = static_cast<std::int64_t>(readBounded(reader, kYear10000)), seen |= 2;
        break;
      case kStatusList:
        packed = readStatusList(reader), seen |= 4;
        break;
      case kTtl:
        out.ttl_seconds = static_cast<std::int64_t>(readBounded(reader, kMaxTtl)), seen |= 8;
        break;
      default:
        reader.skip();
        break;
    }
  }
  reader.expectEnd();
  if (!reader.ok()) return unreadable("claims", reader.error());
  if (seen != 15) return unreadable("claims", "sub, iat, ttl and status_list are all needed");
  auto bits = inflated(packed);
  if (!bits) return base::fail(bits.error());
  out.bits = std::move(*bits);
  return out;
}

// The key that signed it, tried over every key with that kid.
const PublicKey* signerOf(const CoseSign1& token, const KeySet& keys) {
  const auto message = sigStructure(token.protected_bytes, {}, token.payload);
  for (const auto& key : keys.keys) {
    if (!std::equal(key.kid.begin(), key.kid.end(), token.protected_headers.kid->begin(),
                    token.protected_headers.kid->end()) ||
        !maySign(key.algorithm, *token.protected_headers.alg))
      continue;
    const auto prepared = PreparedKey::prepare(key);
    if (prepared && prepared->checks(message, token.signature)) return &key;
  }
  return nullptr;
}

}  // namespace

std::optional<EntryStatus> StatusList::at(std::uint32_t index) const {
  if (index >= size()) return std::nullopt;
  return static_cast<EntryStatus>(bits[index / 4] >> (index % 4 * 2) & 3);
}

base::Result<StatusList> openStatusList(base::BytesView bytes, const KeySet& keys) {
  if (bytes.size() > kMaxToken) return base::fail("status_list_too_large", "", "over 260 KiB");
  const auto token = parseCoseSign1(bytes);
  if (!token) return unreadable(token.error().place, token.error().code);
  const auto& headers = token->protected_headers;
  if (!headers.alg || !headers.kid || headers.typ != kStatusListType)
    return unreadable("headers", "alg, kid and typ of a status list are needed");
  const auto* signer = signerOf(*token, keys);
  if (!signer) return base::fail("status_list_altered", "signature", "no key of the hall signed this list");
  auto list = readClaims(token->payload);
  if (!list) return base::fail(list.error());
  if (signer->revoked_at || list->iat < signer->signs_from || list->iat >= signer->signs_until)
    return base::fail("status_list_altered", "claim 6", "signed outside its key's signing window");
  return list;
}

}  // namespace seal
