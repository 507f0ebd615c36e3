// What the forgery bench forges from: a hall with a key of each algorithm, its seals, and a forger with keys
// of an own.
#pragma once

#include <algorithm>
#include <array>
#include <random>

#include "seal/carrier.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/sign/sign.hpp"

namespace forgery {

using base::Bytes;
using seal::Algorithm;
using Random = std::mt19937;

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr std::array kAlgorithms{Algorithm::ed25519, Algorithm::esp256, Algorithm::sm2};

struct Issued {
  std::size_t key = 0;  // index into Hall::keys
  seal::Claims claims{};
  Bytes token{}, headers{}, payload{}, signature{};
};

inline seal::PublicKey publicKey(const seal::Signer& key) {
  return {.algorithm = key.algorithm(),
          .point = key.point(),
          .kid = key.kid(),
          .signs_from = kNow - 86400,
          .signs_until = kNow + 86400,
          .verify_until = kNow + 864000};
}

inline Bytes copyOf(base::BytesView view) { return {view.begin(), view.end()}; }

inline Issued issue(std::size_t key, const seal::Claims& claims, const seal::Signer& signer) {
  Issued out{.key = key, .claims = claims, .token = seal::sealPage(claims, signer).value()};
  const auto parts = seal::parseCoseSign1(out.token).value();
  out.headers = copyOf(parts.protected_bytes);
  out.payload = copyOf(parts.payload);
  out.signature = copyOf(parts.signature);
  return out;
}

// The hall's keys and what it sealed: 20 documents of two pages with each key; and the forger's keys.
struct Hall {
  std::vector<seal::PrivateKey> keys{}, strangers{};
  seal::KeySet known{.issued_at = kNow};
  std::vector<Issued> seals{};

  explicit Hall(Random& random) {
    for (const auto algorithm : kAlgorithms) {
      keys.push_back(seal::PrivateKey::generate(algorithm));
      strangers.push_back(seal::PrivateKey::generate(algorithm));
      known.keys.push_back(publicKey(keys.back()));
    }
    for (std::size_t key = 0; key < keys.size(); ++key)
      for (std::uint32_t document = 0; document < 20; ++document) sealDocument(key, document, random);
  }

  const Issued& any(Random& random) const { return seals[random() % seals.size()]; }
  const Issued& anyOf(Random& random, Algorithm algorithm) const {
    for (;;)
      if (const auto& one = any(random); keys[one.key].algorithm() == algorithm) return one;
  }
  bool issued(const seal::Claims& claims) const {
    return std::any_of(seals.begin(), seals.end(), [&](const Issued& one) { return one.claims == claims; });
  }

 private:
  void sealDocument(std::size_t key, std::uint32_t document, Random& random) {
    seal::Claims claims{.iat = kNow, .process = "QJ", .pages = 2, .holder = "张*华", .status = {0, document}};
    for (auto& byte : claims.cti) byte = static_cast<std::uint8_t>(random());
    for (auto& byte : claims.digest) byte = static_cast<std::uint8_t>(random());
    for (claims.page = 1; claims.page <= 2; ++claims.page) seals.push_back(issue(key, claims, keys[key]));
  }
};

inline Bytes assembled(const Bytes& headers, const Bytes& payload, const Bytes& signature) {
  return seal::encodeCoseSign1(headers, payload, signature);
}

inline Bytes headersWith(std::int64_t alg, base::BytesView kid) {
  seal::cbor::Writer out;
  out.map(2);
  out.integer(1), out.integer(alg);
  out.integer(4), out.bytes(kid);
  return out.take();
}

inline Bytes signedWith(const seal::Signer& key, const Bytes& headers, const Bytes& payload) {
  return assembled(headers, payload, key.sign(seal::sigStructure(headers, {}, payload)).value());
}

inline Bytes joined(std::initializer_list<Bytes> pieces) {
  Bytes out;
  for (const auto& piece : pieces) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

inline std::string carrierOf(base::BytesView token) {
  return seal::toCarrier(token, "hall.example.edu.cn").text();
}

}  // namespace forgery
