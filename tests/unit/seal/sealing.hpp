// What the seal's tests share: keys out of fixed secrets, a realistic page, and its key set.
#pragma once

#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"

namespace sealing {

constexpr base::UnixSeconds kNow = 1'795'420'800;  // 2026-11-23T08:00:00Z

inline base::Bytes hex(std::string_view text) { return base::fromHex(text).value(); }

inline seal::PrivateKey key(std::uint8_t number, seal::Algorithm algorithm = seal::Algorithm::ed25519) {
  return seal::PrivateKey::fromRaw(algorithm, base::Bytes(32, number)).value();
}

inline seal::PublicKey publicKey(const seal::PrivateKey& key) {
  return {.algorithm = key.algorithm(),
          .point = key.point(),
          .kid = key.kid(),
          .signs_from = kNow - 86400,
          .signs_until = kNow + 86400 * 365,
          .verify_until = kNow + 86400 * 3650};
}

inline seal::KeySet keySet(std::initializer_list<seal::PublicKey> keys) {
  return {.issued_at = kNow, .keys = keys};
}

inline seal::Claims claims() {
  return {.iat = kNow,
          .exp = std::nullopt,
          .cti = {0x57, 0xe0, 0x5d, 0xb3, 0x40, 0x11, 0x22, 0x33},
          .process = "QJ",
          .page = 1,
          .pages = 1,
          .holder = "张*华",
          .digest = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
          .status = {0, 4711}};
}

}  // namespace sealing
