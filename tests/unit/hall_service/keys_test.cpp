// The hall's keys: what is made ready for checking changes with them.
#include "hall/service/keys.hpp"

#include "base/crypto.hpp"
#include "hall.hpp"

using test::need;

namespace {

base::Bytes sealedWith(const seal::Signer& key, base::UnixSeconds now) {
  seal::Claims claims;
  claims.iat = now;
  claims.process = "enrolment";
  claims.holder = "张*";
  return need(seal::sealPage(claims, key));
}

}  // namespace

TEST_CASE("a year later the next key signs, and one ring still knows both keys' seals") {
  base::log::setQuiet(true);
  const auto folder = std::filesystem::temp_directory_path() / ("hall-keys-" + base::randomUuid());
  std::filesystem::create_directories(folder);
  base::UnixSeconds now = 1'790'000'000;
  {
    const auto database = need(hall::store::Database::open(folder / "hall.db", now));
    const auto ring = need(hall::KeyRing::open(folder / "keys", "a passphrase of the test", *database, now));
    const auto first = need(ring->current(now));
    const auto old_seal = sealedWith(*first->signer, now);
    CHECK(first->verifier.verifyToken(old_seal, now).outcome == seal::Outcome::genuine);

    now += 380 * 86'400;
    const auto next = need(ring->current(now));
    const auto new_seal = sealedWith(*next->signer, now);
    CHECK(next->signer->kid() != first->signer->kid());
    CHECK(next->verifier.verifyToken(new_seal, now).outcome == seal::Outcome::genuine);
    CHECK(next->verifier.verifyToken(old_seal, now).outcome == seal::Outcome::genuine);
    CHECK(first->verifier.verifyToken(new_seal, now).outcome == seal::Outcome::unknown_key);
  }
  std::filesystem::remove_all(folder);
}
