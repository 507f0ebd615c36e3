// A hall on paper for two verifiers: keys of every algorithm in every state, status lists of every kind, and
// what the product says about a carrier. No processes, no files.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "domain/verdict.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"
#include "verifier/check/checks.hpp"

namespace second {

constexpr base::UnixSeconds kNow = 1'795'420'800;  // 2026-11-23T08:00:00Z
constexpr base::UnixSeconds kDay = 86400;

enum class KeyState { current, before_its_window, retired, revoked, stranger };

constexpr seal::Algorithm kAlgorithms[] = {seal::Algorithm::ed25519, seal::Algorithm::esp256,
                                           seal::Algorithm::sm2};
constexpr KeyState kStates[] = {KeyState::current, KeyState::before_its_window, KeyState::retired,
                                KeyState::revoked, KeyState::stranger};

struct HallKey {
  seal::PrivateKey secret;
  seal::PublicKey listed;
  KeyState state;
};

inline HallKey hallKey(seal::Algorithm algorithm, KeyState state, std::uint8_t number) {
  auto secret = seal::PrivateKey::fromRaw(algorithm, base::Bytes(32, number)).value();
  seal::PublicKey listed{.algorithm = algorithm,
                         .point = secret.point(),
                         .kid = secret.kid(),
                         .signs_from = kNow - 100 * kDay,
                         .signs_until = kNow + 100 * kDay,
                         .verify_until = kNow + 3000 * kDay};
  if (state == KeyState::before_its_window) listed.signs_from = kNow + kDay;
  if (state == KeyState::retired) listed.signs_until = listed.verify_until = kNow;
  if (state == KeyState::revoked) listed.revoked_at = kNow, listed.revoked_reason = "遗失";
  return {std::move(secret), std::move(listed), state};
}

struct Campus {
  seal::PrivateKey root = seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, 1)).value();
  std::vector<HallKey> keys;
  std::vector<base::Bytes> lists;  // status lists as files

  Campus() {
    std::uint8_t number = 10;
    for (const auto algorithm : kAlgorithms)
      for (const auto state : kStates) keys.push_back(hallKey(algorithm, state, number++));
  }

  const seal::PrivateKey& key(seal::Algorithm algorithm, KeyState state = KeyState::current) const {
    for (const auto& one : keys)
      if (one.secret.algorithm() == algorithm && one.state == state) return one.secret;
    throw std::logic_error("no such key");
  }

  seal::KeySet keySet() const {
    seal::KeySet out{.issued_at = kNow, .keys = {}};
    for (const auto& one : keys)
      if (one.state != KeyState::stranger) out.keys.push_back(one.listed);
    return out;
  }

  // Each list has the entries 0 1 2 3, again and again.
  void publish(std::uint32_t list, std::size_t entries, base::UnixSeconds iat, std::int64_t ttl_seconds,
               const seal::Signer& signer, std::uint8_t pattern = 0xe4) {
    const seal::StatusList unfolded{list, iat, ttl_seconds, base::Bytes(entries / 4, pattern)};
    lists.push_back(seal::signStatusList(unfolded, signer).value());
  }
};

inline seal::Claims claims() {
  return {.iat = kNow - 5,
          .exp = std::nullopt,
          .cti = {0x57, 0xe0, 0x5d, 0xb3, 0x40, 0x11, 0x22, 0x33},
          .process = "QJ",
          .page = 1,
          .pages = 2,
          .holder = "张*华",
          .digest = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
          .status = {0, 0}};
}

inline std::string carrierOf(base::BytesView token) {
  return seal::toCarrier(token, "hall.example.edu.cn").text();
}

// One text to be judged by both verifiers at one time.
struct Question {
  std::string name;
  std::string carrier;
  base::UnixSeconds now = kNow;
  std::optional<seal::SealedContent> content{};
  std::optional<std::vector<base::Bytes>> data_code{};  // symbols read beside it
};

// What the product says: the seal's verdict from shared/seal, the status from the desk's own judge.
struct Judged {
  seal::Verification seal;
  std::string status;
};

class Desk {
 public:
  Desk(const seal::KeySet& keys, std::vector<seal::StatusList> lists)
      : verifier_(keys), facts_{.keys = keys, .lists = std::move(lists), .hall_host = {}} {}

  Judged judge(const Question& question) const {
    auto& at_that_time = judges_[question.now];
    facts_.now = question.now;
    if (!at_that_time) at_that_time = verifier::offlineJudge(facts_);
    const auto status = at_that_time(question.carrier).value().verdict.status;
    return {verifier_.verifyCarrier(question.carrier, question.now), std::string(domain::nameOf(status))};
  }

 private:
  seal::Verifier verifier_;
  mutable verifier::OfflineFacts facts_;
  mutable std::map<base::UnixSeconds, verifier::Judge> judges_;
};

}  // namespace second
