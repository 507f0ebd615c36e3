// A hall's database and keys without the hall around them, on a clock that moves when told.
#pragma once

#include "base/crypto.hpp"
#include "hall.hpp"
#include "hall/service/key_ceremony.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/store/audit.hpp"

namespace test {

constexpr std::int64_t kDay_s = 86'400;
inline const std::string kRootPassphrase = "the root's own passphrase";

class Keys {
 public:
  Keys() : folder_(std::filesystem::temp_directory_path() / ("hall-keys-" + base::randomUuid())) {
    base::log::setQuiet(true);
    std::filesystem::create_directories(folder_);
    database = need(hall::store::Database::open(folder_ / "hall.sqlite", clock.now()));
  }
  ~Keys() {
    ring.reset();
    database.reset();
    std::filesystem::remove_all(folder_);
  }

  hall::KeyAccess access() const { return {folder_ / "keys", "a passphrase of the test", pin}; }
  std::filesystem::path rootFile() const { return folder_ / "stick" / "root.pem"; }
  hall::KeyCeremony ceremony() { return {*database, clock, access(), "uid 1000"}; }

  void init(const hall::NewKey& wanted = {}) {
    need(ceremony().init(rootFile(), kRootPassphrase, wanted));
    ring = need(hall::KeyRing::open(*database, access(), clock.now()));
  }
  seal::PrivateKey root() const { return need(hall::readKeyFile(rootFile(), kRootPassphrase)); }

  std::shared_ptr<const hall::KeyRing::Current> now() { return need(ring->current(clock.now())); }
  std::string signing() { return base::toHex(need(ring->forSigning(clock.now()))->signer->kid()); }
  std::string kid(std::size_t index) { return base::toHex(now()->set.keys.at(index).kid); }
  hall::KeyState state(std::size_t index) {
    return hall::stateOf(now()->set.keys.at(index), now()->set, clock.now());
  }
  void sleep(std::int64_t seconds) { clock.advance(std::chrono::seconds(seconds)); }

  base::Bytes sealed() {
    const auto keys = need(ring->forSigning(clock.now()));
    seal::Claims claims;
    claims.iat = clock.now();
    claims.process = "ZD";
    claims.holder = "张*";
    return need(seal::sealPage(claims, *keys->signer));
  }
  seal::Outcome check(const base::Bytes& token) {
    return now()->verifier.verifyToken(token, clock.now()).outcome;
  }
  std::filesystem::path folder() const { return folder_; }

  base::FakeClock clock{1'790'000'000};
  std::string pin;
  std::unique_ptr<hall::store::Database> database;
  std::unique_ptr<hall::KeyRing> ring;

 private:
  std::filesystem::path folder_;
};

}  // namespace test
