#include "config/config.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/file.hpp"

namespace {

namespace fs = std::filesystem;

// A folder with the files a device needs; removed at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("config_" + base::toHex(base::randomBytes(8)));
  Folder() {
    fs::create_directory(path);
    write("ca.pem", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
    write("device.crt.pem", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n");
    write("device.key.pem", "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n", true);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path write(const std::string& name, const std::string& text, bool secret = false) const {
    REQUIRE(base::writeFile(path / name, base::viewOf(text), secret));
    return path / name;
  }
};

const std::string kHall = R"([hall]
url = "https://hall.example.edu.cn:8443"
ca_file = "ca.pem"
certificate_file = "device.crt.pem"
key_file = "device.key.pem"
root_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
)";
const std::string kKiosk = "kind = \"kiosk\"\nname = \"KIOSK-07\"\n" + kHall +
                           "[printer]\nuri = \"ipp://printer.local/ipp/print\"\n";
const std::string kDesk = "kind = \"desk\"\nname = \"DESK-1\"\n" + kHall;

toml_doc::Problems problemsOf(const Folder& folder, const std::string& device,
                              const std::optional<std::string>& campus = std::nullopt) {
  toml_doc::Problems problems;
  std::optional<fs::path> campus_file;
  if (campus) campus_file = folder.write("campus.toml", *campus);
  config::load(campus_file, folder.write("device.toml", device), problems);
  return problems;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

struct Mistake {
  const char* what;
  const char* with;
  const char* code;
  const char* place;  // line:column
};

struct Added {  // to the end of a desk's file
  const char* text;
  const char* code;
  const char* place;
};

}  // namespace

TEST_CASE("a minimal kiosk file loads with every default") {
  const Folder folder;
  toml_doc::Problems problems;
  const auto device = config::load(std::nullopt, folder.write("device.toml", kKiosk), problems);
  CHECK(problems.empty());
  CHECK(device.kind == "kiosk");
  CHECK(device.hall.ca_file == folder.path / "ca.pem");
  CHECK(device.screen.orientation == config::Orientation::portrait);
  CHECK(device.timeouts.idle_ask == std::chrono::seconds(45));
  CHECK(device.state == "/var/lib/hall-kiosk");
  CHECK(device.printer.media == "iso_a4_210x297mm");
}

TEST_CASE("a desk has a desk's screen and needs no printer") {
  const Folder folder;
  toml_doc::Problems problems;
  const auto device = config::load(std::nullopt, folder.write("device.toml", kDesk), problems);
  CHECK(problems.empty());
  CHECK(device.screen.width_px == 1440);
  CHECK_FALSE(device.screen.fullscreen);
}

TEST_CASE("a desk without further words has a handheld reader that types, and nothing else") {
  const Folder folder;
  toml_doc::Problems problems;
  const auto desk = config::load(std::nullopt, folder.write("device.toml", kDesk), problems);
  CHECK(problems.empty());
  CHECK(desk.inputs.handheld);
  CHECK(desk.inputs.reader.empty());
  CHECK(desk.inputs.camera.empty());
  CHECK(desk.inputs.scanner.empty());
  CHECK(desk.inputs.watched_folder.empty());
  CHECK(desk.appearance == config::Appearance::light);
  CHECK(desk.sounds);
  CHECK(desk.timeouts.facts_refresh == std::chrono::seconds(300));
  CHECK(desk.sign_in ==
        std::vector<config::SignInMethod>{config::SignInMethod::account, config::SignInMethod::phone});
}

TEST_CASE("a desk's inputs, look and ways to sign in are what its file says") {
  const Folder folder;
  toml_doc::Problems problems;
  const auto file =
      folder.write("device.toml", "sign_in = [\"phone\", \"account\", \"phone\"]\n" + kDesk + R"(
[readers]
handheld = false
device = "/dev/serial/by-id/usb-Reader-if00"
baud = 115200
[camera]
device = "/dev/video2"
[scanner]
name = "first"
dpi = 200
[inbox]
watched_folder = "scans"
[look]
appearance = "dark"
sounds = false
[timeouts]
facts_refresh_seconds = 60
)");
  const auto desk = config::load(std::nullopt, file, problems);
  CHECK(problems.empty());
  CHECK_FALSE(desk.inputs.handheld);
  CHECK(desk.inputs.reader == "/dev/serial/by-id/usb-Reader-if00");
  CHECK(desk.inputs.reader_baud == 115200);
  CHECK(desk.inputs.camera == "/dev/video2");
  CHECK(desk.inputs.scanner == "first");
  CHECK(desk.inputs.scanner_dpi == 200);
  CHECK(desk.inputs.watched_folder == folder.path / "scans");
  CHECK(desk.appearance == config::Appearance::dark);
  CHECK_FALSE(desk.sounds);
  CHECK(desk.timeouts.facts_refresh == std::chrono::seconds(60));
  CHECK(desk.sign_in ==
        std::vector<config::SignInMethod>{config::SignInMethod::phone, config::SignInMethod::account});
}

TEST_CASE("the device's file wins over the campus's, and the campus's over the default") {
  const Folder folder;
  toml_doc::Problems problems;
  fs::create_directory(folder.path / "campus");
  const auto campus =
      folder.write("campus/campus.toml",
                   "language = \"en\"\nlocation = \"campus\"\n[hall]\nca_file = \"../ca.pem\"\n"
                   "[timeouts]\nidle_ask_seconds = 60\nresult_clear_seconds = 30\n");
  const auto device = folder.write(
      "device.toml", "location = \"Library\"\n" + replaced(kKiosk, "ca_file = \"ca.pem\"\n", ""));
  std::vector<config::Setting> settings;
  const auto loaded = config::load(campus, device, problems, &settings);
  CHECK(problems.empty());
  CHECK(loaded.location == "Library");
  CHECK(loaded.language == base::Language::en);
  CHECK(loaded.timeouts.idle_ask == std::chrono::seconds(60));
  CHECK(loaded.hall.ca_file == folder.path / "ca.pem");
  const auto origin = [&settings](const std::string& name) {
    for (const auto& setting : settings)
      if (setting.name == name) return setting.origin;
    return std::string("absent");
  };
  CHECK(origin("location") == device.string() + ":1:12");
  CHECK(origin("timeouts.idle_ask_seconds") == campus.string() + ":6:20");
  CHECK(origin("timeouts.idle_wipe_seconds").empty());
  CHECK(origin("timeouts.result_clear_seconds") == "absent");
}

TEST_CASE("every mistake is named with its line and column") {
  const Folder folder;
  const auto mistake = GENERATE(
      Mistake{"\"kiosk\"", "\"tablet\"", "toml_choice", "1:8"},
      Mistake{"KIOSK-07", "KIOSK 07", "config_device_name", "2:8"},
      Mistake{"https://", "http://", "config_hall_url", "4:7"},
      Mistake{":8443", ":8443/", "config_hall_url", "4:7"},
      Mistake{":8443", ":99999", "config_hall_url", "4:7"},
      Mistake{"hall.example", "user@hall", "config_hall_url", "4:7"},
      Mistake{"\"ca.pem\"", "\"no.pem\"", "config_file_missing", "5:11"},
      Mistake{"\"ca.pem\"", "\".\"", "config_file_unreadable", "5:11"},
      Mistake{"\"device.crt.pem\"", "\"device.key.pem\"", "config_not_a_certificate", "6:20"},
      Mistake{"\"device.key.pem\"", "\"ca.pem\"", "config_not_a_key", "7:12"},
      Mistake{"AAA=", "AA==", "config_root_key_length", "8:12"},
      Mistake{"AAA=", "***=", "config_root_key_base64", "8:12"},
      Mistake{"ipp://", "http://", "config_printer_uri", "10:7"},
      Mistake{"ipp://printer.local/ipp/print", "cups:", "config_printer_uri", "10:7"},
      Mistake{"[printer]", "[printer]\nduplex = true", "toml_unknown_key", "10:1"},
      Mistake{"[printer]", "[timeouts]\nidle_ask_seconds = 5\n[printer]", "toml_range", "10:20"},
      Mistake{"[printer]", "[timeouts]\nidle_ask_seconds = \"5\"\n[printer]", "toml_type", "10:20"},
      Mistake{"[printer]", "[timeouts]\nresult_clear_seconds = 50\n[printer]", "config_other_kind", "10:24"},
      Mistake{"[printer]", "[screen]\nwidth_px = 1920\nheight_px = 1080\n[printer]", "config_orientation",
              "10:12"},
      Mistake{"[hall]", "sign_in = [\"face\"]\n[hall]", "config_sign_in", "3:11"},
      Mistake{"[hall]", "sign_in = []\n[hall]", "config_empty", "3:11"},
      Mistake{"name = \"KIOSK-07\"", "", "config_missing", "1:1"},
      Mistake{"[hall]", "[hall", "toml_syntax", "3:6"});
  INFO(mistake.what << " -> " << mistake.with);
  const auto problems = problemsOf(folder, replaced(kKiosk, mistake.what, mistake.with));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == mistake.code);
  CHECK(problems[0].place == (folder.path / "device.toml").string() + ":" + mistake.place);
}

TEST_CASE("every mistake in a desk's own options is named with its line and column") {
  const Folder folder;
  const auto added =
      GENERATE(Added{"[readers]\ndevice = \"ttyUSB0\"", "config_reader_device", "10:10"},
               Added{"[readers]\ndevice = \"/dev/\"", "config_reader_device", "10:10"},
               Added{"[readers]\ndevice = \"/dev/../etc/passwd\"", "config_reader_device", "10:10"},
               Added{"[readers]\nbaud = 9601", "config_baud", "10:8"},
               Added{"[readers]\nbaud = 300", "toml_range", "10:8"},
               Added{"[readers]\nhandheld = 1", "toml_type", "10:12"},
               Added{"[camera]\ndevice = \"video0\"", "config_camera_device", "10:10"},
               Added{"[scanner]\ndpi = 1200", "toml_range", "10:7"},
               Added{"[scanner]\nduplex = true", "toml_unknown_key", "10:1"},
               Added{"[inbox]\nwatched_folder = true", "toml_type", "10:18"},
               Added{"[look]\nappearance = \"dim\"", "toml_choice", "10:14"},
               Added{"[timeouts]\nfacts_refresh_seconds = 59", "toml_range", "10:25"},
               Added{"[timeouts]\nidle_ask_seconds = 50", "config_other_kind", "10:20"});
  INFO(added.text);
  const auto problems = problemsOf(folder, kDesk + added.text + "\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == added.code);
  CHECK(problems[0].place == (folder.path / "device.toml").string() + ":" + added.place);
}

TEST_CASE("a kiosk can't be told to ask the phone, which it can't yet") {
  const Folder folder;
  const auto problems = problemsOf(folder, "sign_in = [\"phone\"]\n" + kKiosk);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "config_sign_in");
  CHECK(problems[0].args == std::vector<std::string>{"sign_in", "phone", "account"});
}

TEST_CASE("a private key that everybody can read is refused") {
  const Folder folder;
  ::chmod((folder.path / "device.key.pem").c_str(), 0644);
  const auto problems = problemsOf(folder, kKiosk);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "config_key_open");
}

TEST_CASE("mistakes of both files are told together, each file from top to bottom") {
  const Folder folder;
  const auto problems =
      problemsOf(folder, replaced(kKiosk, "ipp://", "lpd://") + "[screen]\nwidth_px = 9\ncolour = 1\n",
                 "[hall]\nroot_key = 7\n[timeouts]\nhall_retry_seconds = 0\n");
  std::vector<std::string> codes;
  for (const auto& problem : problems) codes.push_back(problem.code);
  CHECK(codes == std::vector<std::string>{"toml_type", "toml_range", "config_printer_uri", "toml_range",
                                          "toml_unknown_key"});
}

TEST_CASE("an empty device file lists everything that is needed") {
  const Folder folder;
  const auto problems = problemsOf(folder, "");
  std::vector<std::string> names;
  for (const auto& problem : problems) {
    CHECK(problem.code == "config_missing");
    CHECK(problem.place == (folder.path / "device.toml").string() + ":1:1");
    names.push_back(problem.args.at(0));
  }
  CHECK(names == std::vector<std::string>{"kind", "name", "hall.url", "hall.ca_file", "hall.certificate_file",
                                          "hall.key_file", "hall.root_key", "printer.uri"});
}

TEST_CASE("a campus file may hold options of both kinds, but a device's file only its own") {
  const Folder folder;
  const std::string both = "[printer]\nuri = \"cups:office\"\n[readers]\nhandheld = false\n";
  CHECK(problemsOf(folder, kDesk, both).empty());
  const auto problems = problemsOf(folder, kDesk + both);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "config_other_kind");
}

TEST_CASE("a file that isn't there is one mistake, not a row of missing options") {
  const Folder folder;
  toml_doc::Problems problems;
  config::load(folder.path / "none.toml", folder.write("device.toml", kKiosk), problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "file_missing");
}

TEST_CASE("every problem has a sentence with its place in both languages, and no control characters") {
  const Folder folder;
  const auto problems =
      problemsOf(folder, replaced(kKiosk, "\"KIOSK-07\"", "\"a\\u001b[31m\"") +
                             "[timeouts]\nidle_ask_seconds = \"5\"\n[screen]\norientation = \"up\"\nx = 1\n");
  REQUIRE(problems.size() == 4);
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", language);
    REQUIRE(texts);
    for (const auto& problem : problems) {
      CHECK(texts->has("error." + problem.code));
      const auto line = config::sentenceOf(problem, *texts);
      CHECK(line.starts_with(problem.place + ": "));
      CHECK(line.find('\x1b') == std::string::npos);
      CHECK(line.find('{') == std::string::npos);
    }
  }
  const auto english = base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", base::Language::en);
  CHECK(config::sentenceOf(problems[1], *english) ==
        problems[1].place + ": timeouts.idle_ask_seconds must be a whole number, not a text in quotes");
}

TEST_CASE("truncated files never crash the loader and never load clean by halves") {
  const Folder folder;
  for (std::size_t length = 0; length + 1 < kKiosk.size(); length += 3)
    CHECK_FALSE(problemsOf(folder, kKiosk.substr(0, length)).empty());
}
