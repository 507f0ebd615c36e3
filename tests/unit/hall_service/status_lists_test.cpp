// The status lists as verifiers fetch them: how soon they change, how seldom they are signed, how long they
// hold.
#include "hall/service/status_lists.hpp"

#include "hall/store/printouts.hpp"
#include "keys_fixture.hpp"
#include "seal/status_list.hpp"

using test::codeOf;
using test::need;

namespace {

std::string readyCase(test::Hall& hall) {
  const auto id = hall.applyFor("enrolment").id;
  hall.approve("t1003", id, "registrar");
  return id;
}

seal::KeySet keysOf(test::Hall& hall) {
  return need(seal::openKeySet(need(hall->keySet()), need(seal::rootKeyFromText(hall->rootKeyText()))));
}

seal::StatusList listOf(test::Hall& hall, std::uint32_t number = 0) {
  return need(seal::openStatusList(need(hall->statusList(number)), keysOf(hall)));
}

std::size_t voidEntries(const seal::StatusList& list) {
  std::size_t out = 0;
  for (std::uint32_t i = 0; i < list.size(); ++i) out += list.at(i) == seal::EntryStatus::voided ? 1 : 0;
  return out;
}

}  // namespace

TEST_CASE(
    "a voided copy is void in the list two seconds later, and a busy hall signs each list no more often") {
  test::Hall hall;
  const auto id = readyCase(hall);
  hall.clock.advance(std::chrono::seconds(2));
  const auto first = need(hall->statusList(0));
  for (int i = 0; i < 3; ++i) {
    need(hall->voidPrintout(hall.seal(id).serial, "torn", "t1003"));
    CHECK(need(hall->statusList(0)) == first);  // the same second: the same bytes
  }
  hall.clock.advance(std::chrono::seconds(1));
  CHECK(need(hall->statusList(0)) == first);
  hall.clock.advance(std::chrono::seconds(1));
  CHECK(voidEntries(listOf(hall)) == 3);
  CHECK(listOf(hall).iat == hall.clock.now());
}

TEST_CASE("events that change no entry leave the list's bytes, so that caches keep what they hold") {
  test::Hall hall;
  const auto copy = hall.seal(readyCase(hall));
  hall.clock.advance(std::chrono::seconds(2));
  const auto before = need(hall->statusList(0));
  hall.print(copy);
  hall.clock.advance(std::chrono::seconds(2));
  CHECK(need(hall->statusList(0)) == before);
}

TEST_CASE("a list always has enough of its time left for every cache on the way") {
  test::Hall hall;
  for (int i = 0; i < 40; ++i) {
    hall.clock.advance(std::chrono::seconds(37));
    const auto list = listOf(hall);
    CHECK(list.iat + list.ttl_seconds - hall.clock.now() >= hall::kStatusTtl_s / 2 - hall::kStatusPause_s);
  }
}

TEST_CASE("a list that a revoked key signed is signed anew by the next key") {
  test::Keys keys;
  keys.init();
  hall::StatusLists lists;
  const auto get = [&] { return need(lists.get(0, *keys.database, *keys.ring, keys.clock.now())); };
  const auto before = get();
  need(keys.ceremony().revoke(keys.root(), keys.kid(0), "stolen", hall::KeyCeremony::Successor::needed));
  keys.sleep(2);
  const auto after = get();
  CHECK(codeOf(seal::openStatusList(before, keys.now()->set)) == "status_list_altered");
  CHECK(need(seal::openStatusList(after, keys.now()->set)).list == 0);
}

TEST_CASE("the second list begins when the first is full, and beyond the last no copy is sealed") {
  test::Hall hall;
  const auto id = readyCase(hall);
  const auto listWith = [&](std::int64_t given) {
    hall.seal(id);
    hall.sql("UPDATE counters SET last = " + std::to_string(given) + " WHERE series = 'status_entry'");
    hall.clock.advance(std::chrono::seconds(2));
  };
  const std::int64_t one = seal::kStatusListEntries;
  listWith(one - 1);
  const auto last_of_first = hall.seal(id);
  const auto first_of_second = hall.seal(id);  // voids the one before
  hall.clock.advance(std::chrono::seconds(2));
  const auto first = listOf(hall, 0);
  CHECK(first.size() == seal::kStatusListEntries);
  CHECK(first.at(static_cast<std::uint32_t>(one - 1)) == seal::EntryStatus::voided);
  CHECK(listOf(hall, 1).at(0) == seal::EntryStatus::valid);
  CHECK(codeOf(hall->statusList(2)) == "status_list_unknown");
  CHECK(codeOf(hall->statusList(seal::kLastStatusList + 1)) == "status_list_unknown");
  listWith((seal::kLastStatusList + 1) * one - 1);
  hall.seal(id);
  const auto refused = hall->requestPrintout(hall.kiosk, hall.token("20230001", hall.kiosk), id, hall.key());
  CHECK(codeOf(refused) == "status_lists_full");
}

TEST_CASE("the log warns when nine tenths of all entries are given") {
  test::Hall hall;
  const auto id = readyCase(hall);
  hall.seal(id);
  const std::int64_t ninth_tenth =
      (seal::kLastStatusList + 1) * std::int64_t{seal::kStatusListEntries} / 10 * 9;
  const std::int64_t warned_at = (ninth_tenth / 10'000 + 1) * 10'000;
  const test::Heard log;
  for (const auto given : {warned_at - 10'000, warned_at}) {
    CHECK(log.lines("entries are given") == 0);
    hall.sql("UPDATE counters SET last = " + std::to_string(given) + " WHERE series = 'status_entry'");
    hall.seal(id);
  }
  CHECK(log.lines("entries are given") == 1);
}

TEST_CASE("a new copy's entry is inside the list from the first moment") {
  test::Hall hall;
  const auto id = readyCase(hall);
  hall.seal(id);
  const auto size = listOf(hall).size();
  hall.sql("UPDATE counters SET last = 4095 WHERE series = 'status_entry'");
  hall.seal(id);
  hall.seal(id);
  CHECK(listOf(hall).size() == size);  // the same bytes within two seconds
  CHECK(size > 4097);
}
