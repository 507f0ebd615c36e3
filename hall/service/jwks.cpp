#include "hall/service/jwks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace hall {
namespace {

std::string jwkOf(const seal::PublicKey& key) {
  const auto kid = base::toBase64Url(key.kid);
  const base::BytesView point(key.point);
  switch (key.algorithm) {
    case seal::Algorithm::sm2:
      return "";
    case seal::Algorithm::ed25519:
    case seal::Algorithm::eddsa:
      return fmt::format(R"({{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"{}","x":"{}"}})",
                         kid, base::toBase64Url(point));
    case seal::Algorithm::esp256:
    case seal::Algorithm::es256:
      return fmt::format(
          R"({{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"{}","x":"{}","y":"{}"}})", kid,
          base::toBase64Url(point.first(point.size() / 2)),
          base::toBase64Url(point.subspan(point.size() / 2)));
  }
  return "";
}

}  // namespace

std::string toJwks(const seal::KeySet& set, base::UnixSeconds now) {
  std::vector<std::string> keys;
  for (const auto& key : set.keys) {
    if (key.revoked_at || now >= key.verify_until) continue;
    if (auto jwk = jwkOf(key); !jwk.empty()) keys.push_back(std::move(jwk));
  }
  return fmt::format(R"({{"keys":[{}]}})", fmt::join(keys, ","));
}

}  // namespace hall
