// The hall's keys: made, followed, retired, revoked; what signs and what verifies at each time.
#include <sqlite3.h>

#include "base/file.hpp"
#include "hall/service/jwks.hpp"
#include "keys_fixture.hpp"

using hall::KeyState;
using test::codeOf;
using test::kDay_s;
using test::need;

TEST_CASE(
    "a new hall has a key that signs and the next one published, and its root opens with its own "
    "passphrase") {
  test::Keys keys;
  CHECK(codeOf(hall::KeyRing::open(*keys.database, keys.access(), keys.clock.now())) == "keys_missing");
  keys.init();
  REQUIRE(keys.now()->set.keys.size() == 2);
  CHECK(keys.state(0) == KeyState::current);
  CHECK(keys.state(1) == KeyState::next);
  CHECK(keys.now()->set.keys[1].signs_from == keys.now()->set.keys[0].signs_until);
  CHECK(codeOf(hall::readKeyFile(keys.rootFile(), "a passphrase of the test")) == "key_wrong_passphrase");
  CHECK(keys.root().point() == keys.ring->root().point);
  CHECK(codeOf(keys.ceremony().init(keys.folder() / "other.pem", test::kRootPassphrase, {})) == "keys_exist");
  CHECK_FALSE(std::filesystem::exists(keys.folder() / "other.pem"));
}

TEST_CASE("a file is never written over by a root, and a root whose keys can't be made is not left behind") {
  test::Keys keys;
  std::filesystem::create_directories(keys.rootFile().parent_path());
  need(base::writeFile(keys.rootFile(), base::viewOf("somebody's letter")));
  CHECK(codeOf(keys.ceremony().init(keys.rootFile(), test::kRootPassphrase, {})) == "root_file_exists");
  CHECK(need(base::readTextFile(keys.rootFile(), 100)) == "somebody's letter");
  const auto other = keys.folder() / "other.pem";
  CHECK(codeOf(keys.ceremony().init(other, test::kRootPassphrase, {seal::Algorithm::ed25519, "no URI"})) ==
        "token_bad_uri");
  CHECK_FALSE(std::filesystem::exists(other));
}

TEST_CASE("a root whose folder isn't there is not made: the stick is not in") {
  test::Keys keys;
  const auto stick = keys.folder() / "another stick";
  CHECK(codeOf(keys.ceremony().init(stick / "root.pem", test::kRootPassphrase, {})) == "root_folder_missing");
  CHECK_FALSE(std::filesystem::exists(stick));
}

TEST_CASE("a year later the next key signs, and both keys' seals are genuine") {
  test::Keys keys;
  keys.init();
  const auto first = keys.signing();
  const auto old_seal = keys.sealed();
  keys.sleep(366 * kDay_s);
  CHECK(keys.signing() != first);
  CHECK(keys.state(0) == KeyState::retired);
  CHECK(keys.check(keys.sealed()) == seal::Outcome::genuine);
  CHECK(keys.check(old_seal) == seal::Outcome::genuine);
}

TEST_CASE("the following key begins where the last one ends, or earlier and ends it there") {
  test::Keys keys;
  keys.init();
  const auto key = need(keys.ceremony().next(keys.root(), {}, std::nullopt));
  keys.sleep(1);
  CHECK(key.signs_from == keys.now()->set.keys[1].signs_until);
  const auto begins = keys.now()->set.keys[2].signs_from + 100 * kDay_s;
  const auto sm2 = need(keys.ceremony().next(keys.root(), {seal::Algorithm::sm2, ""}, begins));
  keys.sleep(1);
  CHECK(sm2.algorithm == seal::Algorithm::sm2);
  CHECK(keys.now()->set.keys[2].signs_until == begins);
  const auto next = [&](base::UnixSeconds from) {
    return codeOf(keys.ceremony().next(keys.root(), {}, from));
  };
  const auto files = [&] {
    return std::distance(std::filesystem::directory_iterator(keys.folder() / "keys"), {});
  };
  const auto before = files();
  CHECK(next(keys.clock.now() - 2 * kDay_s) == "key_from_past");
  CHECK(next(keys.clock.now() + kDay_s) == "key_from_taken");
  CHECK(next(sm2.signs_until + 1) == "key_from_late");
  CHECK(files() == before);
}

TEST_CASE("a key that begins today takes over at once, and what was sealed in this second stays genuine") {
  test::Keys keys;
  keys.init();
  need(keys.ceremony().revoke(keys.root(), keys.kid(1), "unused", hall::KeyCeremony::Successor::needed));
  const auto sealed = keys.sealed();
  const auto next =
      need(keys.ceremony().next(keys.root(), {seal::Algorithm::esp256, ""}, keys.clock.now() - 60));
  keys.sleep(1);
  CHECK(keys.signing() == base::toHex(next.kid));
  CHECK(keys.check(sealed) == seal::Outcome::genuine);
  CHECK(keys.check(keys.sealed()) == seal::Outcome::genuine);
}

TEST_CASE(
    "a retired key signs no more from the next second on, its successor does, and old seals stay genuine") {
  test::Keys keys;
  keys.init();
  const auto sealed = keys.sealed();
  CHECK(codeOf(keys.ceremony().retire(keys.root(), keys.kid(1))) == "key_not_signing");
  CHECK(codeOf(keys.ceremony().retire(keys.root(), "0011223344556677")) == "key_unknown");
  need(keys.ceremony().retire(keys.root(), keys.kid(0)));
  keys.sleep(1);
  CHECK(keys.state(0) == KeyState::retired);
  CHECK(keys.signing() == keys.kid(1));
  CHECK(keys.check(sealed) == seal::Outcome::genuine);
  CHECK(codeOf(keys.ceremony().retire(keys.root(), keys.kid(1))) == "key_no_successor");
  CHECK(keys.state(1) == KeyState::current);
}

TEST_CASE("a revoked key's seals are believed no more, and the one after it signs at once") {
  test::Keys keys;
  keys.init();
  const auto sealed = keys.sealed();
  CHECK(codeOf(keys.ceremony().revoke(keys.root(), keys.kid(0), " ", hall::KeyCeremony::Successor::needed)) ==
        "reason_required");
  need(keys.ceremony().revoke(keys.root(), keys.kid(0), "服务器被盗", hall::KeyCeremony::Successor::needed));
  keys.sleep(1);
  CHECK(keys.check(sealed) == seal::Outcome::key_revoked);
  CHECK(keys.now()->set.keys[0].revoked_reason == "服务器被盗");
  CHECK(keys.signing() == keys.kid(1));
  CHECK(codeOf(keys.ceremony().revoke(keys.root(), keys.kid(1), "too",
                                      hall::KeyCeremony::Successor::needed)) == "key_no_successor");
  need(keys.ceremony().revoke(keys.root(), keys.kid(1), "too",
                              hall::KeyCeremony::Successor::leave_hall_without_key));
  keys.sleep(1);
  CHECK(codeOf(keys.ring->forSigning(keys.clock.now())) == "no_issuing_key");
  CHECK(keys.check(sealed) == seal::Outcome::key_revoked);  // checking goes on
  need(keys.ceremony().next(keys.root(), {}, std::nullopt));
  keys.sleep(1);
  CHECK(keys.check(keys.sealed()) == seal::Outcome::genuine);
}

TEST_CASE("a key that was retired in this second is no successor to the one that is revoked in it") {
  test::Keys keys;
  keys.init();
  need(keys.ceremony().retire(keys.root(), keys.kid(0)));
  CHECK(codeOf(keys.ceremony().revoke(keys.root(), keys.kid(1), "stolen",
                                      hall::KeyCeremony::Successor::needed)) == "key_no_successor");
  keys.sleep(1);
  CHECK(keys.signing() == keys.kid(1));
}

TEST_CASE("taking out a key in the middle leaves no time in which nobody may sign") {
  test::Keys keys;
  keys.init();
  need(keys.ceremony().next(keys.root(), {}, std::nullopt));
  keys.sleep(1);
  need(keys.ceremony().revoke(keys.root(), keys.kid(1), "lost", hall::KeyCeremony::Successor::needed));
  keys.sleep(1);
  auto& set = keys.now()->set;
  for (auto at = keys.clock.now(); at < hall::signingEnds(set, keys.clock.now()); at += kDay_s)
    REQUIRE(hall::signingKey(set, at));
}

TEST_CASE("another hall's root changes nothing") {
  test::Keys keys, others;
  keys.init();
  others.init();
  const auto before = keys.now()->signed_set;
  CHECK(codeOf(keys.ceremony().next(others.root(), {}, std::nullopt)) == "root_other");
  CHECK(codeOf(keys.ceremony().retire(others.root(), keys.kid(0))) == "root_other");
  keys.sleep(1);
  CHECK(keys.now()->signed_set == before);
}

TEST_CASE("the next key is due sixty days before the last one ends") {
  test::Keys keys;
  keys.init();
  const auto ends = hall::signingEnds(keys.now()->set, keys.clock.now());
  CHECK_FALSE(hall::nextKeyDue(keys.now()->set, ends - 60 * kDay_s));
  CHECK(hall::nextKeyDue(keys.now()->set, ends - 60 * kDay_s + 1));
  CHECK(hall::nextKeyDue(keys.now()->set, ends + kDay_s));
}

TEST_CASE("the log warns from sixty days before the last key ends, once a day, and says when none may sign") {
  test::Keys keys;
  keys.init();
  const auto ends = hall::signingEnds(keys.now()->set, keys.clock.now());
  const test::Heard log;
  keys.sleep(ends - 60 * kDay_s - keys.clock.now());
  keys.now();
  CHECK(log.lines("run hall keys next") == 0);
  for (int seconds : {1, 1, 3'600, 80'000}) {
    keys.sleep(seconds);
    keys.now();
  }
  CHECK(log.lines("the last issuing key signs until") == 1);
  keys.sleep(kDay_s);
  keys.now();
  CHECK(log.lines("the last issuing key signs until") == 2);
  keys.sleep(60 * kDay_s);
  keys.now();
  CHECK(log.lines("no issuing key may sign") == 1);
  need(keys.ceremony().next(keys.root(), {}, std::nullopt));
  keys.sleep(2 * kDay_s);
  keys.now();
  CHECK(log.lines("run hall keys next") == 3);
}

TEST_CASE("a browser's key set holds the keys that count, and no SM2 key") {
  test::Keys keys;
  keys.init({seal::Algorithm::esp256, ""});
  need(keys.ceremony().next(keys.root(), {seal::Algorithm::sm2, ""}, std::nullopt));
  need(keys.ceremony().next(keys.root(), {}, std::nullopt));
  keys.sleep(1);
  const auto count = [&](const std::string& what, base::UnixSeconds at) {
    const auto text = hall::toJwks(keys.now()->set, at);
    std::size_t found = 0;
    for (auto from = text.find(what); from != std::string::npos; from = text.find(what, from + 1)) ++found;
    return found;
  };
  CHECK(count("\"kid\"", keys.clock.now()) == 3);
  CHECK(count("\"P-256\"", keys.clock.now()) == 2);
  CHECK(count("\"Ed25519\"", keys.clock.now()) == 1);
  need(keys.ceremony().revoke(keys.root(), keys.kid(0), "stolen", hall::KeyCeremony::Successor::needed));
  keys.sleep(1);
  CHECK(count("\"P-256\"", keys.clock.now()) == 1);
  CHECK(count("\"kid\"", keys.clock.now() + 40 * 366 * kDay_s) == 0);
}

TEST_CASE("a key file that was swapped or lost stops printing, not checking") {
  test::Keys keys;
  keys.init();
  const auto sealed = keys.sealed();
  keys.ring = need(hall::KeyRing::open(*keys.database, keys.access(), keys.clock.now()));
  const auto file = [&](std::size_t index) { return hall::keyFile(keys.access(), keys.kid(index)); };
  std::filesystem::rename(file(0), keys.folder() / "away.pem");
  CHECK(codeOf(keys.ring->forSigning(keys.clock.now())) == "file_missing");
  std::filesystem::copy(file(1), file(0));
  CHECK(codeOf(keys.ring->forSigning(keys.clock.now())) == "key_other");
  CHECK(keys.check(sealed) == seal::Outcome::genuine);
  std::filesystem::remove(file(0));
  std::filesystem::rename(keys.folder() / "away.pem", file(0));
  CHECK(keys.signing() == keys.kid(0));
}

TEST_CASE("a hall from an earlier version keeps its keys, and its root becomes a root file as any other") {
  test::Keys keys;
  std::filesystem::create_directories(keys.folder() / "keys");
  const auto root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto key = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto kid = base::toHex(key.kid());
  const auto from = keys.clock.now() - 100 * kDay_s;
  need(hall::writeKeyFile(keys.folder() / "keys" / "root.pem", root, keys.access().passphrase));
  need(hall::writeKeyFile(keys.folder() / "keys" / (kid + ".pem"), key, keys.access().passphrase));
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open((keys.folder() / "hall.sqlite").c_str(), &raw) == SQLITE_OK);
  const auto row = "INSERT INTO issuing_keys VALUES ('" + kid + "', -19, '" + base::toHex(key.point()) +
                   "', " + std::to_string(from) + ", " + std::to_string(from + 366 * kDay_s) + ", " +
                   std::to_string(from + 30 * 366 * kDay_s) + ", 0, '')";
  REQUIRE(sqlite3_exec(raw, row.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(raw);

  CHECK(codeOf(keys.ceremony().init(keys.rootFile(), test::kRootPassphrase, {})) == "keys_exist");
  std::filesystem::rename(keys.folder() / "keys" / "root.pem", keys.folder() / "away.pem");
  CHECK(codeOf(keys.ceremony().takeOver()) == "data_root_key_missing");
  std::filesystem::rename(keys.folder() / "away.pem", keys.folder() / "keys" / "root.pem");
  CHECK(need(keys.ceremony().takeOver()));
  CHECK_FALSE(need(keys.ceremony().takeOver()));
  keys.ring = need(hall::KeyRing::open(*keys.database, keys.access(), keys.clock.now()));
  CHECK(keys.ring->root().point == root.point());
  CHECK(keys.signing() == kid);
  CHECK(keys.check(keys.sealed()) == seal::Outcome::genuine);
  need(keys.ceremony().next(root, {}, std::nullopt));
  keys.sleep(1);
  CHECK(keys.now()->set.keys.size() == 2);
}
