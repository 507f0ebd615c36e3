// Sealed pages out of a hall of this test's own, and what a desk holds of it.
#pragma once

#include <catch2/catch.hpp>

#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/check/checks.hpp"

namespace papers {

constexpr base::UnixSeconds kNow = 1'795'420'800;

inline const seal::PrivateKey& hallKey() {
  static const auto key = seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, 9)).value();
  return key;
}

inline seal::PublicKey publicKey() {
  return {.algorithm = hallKey().algorithm(),
          .point = hallKey().point(),
          .kid = hallKey().kid(),
          .signs_from = kNow - 1000,
          .signs_until = kNow + 100000,
          .verify_until = kNow + 200000};
}

inline seal::Claims claims(std::uint8_t serial = 1, int page = 1, int pages = 1) {
  return {.iat = kNow - 60,
          .cti = {serial, 2, 3, 4, 5, 6, 7, 8},
          .process = "transcript",
          .page = page,
          .pages = pages,
          .holder = "张*华",
          .digest = {},
          .status = {0, serial}};
}

inline std::string carrier(const seal::Claims& claims, const std::string& host = "hall.example.edu.cn") {
  return seal::toCarrier(seal::sealPage(claims, hallKey()).value(), host).text();
}

inline verifier::ScannedPage scanned(int number, std::vector<std::string> texts) {
  return {.pile = "scan.pdf", .number = number, .texts = std::move(texts)};
}

// Serials 2, 3 and 4 stand as void, suspended and superseded.
inline verifier::OfflineFacts facts() {
  return {.keys = {.issued_at = kNow, .keys = {publicKey()}},
          .lists = {{.list = 0,
                     .iat = kNow - 100,
                     .ttl_seconds = 3600,
                     .bits = {0b10'01'00'00, 0b00'00'00'11, 0, 0, 0}}},
          .hall_host = "hall.example.edu.cn",
          .now = kNow};
}

}  // namespace papers
