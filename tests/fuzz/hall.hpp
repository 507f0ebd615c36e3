// The hall that the seal's targets know: its root, an issuing key of each algorithm, and the seals it issued.
#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.hpp"
#include "fuzz.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"

namespace fuzz {

constexpr base::UnixSeconds kNow = 1'795'420'800;  // 2026-11-23T08:00:00Z
constexpr std::array kAlgorithms{seal::Algorithm::ed25519, seal::Algorithm::esp256, seal::Algorithm::sm2};

inline seal::PrivateKey secretKey(std::uint8_t number, seal::Algorithm algorithm) {
  return seal::PrivateKey::fromRaw(algorithm, base::Bytes(32, number)).value();
}

inline const seal::PrivateKey& root() {
  static const auto key = secretKey(1, seal::Algorithm::ed25519);
  return key;
}

inline seal::PublicKey publicKey(const seal::Signer& key) {
  return {.algorithm = key.algorithm(),
          .point = key.point(),
          .kid = key.kid(),
          .signs_from = kNow - 86400,
          .signs_until = kNow + 86400,
          .verify_until = kNow + 864000};
}

inline const seal::KeySet& keySet() {
  static const auto keys = [] {
    seal::KeySet out{.issued_at = kNow};
    for (const auto algorithm : kAlgorithms) out.keys.push_back(publicKey(secretKey(7, algorithm)));
    return out;
  }();
  return keys;
}

// The seals of tests/fuzz/genuine, which seeds.cpp made with the keys above; no other may pass for genuine.
inline const std::vector<base::Bytes>& genuineSeals() {
  static const auto seals = [] {
    std::vector<base::Bytes> out;
    const seal::Verifier verifier(keySet());
    for (const auto& entry : std::filesystem::directory_iterator(HALL_SOURCE_DIR "/tests/fuzz/genuine")) {
      out.push_back(base::readFile(entry.path(), 1000).value());
      require(verifier.verifyToken(out.back(), kNow).outcome == seal::Outcome::genuine,
              "a stored seal is genuine");
    }
    require(out.size() == kAlgorithms.size(), "there is a stored seal of each algorithm");
    return out;
  }();
  return seals;
}

inline bool isOutcome(seal::Outcome outcome) {
  switch (outcome) {
    case seal::Outcome::genuine:
    case seal::Outcome::altered:
    case seal::Outcome::unknown_key:
    case seal::Outcome::key_revoked:
    case seal::Outcome::not_a_hall_seal:
      return true;
  }
  return false;
}

// What holds for every verdict: a known outcome, a reason unless genuine, claims only under a good signature,
// and genuine is only what was issued, octet for octet.
inline void requireSoundVerdict(const seal::Verification& verdict, base::BytesView token) {
  require(isOutcome(verdict.outcome), "the outcome is one of the enum's");
  const bool genuine = verdict.outcome == seal::Outcome::genuine;
  require(genuine == verdict.reason.empty(), "a reason stands exactly where a seal isn't genuine");
  require(verdict.claims.has_value() == (genuine || verdict.outcome == seal::Outcome::key_revoked),
          "claims are shown only under a good signature");
  const auto& issued = genuineSeals();
  const bool known = std::any_of(issued.begin(), issued.end(), [&](const base::Bytes& one) {
    return std::equal(one.begin(), one.end(), token.begin(), token.end());
  });
  require(genuine == known, "genuine is what the hall issued, and nothing else:", base::toHex(token));
}

}  // namespace fuzz
