// A hall's database and keys without the hall around them, on a clock that moves when told.
#pragma once

#include <unistd.h>

#include <cstdio>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall.hpp"
#include "hall/service/key_ceremony.hpp"
#include "hall/service/key_ring.hpp"
#include "hall/store/audit.hpp"

namespace test {

constexpr std::int64_t kDay_s = 86'400;
inline const std::string kRootPassphrase = "the root's own passphrase";

// What the log says while it lives. Standard error goes to a file meanwhile.
class Heard {
 public:
  Heard() : before_(::dup(2)), file_(std::tmpfile()) {
    ::dup2(::fileno(file_), 2);
    base::log::setQuiet(false);
  }
  ~Heard() {
    base::log::setQuiet(true);
    ::dup2(before_, 2);
    ::close(before_);
    std::fclose(file_);
  }
  Heard(const Heard&) = delete;
  Heard& operator=(const Heard&) = delete;

  // How many lines held that.
  int lines(const std::string& words) const {
    std::rewind(file_);
    int out = 0;
    char line[1024];
    while (std::fgets(line, sizeof line, file_)) out += std::string(line).find(words) != std::string::npos;
    return out;
  }

 private:
  int before_;
  std::FILE* file_;
};

class Keys {
 public:
  Keys() : folder_(std::filesystem::temp_directory_path() / ("hall-keys-" + base::randomUuid())) {
    base::log::setQuiet(true);
    std::filesystem::create_directories(folder_ / "stick");
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
