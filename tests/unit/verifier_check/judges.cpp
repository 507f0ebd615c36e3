#include "papers.hpp"

using namespace papers;
using domain::AcceptanceState;
using domain::ContentState;
using domain::SealState;
using domain::StatusState;

TEST_CASE("a desk without network knows seal and status, and says what it doesn't know") {
  const auto answer = verifier::judgeOffline(carrier(claims()), facts());
  CHECK(answer.verdict.seal == SealState::genuine);
  CHECK(answer.verdict.status == StatusState::valid);
  CHECK(answer.verdict.status_as_of == kNow - 100);
  CHECK(answer.verdict.acceptance == AcceptanceState::unknown);
  CHECK(answer.verdict.content == ContentState::not_compared);
  CHECK(answer.verdict.foreign_host.empty());
  CHECK(answer.serial == "0102030405060708");
  CHECK(answer.short_serial.size() == 9);
  CHECK(answer.process_code == "transcript");
  CHECK(answer.holder == "张*华");
  CHECK(answer.issued_at == kNow - 60);
}

TEST_CASE("the status list's four words come through") {
  CHECK(verifier::judgeOffline(carrier(claims(2)), facts()).verdict.status == StatusState::voided);
  CHECK(verifier::judgeOffline(carrier(claims(3)), facts()).verdict.status == StatusState::suspended);
  CHECK(verifier::judgeOffline(carrier(claims(4)), facts()).verdict.status == StatusState::superseded);
}

TEST_CASE("a stale list makes the status unknown, never valid, and still says of when it is") {
  auto stale = facts();
  stale.lists[0].ttl_seconds = 100;  // over this very second
  const auto answer = verifier::judgeOffline(carrier(claims()), stale);
  CHECK(answer.verdict.seal == SealState::genuine);
  CHECK(answer.verdict.status == StatusState::unknown);
  CHECK(answer.verdict.status_as_of == kNow - 100);
  stale.lists[0].ttl_seconds = 101;
  CHECK(verifier::judgeOffline(carrier(claims()), stale).verdict.status == StatusState::valid);
}

TEST_CASE("without the seal's list, or past its end, the status is unknown") {
  auto bare = facts();
  bare.lists.clear();
  CHECK(verifier::judgeOffline(carrier(claims()), bare).verdict.status == StatusState::unknown);
  CHECK_FALSE(verifier::judgeOffline(carrier(claims()), bare).verdict.status_as_of);
  auto beyond = claims();
  beyond.status.index = 20;
  CHECK(verifier::judgeOffline(carrier(beyond), facts()).verdict.status == StatusState::unknown);
}

TEST_CASE("of two lists with the same number the newer counts") {
  auto two = facts();
  auto newer = two.lists[0];
  newer.iat = kNow;
  newer.bits.assign(5, 0x55);
  two.lists.insert(two.lists.begin(), newer);
  CHECK(verifier::judgeOffline(carrier(claims()), two).verdict.status == StatusState::voided);
}

TEST_CASE("a paper past its expiry is expired, unless it is void anyway") {
  auto old = claims();
  old.exp = kNow;
  CHECK(verifier::judgeOffline(carrier(old), facts()).verdict.status == StatusState::expired);
  old.exp = kNow + 1;
  CHECK(verifier::judgeOffline(carrier(old), facts()).verdict.status == StatusState::valid);
  auto voided = claims(2);
  voided.exp = kNow - 1;
  CHECK(verifier::judgeOffline(carrier(voided), facts()).verdict.status == StatusState::voided);
  auto bare = facts();
  bare.lists.clear();
  old.exp = kNow - 1;
  CHECK(verifier::judgeOffline(carrier(old), bare).verdict.status == StatusState::expired);
}

TEST_CASE("an altered seal, an unknown key and a stranger's code are told apart") {
  auto altered = carrier(claims());
  altered[altered.size() - 9] = altered[altered.size() - 9] == 'A' ? 'B' : 'A';
  const auto answer = verifier::judgeOffline(altered, facts());
  CHECK(answer.verdict.seal == SealState::altered);
  CHECK(answer.verdict.seal_detail == "bad_signature");
  CHECK(answer.serial.empty());
  CHECK(answer.holder.empty());
  CHECK(answer.verdict.status == StatusState::unknown);

  auto keyless = facts();
  keyless.keys.keys.clear();
  CHECK(verifier::judgeOffline(carrier(claims()), keyless).verdict.seal == SealState::unknown_key);
  CHECK(verifier::judgeOffline("https://example.com/pay", facts()).verdict.seal ==
        SealState::not_a_hall_seal);
}

TEST_CASE("a revoked key's seal still tells what it covers") {
  auto revoked = facts();
  revoked.keys.keys[0].revoked_at = kNow - 5;
  const auto answer = verifier::judgeOffline(carrier(claims()), revoked);
  CHECK(answer.verdict.seal == SealState::key_revoked);
  CHECK(answer.serial == "0102030405060708");
}

TEST_CASE("a code that names another host is reported") {
  CHECK(verifier::judgeOffline(carrier(claims(), "evil.example"), facts()).verdict.foreign_host ==
        "evil.example");
  auto unnamed = facts();
  unnamed.hall_host.clear();
  CHECK(verifier::judgeOffline(carrier(claims(), "evil.example"), unnamed).verdict.foreign_host.empty());
}
