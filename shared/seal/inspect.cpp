#include <fmt/format.h>

#include "seal/cbor.hpp"
#include "seal/claims.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/signature_check.hpp"
#include "seal/verify.hpp"

namespace seal {
namespace {

constexpr std::size_t kMaxShownPayload = 4096;  // a status list's bits help nobody

std::string showHeaders(const CoseHeaders& headers) {
  std::string out;
  if (headers.alg)
    out += fmt::format("  alg (1): {} {}\n", *headers.alg, nameOf(static_cast<Algorithm>(*headers.alg)));
  if (headers.content_format) out += fmt::format("  content type (3): {}\n", *headers.content_format);
  if (headers.kid) out += fmt::format("  kid (4): {}\n", base::toHex(*headers.kid));
  if (!headers.cwt_claims.empty())
    out += fmt::format("  CWT claims (15): {}\n",
                       cbor::diagnostic(headers.cwt_claims, cbor::Form::well_formed).value_or("unreadable"));
  if (!headers.typ.empty()) out += fmt::format("  typ (16): {}\n", cbor::quoted(headers.typ));
  return out.empty() ? "  none\n" : out;
}

std::string showClaims(const Claims& claims) {
  auto out = fmt::format("claims\n  iat (6): {} {}\n", claims.iat, base::toRfc3339(claims.iat));
  if (claims.exp) out += fmt::format("  exp (4): {} {}\n", *claims.exp, base::toRfc3339(*claims.exp));
  out += fmt::format("  cti (7): {}\n  process: {}\n  page: {} of {}\n  holder: {}\n  digest: {}\n",
                     base::toHex(claims.cti), claims.process, claims.page, claims.pages, claims.holder,
                     base::toHex(claims.digest));
  return out + fmt::format("  status: list {}, index {}\n", claims.status.list, claims.status.index);
}

std::string showProfile(base::BytesView cose_sign1) {
  const auto token = parseCoseSign1(cose_sign1, CoseProfile::seal);
  if (token) return "in the form that the hall writes";
  return fmt::format("not in the form that the hall writes: {} at {}", token.error().code,
                     token.error().place);
}

std::string showPayload(base::BytesView payload) {
  if (const auto claims = decodeClaims(payload)) return showClaims(*claims);
  if (payload.size() > kMaxShownPayload) return fmt::format("payload\n  {} bytes\n", payload.size());
  const auto item = cbor::diagnostic(payload, cbor::Form::well_formed);
  return "payload, not a page's claims\n  " + (item ? *item : "h'" + base::toHex(payload) + "'") + "\n";
}

}  // namespace

base::Result<std::string> inspectToken(base::BytesView cose_sign1) {
  const auto token = parseCoseSign1(cose_sign1, CoseProfile::general);
  if (!token) return base::fail(token.error());
  return fmt::format(
      "COSE_Sign1, {} bytes, {}\nprotected headers\n{}unprotected headers\n{}{}signature, not checked\n  "
      "{}\n",
      cose_sign1.size(), showProfile(cose_sign1), showHeaders(token->protected_headers),
      showHeaders(token->unprotected_headers), showPayload(token->payload), base::toHex(token->signature));
}

}  // namespace seal
