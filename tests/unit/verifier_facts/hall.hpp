// A hall that signs facts with keys of this test's own, and a desk that keeps them.
#pragma once

#include <catch2/catch.hpp>
#include <map>

#include "base/file.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "tests/story/harness/absent_hall.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "verifier/facts/facts.hpp"

namespace facts_test {

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr std::int64_t kTtl_s = 900;

inline const seal::PrivateKey& keyOf(std::uint8_t number) {
  static std::map<std::uint8_t, seal::PrivateKey> keys;
  const auto found = keys.find(number);
  if (found != keys.end()) return found->second;
  auto key = seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, number)).value();
  return keys.emplace(number, std::move(key)).first->second;
}
inline const seal::PrivateKey& root() { return keyOf(1); }
inline const seal::PrivateKey& issuing() { return keyOf(2); }

inline base::Bytes signedKeys(const seal::PrivateKey& signer = root()) {
  const seal::PublicKey key{.algorithm = issuing().algorithm(),
                            .point = issuing().point(),
                            .kid = issuing().kid(),
                            .signs_from = kNow - 1000,
                            .signs_until = kNow + 100'000,
                            .verify_until = kNow + 200'000};
  return seal::signKeySet({kNow, {key}}, signer).value();
}

// A list on which nothing is void but the first copy.
inline base::Bytes list(std::uint32_t number, base::UnixSeconds iat = kNow, std::size_t entries = 4096,
                        const seal::PrivateKey& signer = issuing()) {
  base::Bytes bits(entries / 4, 0);
  bits[0] = 1;
  return seal::signStatusList({number, iat, kTtl_s, std::move(bits)}, signer).value();
}

inline std::string carrier(std::uint32_t index, std::uint32_t number = 0) {
  const seal::Claims claims{.iat = kNow - 60,
                            .cti = {1, 2, 3, 4, 5, 6, 7, 8},
                            .process = "transcript",
                            .page = 1,
                            .pages = 1,
                            .holder = "张*华",
                            .digest = {},
                            .status = {number, index}};
  return seal::toCarrier(seal::sealPage(claims, issuing()).value(), "hall.example.edu.cn").text();
}

class Hall final : public story::AbsentHall {
 public:
  base::Result<base::Bytes> keys = signedKeys();
  std::map<std::uint32_t, base::Result<base::Bytes>> lists{{0, list(0)}, {1, list(1)}, {2, list(2)}};
  int asked = 0;  // for lists

  base::Result<base::Bytes> keySet() override { return keys; }
  base::Result<base::Bytes> statusList(std::uint32_t number) override {
    ++asked;
    const auto found = lists.find(number);
    if (found == lists.end()) return base::fail("status_list_unknown", "", "no such list");
    return found->second;
  }
};

struct Desk {
  story::TemporaryFolder folder;
  Hall hall;
  config::Device device = [this] {
    config::Device out{.state = folder.path() / "state"};
    out.hall.url = "https://Hall.example.edu.cn:8443";
    out.hall.root_key = seal::toText({root().point()});
    return out;
  }();

  verifier::Refreshed refresh() { return verifier::refreshFacts(hall, device).value(); }
  verifier::OfflineFacts held(base::UnixSeconds now = kNow) {
    return verifier::heldFacts(device, now).value();
  }
  std::map<std::uint32_t, base::UnixSeconds> heldLists() {
    std::map<std::uint32_t, base::UnixSeconds> out;
    for (const auto& one : held().lists) out[one.list] = one.iat;
    return out;
  }
};

inline base::Result<base::Bytes> away() { return base::fail("hall_unreachable", "fake", "the hall is away"); }

}  // namespace facts_test
