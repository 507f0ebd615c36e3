#include "seal/claims.hpp"

#include <algorithm>
#include <vector>

#include "base/crypto.hpp"
#include "seal/cbor.hpp"
#include "seal/labels.hpp"

namespace seal {
namespace {

// CWT claim keys (RFC 8392 section 4), and the private map's, described in SPEC.md.
enum ClaimKey : std::int64_t { kExp = 4, kIat = 6, kCti = 7, kHall = -65537 };
enum HallKey : std::int64_t { kProcess = 1, kPage = 2, kHolder = 3, kDigest = 4, kStatus = 5 };

constexpr std::uint64_t kMaxPages = 999;
constexpr std::size_t kMaxProcess = 32;
constexpr std::size_t kMaxHolder = 64;

base::UnixSeconds readTime(cbor::Reader& reader) {
  const auto time = reader.uint();
  if (time >= static_cast<std::uint64_t>(kYear10000)) reader.refuse("seal_bad_claims");
  return static_cast<base::UnixSeconds>(time);
}

template <std::size_t N>
void readExactly(cbor::Reader& reader, std::array<std::uint8_t, N>& out) {
  const auto bytes = reader.bytes();
  if (bytes.size() != N) return reader.refuse("seal_bad_claims");
  std::copy(bytes.begin(), bytes.end(), out.begin());
}

std::array<std::uint64_t, 2> readPair(cbor::Reader& reader, std::uint64_t limit) {
  if (reader.array() != 2) reader.refuse("seal_bad_claims");
  const std::array pair{reader.uint(), reader.uint()};
  if (pair[0] > limit || pair[1] > limit) reader.refuse("seal_bad_claims");
  return pair;
}

bool isProcessCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxProcess && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool isHolder(std::string_view text) {
  return !text.empty() && text.size() <= kMaxHolder && !cbor::hasControls(text);
}

void readHallClaim(cbor::Reader& reader, std::int64_t key, Claims& out) {
  if (key == kProcess) {
    out.process = reader.text();
    if (!isProcessCode(out.process)) reader.refuse("seal_bad_claims");
  } else if (key == kPage) {
    const auto [page, pages] = readPair(reader, kMaxPages);
    if (page < 1 || page > pages) reader.refuse("seal_bad_claims");
    out.page = static_cast<int>(page);
    out.pages = static_cast<int>(pages);
  } else if (key == kHolder) {
    out.holder = reader.text();
    if (!isHolder(out.holder)) reader.refuse("seal_bad_claims");
  } else if (key == kDigest) {
    readExactly(reader, out.digest);
  } else {
    const auto [list, index] = readPair(reader, UINT32_MAX);
    out.status = {static_cast<std::uint32_t>(list), static_cast<std::uint32_t>(index)};
  }
}

// Exactly the keys 1 to 5, which deterministic order puts in this order.
void readHallClaims(cbor::Reader& reader, Claims& out, std::int64_t& at) {
  std::int64_t expected = kProcess;
  for (cbor::MapKeys keys(reader); keys.next(); ++expected) {
    at = expected;
    if (expected > kStatus || !keys.label().is(expected)) return reader.refuse("seal_bad_claims");
    readHallClaim(reader, expected, out);
  }
  if (expected != kStatus + 1) reader.refuse("seal_bad_claims");
}

std::string placeOf(std::int64_t claim, std::int64_t hall_claim) {
  auto place = "claim " + std::to_string(claim);
  return claim == kHall && hall_claim > 0 ? place + "/" + std::to_string(hall_claim) : place;
}

}  // namespace

base::Bytes encodeClaims(const Claims& claims) {
  cbor::Writer out;
  out.map(claims.exp ? 4 : 3);
  if (claims.exp) out.uint(kExp), out.integer(*claims.exp);
  out.uint(kIat), out.integer(claims.iat);
  out.uint(kCti), out.bytes(claims.cti);
  out.integer(kHall), out.map(5);
  out.uint(kProcess), out.text(claims.process);
  out.uint(kPage), out.array(2), out.integer(claims.page), out.integer(claims.pages);
  out.uint(kHolder), out.text(claims.holder);
  out.uint(kDigest), out.bytes(claims.digest);
  out.uint(kStatus), out.array(2), out.uint(claims.status.list), out.uint(claims.status.index);
  return out.take();
}

base::Result<Claims> decodeClaims(base::BytesView bytes) {
  cbor::Reader reader(bytes);
  Claims out;
  unsigned seen = 0;  // iat, cti and the hall's own map, one bit each; determinism forbids any twice
  std::int64_t at = 0;
  std::int64_t hall_at = 0;
  for (cbor::MapKeys keys(reader); keys.next();) {
    at = keys.label().number.value_or(0);
    switch (at) {
      case kExp:
        out.exp = readTime(reader);
        break;
      case kIat:
        out.iat = readTime(reader), seen |= 1;
        break;
      case kCti:
        readExactly(reader, out.cti), seen |= 2;
        break;
      case kHall:
        readHallClaims(reader, out, hall_at), seen |= 4;
        break;
      default:
        reader.refuse("seal_bad_claims");
        break;
    }
  }
  reader.expectEnd();
  if (seen != 7) reader.refuse("seal_bad_claims");
  if (!reader.ok()) return base::fail("seal_bad_claims", placeOf(at, hall_at), reader.error());
  return out;
}

base::Bytes encodeContent(const SealedContent& content) {
  // Deterministic order of text keys is the shorter first, then bytewise: their heads hold the length.
  std::vector<const std::pair<const std::string, std::string>*> fields;
  for (const auto& field : content.fields) fields.push_back(&field);
  std::stable_sort(fields.begin(), fields.end(),
                   [](const auto* a, const auto* b) { return a->first.size() < b->first.size(); });
  cbor::Writer out(4096);
  out.map(3);
  out.text("fields"), out.map(fields.size());
  for (const auto* field : fields) out.text(field->first), out.text(field->second);
  out.text("version"), out.integer(content.version);
  out.text("template"), out.text(content.form);
  return out.take();
}

Digest contentDigest(Algorithm key, const Serial& cti, const SealedContent& content) {
  const auto encoded = encodeContent(content);
  base::Bytes message(cti.begin(), cti.end());
  message.insert(message.end(), encoded.begin(), encoded.end());
  const auto hash = key == Algorithm::sm2 ? base::sm3(message) : base::sha256(message);
  Digest digest{};
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

}  // namespace seal
