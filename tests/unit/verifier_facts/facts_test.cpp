#include <fstream>

#include "tests/unit/verifier_facts/hall.hpp"

using namespace verifier;
using namespace facts_test;
using Lists = std::map<std::uint32_t, base::UnixSeconds>;

TEST_CASE("a refresh fetches the keys and every list the hall has, and holds them for later") {
  Desk desk;
  const auto done = desk.refresh();
  CHECK(done.complete());
  CHECK(done.lists == 3);
  CHECK(desk.hall.asked == 4);  // the last answer says that there are no more
  CHECK(desk.heldLists() == Lists{{0, kNow}, {1, kNow}, {2, kNow}});
  CHECK(desk.held().hall_host == "hall.example.edu.cn:8443");
}

TEST_CASE("while the hall is away nothing is renewed, and everything held stays") {
  Desk desk;
  desk.refresh();
  desk.hall.keys = away();
  CHECK(refreshFacts(desk.hall, desk.device).error().code == "hall_unreachable");
  CHECK(desk.heldLists().size() == 3);
}

TEST_CASE("a list that can't be fetched leaves the old one, and the others are renewed all the same") {
  Desk desk;
  desk.refresh();
  for (std::uint32_t i = 0; i < 3; ++i) desk.hall.lists.insert_or_assign(i, list(i, kNow + 300));
  std::string code;
  SECTION("the hall fails at it") {
    code = "internal";
    desk.hall.lists.insert_or_assign(1, base::fail(code, "", "as the test wants it"));
  }
  SECTION("no known key signed it") {
    code = "status_list_altered";
    desk.hall.lists.insert_or_assign(1, list(1, kNow + 300, 4096, keyOf(9)));
  }
  SECTION("it isn't one") {
    code = "status_list_unreadable";
    desk.hall.lists.insert_or_assign(1, base::Bytes{1, 2, 3});
  }
  SECTION("it is another one") {
    code = "status_list_altered";
    desk.hall.lists.insert_or_assign(1, list(0, kNow + 300));
  }
  const auto done = desk.refresh();
  CHECK(done.lists == 2);
  REQUIRE(done.failed.size() == 1);
  CHECK(done.failed[0].code == code);
  CHECK(done.failed[0].place == (desk.device.state / "status-1.cwt").string());
  CHECK(desk.heldLists() == Lists{{0, kNow + 300}, {1, kNow}, {2, kNow + 300}});
}

TEST_CASE("a network that goes in the middle ends the refresh; what came is kept") {
  Desk desk;
  desk.refresh();
  desk.hall.lists.insert_or_assign(0, list(0, kNow + 300));
  desk.hall.lists.insert_or_assign(1, away());
  desk.hall.asked = 0;
  const auto done = desk.refresh();
  CHECK(desk.hall.asked == 2);
  CHECK(done.failed.at(0).code == "hall_unreachable");
  CHECK(desk.heldLists() == Lists{{0, kNow + 300}, {1, kNow}, {2, kNow}});
}

TEST_CASE("a hall that fails at every list isn't asked for hundreds of them") {
  Desk desk;
  for (std::uint32_t i = 0; i < 256; ++i) desk.hall.lists.insert_or_assign(i, base::fail("internal", "", ""));
  CHECK(desk.refresh().failed.size() == 1);
  CHECK(desk.hall.asked == 1);
}

TEST_CASE("a list never gives way to an older one") {
  Desk desk;
  desk.refresh();
  desk.hall.lists.insert_or_assign(0, list(0, kNow - 600));
  CHECK(desk.refresh().complete());
  CHECK(desk.heldLists().at(0) == kNow);
}

TEST_CASE("keys that the root didn't sign are refused, and lists are renewed with those held") {
  Desk desk;
  desk.hall.keys = signedKeys(keyOf(9));
  CHECK(refreshFacts(desk.hall, desk.device).error().code == "key_set_not_signed_by_root");
  CHECK(heldFacts(desk.device, kNow).error().code == "no_keys_held");
  desk.hall.keys = signedKeys();
  desk.refresh();
  const auto keys = base::readFile(desk.device.state / "keys.cose", 1 << 20).value();
  desk.hall.keys = signedKeys(keyOf(9));
  desk.hall.lists.insert_or_assign(0, list(0, kNow + 300));
  const auto done = desk.refresh();
  CHECK(done.failed.at(0).code == "key_set_not_signed_by_root");
  CHECK(done.lists == 3);
  CHECK(desk.heldLists().at(0) == kNow + 300);
  CHECK(base::readFile(desk.device.state / "keys.cose", 1 << 20).value() == keys);
}

TEST_CASE("a list that is missing or broken on disk hides no other") {
  Desk desk;
  desk.refresh();
  std::filesystem::remove(desk.device.state / "status-0.cwt");
  std::ofstream(desk.device.state / "status-1.cwt") << "broken";
  std::ofstream(desk.device.state / "status-x.cwt") << "no list";
  std::ofstream(desk.device.state / "status-999.cwt") << "none either";
  CHECK(desk.heldLists() == Lists{{2, kNow}});
}

TEST_CASE("a state folder that can't be written is said so") {
  Desk desk;
  desk.device.state = "/proc/nowhere";
  CHECK(refreshFacts(desk.hall, desk.device).error().code == "file_unwritable");
}
