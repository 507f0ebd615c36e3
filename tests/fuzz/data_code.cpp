// The data code. First octet: whether the rest is parts as they were scanned, each behind its length in two
// octets, or content as it unfolds.
#include "seal/data_code.hpp"

#include <algorithm>

#include "fuzz.hpp"

namespace {

// No person meets these codes: a data code that doesn't open is none, and the verdict says so.
void requireCode(const base::Error& error, std::initializer_list<std::string_view> codes) {
  fuzz::require(std::find(codes.begin(), codes.end(), error.code) != codes.end(),
                "the code is a known one:", error.code);
}

std::vector<base::BytesView> symbolsOf(base::BytesView input) {
  std::vector<base::BytesView> out;
  while (input.size() >= 2) {
    const std::size_t length = std::min<std::size_t>(input[0] * 256u + input[1], input.size() - 2);
    out.push_back(input.subspan(2, length));
    input = input.subspan(2 + length);
  }
  return out;
}

std::vector<seal::DataCodePart> partsOf(base::BytesView input) {
  std::vector<seal::DataCodePart> parts;
  for (const auto symbol : symbolsOf(input)) {
    auto part = seal::readDataCodePart(symbol);
    if (!part) {
      requireCode(part.error(), {"data_code_unreadable"});
      continue;
    }
    fuzz::require(seal::isDataCode(base::textOf(symbol)), "what reads as a part begins as one");
    fuzz::require(part->part >= 1 && part->part <= part->parts && part->parts <= seal::kMostDataCodeParts,
                  "a part has a place among its parts");
    parts.push_back(std::move(*part));
  }
  return parts;
}

// One stored block (RFC 1951 section 3.2.4): folded without being made shorter.
std::vector<seal::DataCodePart> storedPart(base::BytesView content) {
  const auto length = static_cast<std::uint16_t>(std::min<std::size_t>(content.size(), 2'000));
  const auto low = static_cast<std::uint8_t>(length), high = static_cast<std::uint8_t>(length >> 8);
  seal::DataCodePart part{
      .bytes = {1, low, high, static_cast<std::uint8_t>(~low), static_cast<std::uint8_t>(~high)}};
  part.bytes.insert(part.bytes.end(), content.begin(), content.begin() + length);
  return {part};
}

bool sameContent(const seal::SealedContent& a, const seal::SealedContent& b) {
  return a.form == b.form && a.version == b.version && a.fields == b.fields;
}

void requireSameAgain(const seal::Serial& cti, const seal::SealedContent& content) {
  const auto symbols = seal::encodeDataCode(cti, content, seal::kMostDataCodeParts);
  if (!symbols) return requireCode(symbols.error(), {"data_code_too_long"});
  std::vector<seal::DataCodePart> parts;
  for (const auto& symbol : *symbols)
    parts.insert(parts.begin(), seal::readDataCodePart(symbol).value());  // any order will do
  const auto again = seal::openDataCode(parts);
  fuzz::require(again && sameContent(*again, content), "content written anew is the same content");
}

}  // namespace

FUZZ_TARGET(data_code) {
  if (input.empty()) return;
  const auto parts = input[0] % 2 == 0 ? partsOf(input.subspan(1)) : storedPart(input.subspan(1));
  const auto content = seal::openDataCode(parts);
  if (!content)
    return requireCode(content.error(), {"data_code_incomplete", "data_code_mixed", "data_code_unreadable"});
  fuzz::require(!parts.empty() && content->fields.size() <= seal::DataCodeLimits{}.fields,
                "content has its limits");
  const seal::Claims claims{.cti = parts.front().cti};
  fuzz::require(!seal::isBound(*content, claims, seal::Algorithm::ed25519),
                "no content has a digest of zeros");
  requireSameAgain(parts.front().cti, *content);
}
