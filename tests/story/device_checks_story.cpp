// hall-verifier as a desk runs it, with the device's configuration: online, offline from what it kept, and
// with the hall gone in between; pages missing and slipped in.
#include <catch2/catch.hpp>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "hall_api/client.hpp"
#include "tests/story/harness/house.hpp"

using namespace story;
using Catch::Contains;

namespace {

// Copies of the demonstration transcript, three pages each, as the kiosk gets them.
class Copies {
 public:
  explicit Copies(const House& house)
      : house_(house),
        hall_(api::openHallClient({house.url(), house.data() / "ca.pem", house.device("KIOSK-07.crt.pem"),
                                   house.device("KIOSK-07.key.pem")})),
        token_(hall_->signIn({"20230001", "hall-demo-2026"}).value().token) {}

  std::filesystem::path print(const std::string& name) {
    const auto documents = hall_->myDocuments(token_, "").value();
    for (const auto& document : documents.items) {
      if (!document.printable || document.pages != 3) continue;
      serial = hall_->requestPrintout(token_, document.id, base::randomUuid()).value().serial;
      const auto file = house_.folder() / (name + ".pdf");
      REQUIRE(base::writeFile(file, hall_->printoutPdf(token_, serial).value()));
      const auto pages = (house_.folder() / name).string();
      House::must({"pdftoppm", "-r", "150", "-png", file.string(), pages});
      return file;
    }
    throw std::runtime_error("no transcript to print");
  }

  std::string serial;  // of the last copy

 private:
  const House& house_;
  std::unique_ptr<api::HallClient> hall_;
  std::string token_;
};

std::string deskFile(const House& house) {
  const auto file = house.folder() / "desk.toml";
  auto root = contentOf(house.data() / "root.pub");
  while (root.ends_with('\n')) root.pop_back();
  std::ofstream(file) << "kind = \"desk\"\nname = \"DESK-1\"\nstate = \"desk-state\"\n[hall]\nurl = \""
                      << house.url() << "\"\nca_file = \"hall/ca.pem\"\ncertificate_file = \""
                      << house.device("DESK-1.crt.pem") << "\"\nkey_file = \""
                      << house.device("DESK-1.key.pem") << "\"\nroot_key = \"" << root << "\"\n";
  return file.string();
}

Answer check(const std::string& config, std::vector<std::string> more) {
  std::vector<std::string> words{VERIFIER_PROGRAM, "check", "--json", "--config", config};
  words.insert(words.end(), more.begin(), more.end());
  return run(words, english());
}

std::string state(const std::string& line, const std::string& state) {
  return "\"" + line + "\":{\"state\":\"" + state + "\"";
}

}  // namespace

TEST_CASE("a desk's configuration checks online, keeps what it needs, and goes on when the hall is gone") {
  House house;
  const auto config = deskFile(house);
  const auto paper = Copies(house).print("copy").string();
  const auto nothing_held = check(config, {"--offline", paper});
  CHECK(nothing_held.status == 64);
  CHECK(nothing_held.text.empty());
  const auto online = check(config, {paper});
  INFO(online.text);
  CHECK(online.status == 0);
  CHECK_THAT(online.text, Contains(state("acceptance", "free")));
  house.killHall();
  for (const auto& words : {std::vector<std::string>{paper}, std::vector<std::string>{"--offline", paper}}) {
    const auto away = check(config, words);
    INFO(away.text);
    CHECK(away.status == 0);
    CHECK_THAT(away.text, Contains(state("seal", "genuine")) && Contains(state("status", "valid")) &&
                              Contains(state("acceptance", "unknown")));
  }
}

TEST_CASE("a page that is missing, and one of another copy in its place, are both named") {
  House house;
  const auto config = deskFile(house);
  Copies copies(house);
  copies.print("one");
  const auto serial = copies.serial;
  copies.print("other");
  const auto page = [&](const std::string& name) { return (house.folder() / (name + ".png")).string(); };
  const auto gap = check(config, {page("one-1"), page("one-3")});
  INFO(gap.text);
  CHECK(gap.status == 1);
  CHECK_THAT(gap.text, Contains("\"missing\":[2]"));
  const auto foreign = check(config, {page("one-1"), page("other-2"), page("one-3")});
  INFO(foreign.text);
  CHECK(foreign.status == 1);
  CHECK_THAT(foreign.text, Contains("\"stands_in_for\":\"" + serial + "\""));
}
