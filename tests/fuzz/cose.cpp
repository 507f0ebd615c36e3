// COSE_Sign1 in both profiles, the claims in it, and the verdict on it.
#include "seal/cose_sign1.hpp"

#include "hall.hpp"
#include "seal/cbor.hpp"

namespace {

void requireClaimsHaveOneSpelling(base::BytesView bytes) {
  const auto claims = seal::decodeClaims(bytes);
  if (!claims) return fuzz::requireSentence(claims.error());
  const auto again = seal::encodeClaims(*claims);
  fuzz::require(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()),
                "claims have one spelling");
}

bool sameParts(const seal::CoseSign1& a, const seal::CoseSign1& b) {
  const auto same = [](base::BytesView x, base::BytesView y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end());
  };
  return same(a.protected_bytes, b.protected_bytes) && same(a.payload, b.payload) &&
         same(a.signature, b.signature);
}

void requireSoundParts(const seal::CoseSign1& token, base::BytesView input) {
  for (const auto part : {token.protected_bytes, token.payload, token.signature})
    fuzz::require(fuzz::liesWithin(part, input), "parts are views into the token");
}

void requireProfilesAgree(base::BytesView input) {
  const auto strict = seal::parseCoseSign1(input, seal::CoseProfile::seal);
  const auto general = seal::parseCoseSign1(input, seal::CoseProfile::general);
  for (const auto* token : {&strict, &general})
    *token ? requireSoundParts(**token, input) : fuzz::requireSentence(token->error());
  if (!strict) return;
  fuzz::require(general ? sameParts(*strict, *general) : general.error().code == "cbor_too_many_keys",
                "the general profile reads what the seal's reads");
  requireClaimsHaveOneSpelling(strict->payload);
  if (strict->unprotected_headers.parameters > 0 || strict->protected_headers.parameters == 0) return;
  const auto again = seal::encodeCoseSign1(strict->protected_bytes, strict->payload, strict->signature);
  fuzz::require(std::equal(again.begin(), again.end(), input.begin(), input.end()),
                "a token has one spelling");
}

void requireReadable(base::BytesView input) {
  const auto shown = seal::inspectToken(input);
  if (!shown) return fuzz::requireSentence(shown.error());
  auto text = *shown;
  std::replace(text.begin(), text.end(), '\n', ' ');
  fuzz::require(seal::cbor::isUtf8(text) && !seal::cbor::hasControls(text), "a token is shown as plain text");
}

}  // namespace

FUZZ_TARGET(cose) {
  static const seal::Verifier verifier(fuzz::keySet());
  requireProfilesAgree(input);
  requireReadable(input);
  requireClaimsHaveOneSpelling(input);
  fuzz::requireSoundVerdict(verifier.verifyToken(input, fuzz::kNow), input);
}
