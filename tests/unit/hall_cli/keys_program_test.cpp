// hall keys beside a hall that serves: what the root's owner does is what the devices see, and soon.
#include <array>
#include <thread>

#include "base/clock.hpp"
#include "hall_api/client.hpp"
#include "program.hpp"
#include "seal/key_set.hpp"
#include "seal/status_list.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

constexpr auto kTakenUp = 2s;     // hall --help promises it
constexpr auto kVoidInList = 3s;  // the list's two, and one for a busy machine; caches keep it three more
constexpr auto kPatience = 20s;

// A folder with its keys, the root on a medium of its own, and the hall that serves it.
class KeyedHall {
 public:
  explicit KeyedHall(const std::vector<std::string>& serve_with = {}) {
    const auto made = keys({"init"});
    INFO(made.err);
    REQUIRE(made.status == 0);
    CHECK(made.out.find(root()) != std::string::npos);
    serving_ = std::make_unique<Serving>(log_, data(), serve_with);
  }

  // hall keys WORDS on this folder; list and export need no root.
  Outcome keys(std::vector<std::string> words) const {
    const bool needs_root = words[0] != "list" && words[0] != "export";
    words.insert(words.begin(), "keys");
    words.insert(words.end(), {"--data", data()});
    if (needs_root) words.insert(words.end(), {"--root", root()});
    return run(words);
  }
  std::unique_ptr<api::HallClient> client(const std::string& device = "") const {
    const auto file = [&](const std::string& end) {
      return device.empty() ? fs::path() : fs::path(data()) / "devices" / (device + end);
    };
    return api::openHallClient({.url = serving_->url(),
                                .ca_file = fs::path(data()) / "ca.pem",
                                .certificate_file = file(".crt.pem"),
                                .key_file = file(".key.pem")});
  }
  // The key set as a device gets it, opened with the root it holds.
  seal::KeySet served() const {
    auto held = contentOf(fs::path(data()) / "root.pub");
    held.resize(held.find('\n'));
    const auto set = seal::openKeySet(client()->keySet().value(), seal::rootKeyFromText(held).value());
    INFO((set ? "" : set.error().describe()));
    REQUIRE(set);
    return *set;
  }
  std::string kid(std::size_t index) const { return base::toHex(served().keys.at(index).kid); }

  std::string data() const { return (folder_ / "hall").string(); }
  std::string root() const { return (folder_ / "stick.pem").string(); }
  fs::path file(const char* name) const { return folder_ / name; }
  std::string log() const { return contentOf(log_ / "err"); }

 private:
  Folder folder_, log_;
  std::unique_ptr<Serving> serving_;
};

// How long until it is so; asked again and again, as a device would.
template <class Question>
std::chrono::milliseconds timeUntil(const Question& is_so) {
  const auto begun = std::chrono::steady_clock::now();
  const auto passed = [&] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
  };
  while (!is_so() && passed() < kPatience) std::this_thread::sleep_for(20ms);
  return passed();
}

// The first document that the demonstration's applicant may print.
base::Result<api::Printout> printAt(api::HallClient& kiosk) {
  const auto token = kiosk.signIn({"20230001", "hall-demo-2026"}).value().token;
  const auto documents = kiosk.myDocuments(token, "").value().items;
  for (const auto& document : documents)
    if (document.printable) return kiosk.requestPrintout(token, document.id, base::randomUuid());
  throw std::runtime_error("nothing to print");
}

std::size_t countOf(const std::string& what, const std::string& text) {
  std::size_t out = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

}  // namespace

TEST_CASE("a serving hall takes up every change of its keys within two seconds, and exports what it serves") {
  const KeyedHall hall;
  REQUIRE(hall.served().keys.size() == 2);
  REQUIRE(hall.keys({"next", "--algorithm", "sm2"}).status == 0);
  CHECK(timeUntil([&] { return hall.served().keys.size() == 3; }) < kTakenUp);
  CHECK(hall.served().keys[2].algorithm == seal::Algorithm::sm2);

  const auto first = hall.kid(0);
  REQUIRE(hall.keys({"retire", first}).status == 0);
  const auto retired = [&] { return hall.served().keys[0].signs_until <= base::SystemClock().now() + 1; };
  CHECK(timeUntil(retired) < kTakenUp);
  REQUIRE(hall.keys({"revoke", first, "--reason", "server stolen"}).status == 0);
  CHECK(timeUntil([&] { return hall.served().keys[0].revoked_at.has_value(); }) < kTakenUp);

  const auto out = hall.file("cdn");
  REQUIRE(hall.keys({"export", "--out", out.string()}).status == 0);
  CHECK(contentOf(out / "root.pub") == contentOf(fs::path(hall.data()) / "root.pub"));
  CHECK(base::readFile(out / "keys.cose", 1 << 20).value() == hall.client()->keySet().value());
  const auto list = base::readFile(out / "status" / "0", 1 << 20).value();
  CHECK(seal::openStatusList(list, hall.served()));
}

TEST_CASE("no command leaves a serving hall without a key unless it is told so; then checking goes on") {
  const KeyedHall hall({"--demo"});
  REQUIRE(run({"device", "add", "K-1", "--kind", "kiosk", "--data", hall.data()}).status == 0);
  const auto first = hall.kid(0), second = hall.kid(1);
  REQUIRE(hall.keys({"retire", first}).status == 0);
  const auto second_signs = [&] { return hall.served().keys[0].signs_until <= base::SystemClock().now(); };
  CHECK(timeUntil(second_signs) < kTakenUp);
  for (const auto& words : {std::vector<std::string>{"retire", second},
                            std::vector<std::string>{"revoke", second, "--reason", "stolen"}}) {
    const auto refused = hall.keys(words);
    CHECK(refused.status == 1);
    CHECK(refused.err.find("hall keys next") != std::string::npos);
  }
  REQUIRE(hall.keys({"revoke", second, "--reason", "stolen", "--leave-hall-without-key"}).status == 0);
  CHECK(timeUntil([&] { return hall.served().keys[1].revoked_at.has_value(); }) < kTakenUp);
  const auto refused = printAt(*hall.client("K-1"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "no_issuing_key");
  CHECK(hall.log().find("run hall keys next") != std::string::npos);
  const auto listed = hall.keys({"list"});
  CHECK(listed.status == 0);
  CHECK(listed.err.find("hall keys next") != std::string::npos);
  REQUIRE(hall.keys({"next"}).status == 0);
  CHECK(timeUntil([&] { return hall.client()->statusList(0).has_value(); }) < kTakenUp);
}

TEST_CASE("a copy voided beside the hall is void in the next list that a cache fetches") {
  const KeyedHall hall({"--demo"});
  REQUIRE(run({"device", "add", "K-1", "--kind", "kiosk", "--data", hall.data()}).status == 0);
  const auto copy = printAt(*hall.client("K-1"));
  REQUIRE(copy);
  const auto is_void = [&] {
    const auto list = seal::openStatusList(hall.client()->statusList(0).value(), hall.served());
    REQUIRE(list);
    for (std::uint32_t i = 0; i < list->size(); ++i)
      if (list->at(i) == seal::EntryStatus::voided) return true;
    return false;
  };
  REQUIRE_FALSE(is_void());
  REQUIRE(run({"printout", "void", copy->serial, "--reason", "torn", "--data", hall.data()}).status == 0);
  CHECK(timeUntil(is_void) < kVoidInList);
}

TEST_CASE("keys made by several programs at once all stand in the set, one after the other") {
  const KeyedHall hall;
  const std::array<Folder, 3> logs;
  std::array<pid_t, 3> children{};
  for (std::size_t i = 0; i < logs.size(); ++i)
    children[i] = start(logs[i], {"keys", "next", "--data", hall.data(), "--root", hall.root()});
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const auto made = finish(logs[i], children[i]);
    INFO(made.err);
    CHECK(made.status == 0);
  }
  CHECK(timeUntil([&] { return hall.served().keys.size() == 5; }) < kTakenUp);
  const auto keys = hall.served().keys;
  for (std::size_t i = 1; i < keys.size(); ++i) CHECK(keys[i].signs_from == keys[i - 1].signs_until);
  CHECK(countOf("\"kid\"", hall.keys({"list", "--json"}).out) == 5);
}

TEST_CASE("the root's passphrase is in no file, no log and no argument; another one opens nothing") {
  const KeyedHall hall;
  const auto made = hall.keys({"next"});
  INFO(made.err);
  CHECK(made.status == 0);
  CHECK((made.out + made.err + hall.log()).find(kRootPassphrase) == std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator(hall.file("")))
    if (entry.is_regular_file())
      CHECK(base::readTextFile(entry.path(), 64 << 20)->find(kRootPassphrase) == std::string::npos);
  CHECK(hall.keys({"next", "--root-passphrase", kRootPassphrase}).status == 64);
  CHECK(hall.keys({"next", "--token-pin", "1234"}).status == 64);
  const auto other = hall.file("other");
  REQUIRE(base::writeFile(other, base::viewOf("quite another passphrase\n")));
  const auto refused = hall.keys({"next", "--root-passphrase-file", other.string()});
  CHECK(refused.status == 1);
  CHECK(timeUntil([&] { return hall.served().keys.size() == 3; }) < kTakenUp);
}

TEST_CASE("a folder of another account is left alone, and its account is named") {
  const Folder log, data;
  if (::chown(data.text().c_str(), 65534, 65534) != 0) return;  // only root can give a folder away
  for (const char* command : {"init", "list"}) {
    const auto refused = finish(log, start(log, {"keys", command, "--data", data.text()}));
    CHECK(refused.status == 1);
    CHECK(refused.err.find("sudo -u nobody hall") != std::string::npos);
  }
  CHECK(fs::is_empty(data.text()));
}

TEST_CASE("both help pages know every command and option of the keys") {
  for (const char* language : {"en", "zh"}) {
    const auto page = contentOf(fs::path(HALL_SOURCE_DIR) / "assets" / "lang" / language / "hall.help");
    for (const char* word : {"hall keys init",
                             "next",
                             "retire",
                             "revoke",
                             "list",
                             "export",
                             "--from",
                             "--reason",
                             "--leave-hall-without-key",
                             "--json",
                             "--out",
                             "--root ",
                             "--root-passphrase-file",
                             "HALL_ROOT_PASSPHRASE",
                             "--algorithm",
                             "ed25519",
                             "esp256",
                             "sm2",
                             "--token ",
                             "--token-pin-file",
                             "HALL_TOKEN_PIN"}) {
      CAPTURE(language, word);
      CHECK(page.find(word) != std::string::npos);
    }
  }
}
