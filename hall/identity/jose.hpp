// Signed tokens of OpenID providers: compact JWS (RFC 7515) checked against a JWK set (RFC 7517). RS256 with
// 2048 bits or more, ES256 and EdDSA with Ed25519 (RFC 7518 section 3.1, RFC 8037); nothing else, least of
// all "none" or a shared secret. Any thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "hall_api/json.hpp"

namespace hall::identity {

using Json = api::json::Value;
const Json* member(const Json& object, std::string_view name);                // nullptr: there is none
std::string textOf(const Json& object, std::string_view name);                // empty: none, or no text
std::vector<std::string> textsOf(const Json& object, std::string_view name);  // a text, or a list of texts

// A public key as a provider publishes it, made ready.
struct JwsKey {
  std::string kid;
  std::string alg;  // RS256 | ES256 | EdDSA, as its type allows
  std::function<bool(base::BytesView message, base::BytesView signature)> checks;
};

// The keys of a JWK set that can sign and that the hall understands; others are passed over, as RFC 7517
// section 5 asks. Code provider_answer_bad.
base::Result<std::vector<JwsKey>> keysIn(std::string_view jwk_set);

struct Jws {
  std::string alg, kid, typ;
  std::string signed_text;  // header.payload
  base::Bytes payload, signature;
};
// Taken apart, not yet believed. Code id_token_bad, place: what is wrong with it.
base::Result<Jws> openJws(std::string_view compact);

// The payload, if one of the keys signed it. Codes: id_token_bad; id_token_key_unknown (none of the keys has
// that kid: fetch them anew).
base::Result<Json> believed(const Jws& jws, const std::vector<JwsKey>& keys);

tl::unexpected<base::Error> badToken(std::string what);

}  // namespace hall::identity
