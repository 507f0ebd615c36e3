#include "device-config/provision/provision.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "config/config.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const fs::path kExamples = fs::path(HALL_SOURCE_DIR) / "device-config" / "examples";

const base::Texts& texts(base::Language language) {
  static const auto load = [](base::Language one) {
    return base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", one).value();
  };
  static const auto zh = load(base::Language::zh), en = load(base::Language::en);
  return language == base::Language::zh ? zh : en;
}

// The examples with the files that `hall device add` would have put beside them.
struct Installed {
  fs::path folder = fs::temp_directory_path() / ("provision_" + base::toHex(base::randomBytes(8)));
  Installed() {
    fs::create_directory(folder);
    for (const auto* name : {"campus.toml", "kiosk.toml", "desk.toml"})
      fs::copy_file(kExamples / name, folder / name);
    write("ca.pem", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    write("device.crt.pem", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
    write("device.key.pem", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", true);
  }
  ~Installed() { fs::remove_all(folder); }
  Installed(const Installed&) = delete;
  Installed& operator=(const Installed&) = delete;
  void write(const std::string& name, const std::string& text, bool secret = false) const {
    REQUIRE(base::writeFile(folder / name, base::viewOf(text), secret));
  }
  std::string at(const std::string& name) const { return (folder / name).string(); }
  std::string read(const std::string& name) const {
    return base::readTextFile(folder / name, 1 << 20).value();
  }
};

struct Answer {
  int status;
  std::string out;
  std::string err;
};

Answer run(const Words& words, base::Language language = base::Language::en) {
  std::ostringstream out, err;
  const int status = provision::run(words, texts(language), {out, err});
  return {status, out.str(), err.str()};
}

// "timeouts.idle_ask_seconds" -> what the example gives it, commented out or not.
std::map<std::string, std::string> optionsOf(const std::string& example) {
  std::map<std::string, std::string> found;
  std::string section;
  std::istringstream lines(example);
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, std::regex(R"(\[(\w+)\])"))) section = match[1].str() + ".";
    if (std::regex_match(line, match, std::regex(R"(#?(\w+) = (.*))")))
      found[section + match[1].str()] = match[2];
  }
  return found;
}

}  // namespace

TEST_CASE("the examples check clean") {
  const Installed here;
  for (const auto* name : {"kiosk.toml", "desk.toml"}) {
    const auto answer = run({"check", "--campus", here.at("campus.toml"), here.at(name)});
    INFO(answer.out);
    CHECK(answer.status == 0);
    CHECK(answer.out.starts_with(here.at(name) + ": no mistakes"));
  }
}

TEST_CASE("every option of the loader stands in its example, with the default that is really used") {
  const Installed here;
  for (const std::string name : {"kiosk.toml", "desk.toml"}) {
    auto told = optionsOf(here.read(name));
    std::vector<config::Setting> settings;
    toml_doc::Problems problems;
    config::load(fs::path(here.at("campus.toml")), here.at(name), problems, &settings);
    for (const auto& setting : settings) {
      INFO(name << ": " << setting.name);
      REQUIRE(told.count(setting.name) == 1);
      if (!setting.standard.empty()) CHECK(told[setting.name] == setting.standard);
      told.erase(setting.name);
    }
    for (const auto& [option, value] : told)
      FAIL_CHECK(name << " tells of " << option << ", which no loader reads");
  }
}

TEST_CASE("an example with every option uncommented still checks clean") {
  const Installed here;
  for (const std::string name : {"kiosk.toml", "desk.toml"}) {
    here.write(name, std::regex_replace(here.read(name), std::regex(R"((^|\n)#(\w+ = ))"), "$1$2"));
    const auto answer = run({"check", here.at(name)});
    INFO(answer.out);
    CHECK(answer.status == 0);
  }
}

TEST_CASE("check tells each mistake on a line of its own with its place, in both languages") {
  const Installed here;
  here.write("kiosk.toml",
             "kind = \"kiosk\"\nname = \"KIOSK-07\"\ncolour = 1\n[timeouts]\nidle_ask_seconds = 1\n");
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto answer = run({"check", "--campus", here.at("campus.toml"), here.at("kiosk.toml")}, language);
    CHECK(answer.status == 1);
    CHECK(answer.err.empty());
    CHECK(answer.out.find(here.at("kiosk.toml") + ":3:1: ") != std::string::npos);
    CHECK(answer.out.find(here.at("kiosk.toml") + ":5:20: ") != std::string::npos);
    CHECK(answer.out.find("10") != std::string::npos);
    CHECK(answer.out.find("600") != std::string::npos);
    CHECK(answer.out.find("⟦") == std::string::npos);
  }
}

TEST_CASE("check --json gives place, code and sentence, and nothing when all is well") {
  const Installed here;
  CHECK(run({"check", "--json", "--campus", here.at("campus.toml"), here.at("desk.toml")}).out.empty());
  const auto answer = run({"check", "--json", here.at("desk.toml")});
  CHECK(answer.status == 1);
  std::istringstream lines(answer.out);
  std::string line;
  REQUIRE(std::getline(lines, line));
  const auto first = nlohmann::json::parse(line);
  CHECK(first["code"] == "config_missing");
  CHECK(first["sentence"].get<std::string>().find("hall.url") != std::string::npos);
}

TEST_CASE("show tells where each value comes from") {
  const Installed here;
  const auto answer = run({"show", "--campus", here.at("campus.toml"), here.at("kiosk.toml")});
  CHECK(answer.status == 0);
  const auto lineOf = [&answer](const std::string& name) {
    const auto start = answer.out.find(name + " = ");
    return start == std::string::npos ? "" : answer.out.substr(start, answer.out.find('\n', start) - start);
  };
  CHECK(lineOf("name").find("\"KIOSK-07\"") != std::string::npos);
  CHECK(lineOf("name").ends_with(here.at("kiosk.toml") + ":9:8"));
  CHECK(lineOf("hall.url").find(here.at("campus.toml")) != std::string::npos);
  CHECK(lineOf("timeouts.idle_ask_seconds").ends_with("# default"));
  CHECK(lineOf("timeouts.idle_ask_seconds").find("= 45 ") != std::string::npos);
}

TEST_CASE("wrong usage is 64 with a sentence") {
  for (const auto& words : {Words{}, Words{"mend", "x"}, Words{"check"}, Words{"check", "a", "b"},
                            Words{"check", "--jsn", "a"}, Words{"check", "--campus"}}) {
    const auto answer = run(words);
    CHECK(answer.status == 64);
    CHECK(answer.out.empty());
    CHECK(answer.err.find("hall-provision --help") != std::string::npos);
  }
}

TEST_CASE("the help of both languages names every command, option and exit status") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto answer = run({"--help"}, language);
    CHECK(answer.status == 0);
    for (const std::string word :
         {"check", "show", "--campus", "--json", "--version", "  64  ", "HALL_ASSETS"})
      CHECK(answer.out.find(word) != std::string::npos);
  }
}
