// The installing scripts, as far as a machine can be left as it is: wrong usage, and the dry run.
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace {

namespace fs = std::filesystem;

const std::string kInstall = std::string(HALL_SOURCE_DIR) + "/device-config/install/";

struct Answer {
  int status;
  std::string out;
};

Answer shell(const std::string& command) {
  Answer answer{0, ""};
  auto* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  char block[4096];
  while (const auto count = std::fread(block, 1, sizeof block, pipe)) answer.out.append(block, count);
  answer.status = WEXITSTATUS(::pclose(pipe));
  return answer;
}

struct ConfigFolder {
  fs::path path = fs::temp_directory_path() / ("install_" + base::toHex(base::randomBytes(8)));
  ConfigFolder() {
    fs::create_directory(path);
    REQUIRE(base::writeFile(path / "kiosk.toml", base::viewOf("kind = \"kiosk\"\n")));
  }
  ~ConfigFolder() { fs::remove_all(path); }
  ConfigFolder(const ConfigFolder&) = delete;
  ConfigFolder& operator=(const ConfigFolder&) = delete;
};

}  // namespace

TEST_CASE("a dry run tells every action and does none") {
  const ConfigFolder folder;
  const auto answer = shell("bash " + kInstall + "prepare-kiosk.sh --dry-run --rotate 90 --config-folder " +
                            folder.path.string());
  INFO(answer.out);
  CHECK(answer.status == 0);
  for (const std::string told : {"packages.sh", "systemd-sysusers", "hall-provision check", "session.conf",
                                 "61-hall-kiosk-touch.rules", "systemctl enable", "this was a dry run"})
    CHECK(answer.out.find(told) != std::string::npos);
  CHECK_FALSE(fs::exists("/etc/udev/rules.d/61-hall-kiosk-touch.rules"));
}

// Every line carries --dry-run, so that a mistake in the script can't change the machine that runs the test.
TEST_CASE("an option without its value is refused, never taken for another wish") {
  const ConfigFolder folder;
  const auto base = "bash " + kInstall + "prepare-kiosk.sh --dry-run ";
  for (const std::string words : {"--config-folder", "--rotate", "--staged", "--rotate 45", "--mend", ""}) {
    const auto given = words == "" || words == "--config-folder"
                           ? words
                           : "--config-folder " + folder.path.string() + " " + words;
    const auto answer = shell(base + given);
    INFO(words << ": " << answer.out);
    CHECK(answer.status == 64);
    CHECK(answer.out.find("--help") != std::string::npos);
  }
}

TEST_CASE("packages.sh refuses a list that doesn't exist, and lists what is missing without installing") {
  CHECK(shell("bash " + kInstall + "packages.sh no-such-list").status == 64);
  CHECK(shell("bash " + kInstall + "packages.sh").status == 64);
  CHECK(shell("bash " + kInstall + "packages.sh --missing kiosk").status == 0);
}

TEST_CASE("the udev rules are rules, give readers to desks, and open no keyboard that isn't one") {
  const auto text =
      base::readTextFile(std::string(HALL_SOURCE_DIR) + "/device-config/udev/60-hall-desk.rules", 1 << 16);
  REQUIRE(text);
  const std::regex rule(
      R"re([A-Z]+(\{\w+\})?(==|!=|\+=|=)"[^"]*"(, [A-Z]+(\{\w+\})?(==|!=|\+=|=)"[^"]*")*)re");
  std::istringstream lines(*text);
  bool only_readers = false;
  int opened = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    INFO(line);
    CHECK(std::regex_match(line, rule));
    if (line == "ENV{HALL_READER}!=\"1\", GOTO=\"hall_desk_end\"") only_readers = true;
    if (line.find("MODE=") == std::string::npos) continue;
    ++opened;
    CHECK(only_readers);
    CHECK(line.find("GROUP=\"hall-desk\"") != std::string::npos);
  }
  CHECK(opened == 2);
}
