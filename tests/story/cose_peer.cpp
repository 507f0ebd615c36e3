// Our half of cose_interop.mjs: COSE_Sign1 tokens made and checked by shared/seal, in words that Node reads.
//
//   cose_peer make            -> JSON: tokens of ours, each with its public key as a JWK
//   cose_peer keys            -> JSON: the JWKS of a key set, and a seal by each of its keys
//   cose_peer check < lines   -> "ok <payload>" or "no <code>" for each "<alg> <point> <external_aad>
//   <token>"
//
// Bytes are hexadecimal, and "-" where there are none.
#include <iostream>
#include <sstream>

#include "hall/service/jwks.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/sign/sign.hpp"

namespace {

using base::Bytes;
using base::BytesView;
using seal::Algorithm;
using seal::CoseTag;
using seal::PrivateKey;
using seal::cbor::Writer;

constexpr base::UnixSeconds kNow = 1'795'420'800;

// A key under another of its algorithm's numbers: seals name -19 and -9, most libraries know -8 and -7.
class Renamed final : public seal::Signer {
 public:
  Renamed(const PrivateKey& key, Algorithm name) : key_(key), name_(name) {}
  Algorithm algorithm() const override { return name_; }
  const Bytes& point() const override { return key_.point(); }
  seal::KeyId kid() const override { return key_.kid(); }
  base::Result<Bytes> sign(BytesView message) const override { return key_.sign(message); }

 private:
  const PrivateKey& key_;
  Algorithm name_;
};

std::string hex(BytesView bytes) { return bytes.empty() ? "-" : base::toHex(bytes); }
std::string member(std::string_view name, std::string_view value) {
  return "\"" + std::string(name) + "\":\"" + std::string(value) + "\"";
}

std::string jwkOf(const seal::Signer& key) {
  const BytesView point(key.point());
  const auto x = member("x", base::toBase64Url(point.first(32)));
  if (point.size() == 32) return "{" + member("kty", "OKP") + "," + member("crv", "Ed25519") + "," + x + "}";
  return "{" + member("kty", "EC") + "," + member("crv", "P-256") + "," + x + "," +
         member("y", base::toBase64Url(point.subspan(32))) + "}";
}

struct Vector {
  std::string name;
  Bytes token, payload, aad;
};

void print(const std::vector<Vector>& vectors, const seal::Signer& key, std::string& out) {
  for (const auto& one : vectors)
    out += (out.size() > 1 ? ",\n{" : "{") + member("name", one.name) + "," +
           member("token", hex(one.token)) + "," + member("payload", hex(one.payload)) + "," +
           member("aad", hex(one.aad)) +
           ",\"alg\":" + std::to_string(static_cast<std::int64_t>(key.algorithm())) +
           ",\"jwk\":" + jwkOf(key) + "}";
}

Bytes map(std::initializer_list<int> labels, const seal::Signer& key) {
  Writer out;
  out.map(labels.size());
  for (const int label : labels) {
    out.integer(label);
    if (label == 1) out.integer(static_cast<std::int64_t>(key.algorithm()));
    if (label == 4) out.bytes(key.kid());
  }
  return out.take();
}

// With any headers and external_aad, which seals never have.
Bytes sign1(BytesView protected_bytes, BytesView unprotected, BytesView payload, BytesView aad,
            const seal::Signer& key) {
  Writer head;
  head.tag(18), head.array(4), head.bytes(protected_bytes);
  Writer tail;
  tail.bytes(payload);
  tail.bytes(key.sign(seal::sigStructure(protected_bytes, aad, payload)).value());
  auto out = head.take();
  const auto end = tail.take();
  out.insert(out.end(), unprotected.begin(), unprotected.end());
  out.insert(out.end(), end.begin(), end.end());
  return out;
}

std::vector<Vector> vectorsOf(const seal::Signer& key) {
  const auto payload = base::bytesOf("This is the content. 正文");
  const auto aad = base::bytesOf("external");
  const auto alg = map({1}, key), kid = map({4}, key), both = map({1, 4}, key), none = map({}, key);
  const Bytes nothing;
  return {
      {"tag 18", seal::signCoseSign1(payload, key).value(), payload, {}},
      {"tags 61 and 18", seal::signCoseSign1(payload, key, CoseTag::cwt).value(), payload, {}},
      {"no tag", seal::signCoseSign1(payload, key, CoseTag::none).value(), payload, {}},
      {"no payload's bytes", seal::signCoseSign1({}, key).value(), {}, {}},
      {"100,000 bytes", seal::signCoseSign1(Bytes(100'000, 7), key).value(), Bytes(100'000, 7), {}},
      {"kid unprotected", sign1(alg, kid, payload, {}, key), payload, {}},
      {"empty protected header", sign1(nothing, both, payload, {}, key), payload, {}},
      {"external_aad", sign1(both, none, payload, aad, key), payload, aad},
      {"empty protected header, external_aad", sign1(nothing, both, payload, aad, key), payload, aad},
  };
}

int make() {
  const auto ed25519 = PrivateKey::generate(Algorithm::ed25519),
             p256 = PrivateKey::generate(Algorithm::esp256);
  std::string out = "[";
  for (const auto& key : {Renamed(ed25519, Algorithm::eddsa), Renamed(p256, Algorithm::es256),
                          Renamed(ed25519, Algorithm::ed25519), Renamed(p256, Algorithm::esp256)})
    print(vectorsOf(key), key, out);
  std::cout << out << "]\n";
  return 0;
}

int keys() {
  seal::KeySet set{.issued_at = kNow, .keys = {}};
  std::string seals;
  const auto list = [&](Algorithm algorithm, base::UnixSeconds verify_until, bool revoked) {
    const auto key = PrivateKey::generate(algorithm);
    seal::PublicKey one{.algorithm = algorithm,
                        .point = key.point(),
                        .kid = key.kid(),
                        .signs_from = kNow - 1000,
                        .signs_until = kNow - 10,
                        .verify_until = verify_until};
    if (revoked) one.revoked_at = kNow;
    set.keys.push_back(one);
    const seal::Claims claims{.iat = kNow - 100,
                              .exp = std::nullopt,
                              .cti = {},
                              .process = "QJ",
                              .page = 1,
                              .pages = 1,
                              .holder = "张*华"};
    seals += (seals.empty() ? "{" : ",{") + member("kid", base::toBase64Url(key.kid())) + "," +
             member("token", base::toHex(seal::sealPage(claims, key).value())) + "}";
  };
  for (const auto algorithm : {Algorithm::ed25519, Algorithm::esp256, Algorithm::ed25519, Algorithm::esp256})
    list(algorithm, kNow + 1, false);
  list(Algorithm::sm2, kNow + 1, false);    // no JOSE name
  list(Algorithm::ed25519, kNow, false);    // no longer verifies
  list(Algorithm::esp256, kNow + 1, true);  // revoked
  std::cout << "{\"jwks\":" << hall::toJwks(set, kNow) << ",\"seals\":[" << seals << "]}\n";
  return 0;
}

Bytes bytesOf(const std::string& word) { return word == "-" ? Bytes{} : base::fromHex(word).value(); }

int check() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::int64_t alg = 0;
    std::string point, aad, token;
    words >> alg >> point >> aad >> token;
    const auto bytes = bytesOf(token);
    const auto parsed = seal::parseCoseSign1(bytes, seal::CoseProfile::general);
    const seal::PublicKey key{.algorithm = static_cast<Algorithm>(alg), .point = bytesOf(point)};
    if (!parsed) {
      std::cout << "no " << parsed.error().code << "\n";
    } else if (!seal::verifyCoseSign1(*parsed, key, bytesOf(aad))) {
      std::cout << "no bad_signature\n";
    } else {
      std::cout << "ok " << hex(parsed->payload) << "\n";
    }
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view task = count == 2 ? words[1] : "";
  if (task == "make") return make();
  if (task == "keys") return keys();
  if (task == "check") return check();
  return 64;
}
