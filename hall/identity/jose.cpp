#include "hall/identity/jose.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/unique_handle.hpp"
#include "seal/signature_check.hpp"

namespace hall::identity {
namespace {

constexpr std::size_t kTokenLimit = 16 * 1024;  // a list of groups may stand in it
constexpr std::size_t kKeyLimit = 100;
constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;

using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using Number = base::Handle<BIGNUM, BN_free>;

// RFC 7515 section 2: unpadded, and one spelling only.
std::optional<base::Bytes> fromBase64Url(std::string_view text) {
  const bool alphabet = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (!alphabet || text.empty()) return std::nullopt;
  auto bytes = base::fromBase64(text);
  if (!bytes || base::toBase64Url(*bytes) != text) return std::nullopt;
  return std::move(*bytes);
}

Key rsaKey(const base::Bytes& n, const base::Bytes& e) {
  const Number modulus(BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr));
  const Number exponent(BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr));
  const base::Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  const base::Handle<OSSL_PARAM, OSSL_PARAM_free> params(OSSL_PARAM_BLD_to_param(builder.get()));
  const base::Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free> maker(
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* made = nullptr;
  if (!params || !maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return {};
  Key key(made);
  const auto bits = EVP_PKEY_get_bits(key.get());
  return bits >= kLeastRsaBits && bits <= kMostRsaBits ? std::move(key) : Key{};
}

bool rsaChecks(EVP_PKEY* key, base::BytesView message, base::BytesView signature) {
  const base::Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  const bool good =
      context &&
      EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key, nullptr) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) ==
          1;
  if (!good) ERR_clear_error();
  return good;
}

std::optional<JwsKey> rsa(const Json& jwk) {
  const auto n = fromBase64Url(textOf(jwk, "n")), e = fromBase64Url(textOf(jwk, "e"));
  if (!n || !e || n->size() > kMostRsaBits / 8 || e->size() > 8) return std::nullopt;
  std::shared_ptr<EVP_PKEY> key(rsaKey(*n, *e).release(), EVP_PKEY_free);
  if (!key) return std::nullopt;
  return JwsKey{"", "RS256", [key](base::BytesView message, base::BytesView signature) {
                  return rsaChecks(key.get(), message, signature);
                }};
}

// With the seal's own check of these two.
std::optional<JwsKey> curve(const char* alg, seal::Algorithm algorithm, base::Bytes point) {
  auto key = seal::PreparedKey::prepare({.algorithm = algorithm, .point = std::move(point)});
  if (!key) return std::nullopt;
  return JwsKey{"", alg, [key = std::move(*key)](base::BytesView message, base::BytesView signature) {
                  return key.checks(message, signature);
                }};
}

std::optional<JwsKey> keyOf(const Json& jwk) {
  const auto type = textOf(jwk, "kty"), crv = textOf(jwk, "crv");
  if (type == "RSA") return rsa(jwk);
  auto x = fromBase64Url(textOf(jwk, "x"));
  if (!x || x->size() != 32) return std::nullopt;
  if (type == "OKP" && crv == "Ed25519") return curve("EdDSA", seal::Algorithm::ed25519, std::move(*x));
  const auto y = fromBase64Url(textOf(jwk, "y"));
  if (type != "EC" || crv != "P-256" || !y || y->size() != 32) return std::nullopt;
  x->insert(x->end(), y->begin(), y->end());
  return curve("ES256", seal::Algorithm::esp256, std::move(*x));
}

}  // namespace

const Json* member(const Json& object, std::string_view name) {
  if (object.kind != Json::Kind::object) return nullptr;
  const auto found = std::find(object.names.begin(), object.names.end(), name);
  if (found == object.names.end()) return nullptr;
  return &object.items[static_cast<std::size_t>(found - object.names.begin())];
}

std::string textOf(const Json& object, std::string_view name) {
  const auto* found = member(object, name);
  return found && found->kind == Json::Kind::text ? found->text : "";
}

std::vector<std::string> textsOf(const Json& object, std::string_view name) {
  const auto* found = member(object, name);
  if (!found) return {};
  if (found->kind == Json::Kind::text) return {found->text};
  std::vector<std::string> out;
  if (found->kind == Json::Kind::array)
    for (const auto& item : found->items) out.push_back(item.kind == Json::Kind::text ? item.text : "");
  return out;
}

tl::unexpected<base::Error> badToken(std::string what) {
  return base::fail("id_token_bad", std::move(what), "the provider's token can't be believed");
}

base::Result<std::vector<JwsKey>> keysIn(std::string_view jwk_set) {
  const auto json = api::json::parse(jwk_set);
  if (!json) return base::fail("provider_answer_bad", "jwks_uri", json.error().cause);
  const auto* list = member(*json, "keys");
  if (!list || list->kind != Json::Kind::array || list->items.size() > kKeyLimit)
    return base::fail("provider_answer_bad", "jwks_uri", "there is no list of keys");
  std::vector<JwsKey> out;
  for (const auto& jwk : list->items) {
    if (const auto use = textOf(jwk, "use"); !use.empty() && use != "sig") continue;
    auto key = keyOf(jwk);
    if (const auto alg = textOf(jwk, "alg"); !key || (!alg.empty() && alg != key->alg)) continue;
    key->kid = textOf(jwk, "kid");
    out.push_back(std::move(*key));
  }
  return out;
}

base::Result<Jws> openJws(std::string_view compact) {
  if (compact.size() > kTokenLimit) return badToken("length");
  const auto first = compact.find('.');
  const auto second = first == std::string_view::npos ? first : compact.find('.', first + 1);
  if (second == std::string_view::npos) return badToken("parts");
  const auto header = fromBase64Url(compact.substr(0, first));
  auto payload = fromBase64Url(compact.substr(first + 1, second - first - 1));
  auto signature = fromBase64Url(compact.substr(second + 1));  // a further dot is no base64url either
  if (!header || !payload || !signature) return badToken("base64url");
  const auto json = api::json::parse(base::textOf(*header));
  if (!json || json->kind != Json::Kind::object) return badToken("header");
  if (member(*json, "crit")) return badToken("crit");  // RFC 7515 section 4.1.11: none is understood
  return Jws{textOf(*json, "alg"), textOf(*json, "kid"),
             textOf(*json, "typ"), std::string(compact.substr(0, second)),
             std::move(*payload),  std::move(*signature)};
}

base::Result<Json> believed(const Jws& jws, const std::vector<JwsKey>& keys) {
  constexpr std::array known{"RS256", "ES256", "EdDSA"};
  if (std::find(known.begin(), known.end(), jws.alg) == known.end()) return badToken("alg");
  bool tried = false;
  for (const auto& key : keys) {
    if (key.alg != jws.alg || (!jws.kid.empty() && key.kid != jws.kid)) continue;
    tried = true;
    if (!key.checks(base::viewOf(jws.signed_text), jws.signature)) continue;
    auto json = api::json::parse(base::textOf(jws.payload));
    if (!json || json->kind != Json::Kind::object) return badToken("payload");
    return json;
  }
  if (tried) return badToken("signature");
  return base::fail("id_token_key_unknown", "kid", "no key of the provider's has this name");
}

}  // namespace hall::identity
