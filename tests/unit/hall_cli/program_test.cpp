// The program itself: exit status, what lands in the folders, and a hall that runs beside the commands.
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "hall/http/certificates.hpp"
#include "hall_api/client.hpp"
#include "program.hpp"

namespace fs = std::filesystem;
using namespace test;

namespace {

int modeOf(const fs::path& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 ? static_cast<int>(facts.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("help is a page with examples, the version a line, and wrong use is 64") {
  const auto help = run({"--help"});
  CHECK(help.status == 0);
  CHECK(help.out.find("EXAMPLES") != std::string::npos);
  CHECK(help.out.find("EXIT STATUS") != std::string::npos);
  CHECK(run({"--version"}).out.starts_with("hall "));
  const auto wrong = run({"serve", "--surprise"});
  CHECK(wrong.status == 64);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.find("hall --help") != std::string::npos);
  CHECK(run({"serve", "--data", "/dev/null/x", "--listen", "nowhere"}).status == 64);
}

TEST_CASE("a device added while the hall runs is known at once, and removed is refused at once") {
  Folder data, device, log;
  init(data);
  Serving hall(log, data.text());
  const auto added = run({"device", "add", "DESK-03", "--kind", "desk", "--office", "教务处", "--data",
                          data.text(), "--out", device.text()});
  INFO(added.err);
  REQUIRE(added.status == 0);
  CHECK(added.out.find("[hall]") != std::string::npos);
  CHECK(added.out.find("root_key = \"") != std::string::npos);
  CHECK(modeOf(device / "DESK-03.key.pem") == 0600);
  CHECK(modeOf(data / "passphrase") == 0600);
  CHECK(modeOf(data / "ca.key.pem") == 0600);
  CHECK(contentOf(device / "ca.pem") == contentOf(data / "ca.pem"));
  CHECK(contentOf(device / "root.pub") == contentOf(data / "root.pub"));

  auto client = api::openHallClient({.url = hall.url(),
                                     .ca_file = device / "ca.pem",
                                     .certificate_file = device / "DESK-03.crt.pem",
                                     .key_file = device / "DESK-03.key.pem"});
  const auto self = client->deviceSelf();
  INFO((self ? "" : self.error().describe()));
  REQUIRE(self);
  CHECK(self->office == "教务处");
  CHECK(run({"device", "list", "--data", data.text()}).out == "DESK-03\tdesk\t教务处\n");
  const auto twice =
      run({"device", "add", "DESK-03", "--kind", "desk", "--data", data.text(), "--out", device.text()});
  CHECK(twice.status == 1);
  CHECK(run({"device", "remove", "DESK-03", "--data", data.text()}).status == 0);
  CHECK(client->deviceSelf().error().code == "device_unknown");
  CHECK(hall.end().status == 0);
}

TEST_CASE(
    "a person added with a password from standard input can sign in; the password is nowhere to be read") {
  Folder data;
  init(data);
  const auto added = run({"person", "add", "t2001", "--name", "王丽娟", "--unit", "信息工程学院", "--post",
                          "counsellor", "--data", data.text()},
                         "a-long-enough-password\n");
  INFO(added.err);
  CHECK(added.status == 0);
  const auto none = run({"person", "add", "t2002", "--name", "李", "--unit", "x", "--data", data.text()});
  CHECK(none.status == 1);
  for (const auto& entry : fs::recursive_directory_iterator(data.text()))
    if (entry.is_regular_file())
      CHECK(base::readTextFile(entry.path(), 64 << 20)->find("a-long-enough-password") == std::string::npos);
}

TEST_CASE("a data folder whose passphrase is gone says so instead of making a new one") {
  Folder data;
  init(data);
  fs::remove(data / "passphrase");
  const auto lost = run({"device", "list", "--data", data.text()});
  CHECK(lost.status == 1);
  CHECK(lost.err.find("passphrase") != std::string::npos);
  CHECK_FALSE(fs::exists(data / "passphrase"));
}

TEST_CASE("with a certificate of another CA the hall shows that one, and knows its devices by its own") {
  Folder data, elsewhere, device, log;
  const base::SystemClock clock;
  const auto public_ca = *hall::Authority::open(elsewhere.text(), "secret", clock);
  const auto shown = *public_ca.issueServer({});
  (void)base::writeFile(elsewhere / "shown.crt.pem", base::viewOf(shown.certificate_pem));
  (void)base::writeFile(elsewhere / "shown.key.pem", base::viewOf(shown.key_pem), true);
  init(data);
  const std::string certificate = elsewhere / "shown.crt.pem", key = elsewhere / "shown.key.pem";
  REQUIRE(
      run({"device", "add", "D", "--kind", "desk", "--data", data.text(), "--out", device.text()}).status ==
      0);
  Serving hall(log, data.text(), {"--tls-certificate", certificate, "--tls-key", key});
  const auto self = [&](const fs::path& ca) {
    return api::openHallClient({.url = hall.url(),
                                .ca_file = ca,
                                .certificate_file = device / "D.crt.pem",
                                .key_file = device / "D.key.pem"})
        ->deviceSelf();
  };
  CHECK(self(elsewhere / "ca.pem"));
  CHECK(self(device / "ca.pem").error().code == "hall_untrusted");
  CHECK(hall.end().status == 0);
  const auto swapped = run({"serve", "--data", data.text(), "--listen", "127.0.0.1:0", "--tls-certificate",
                            key, "--tls-key", certificate});
  CHECK(swapped.status == 1);
  CHECK(swapped.err.find("--tls-certificate") != std::string::npos);
}

TEST_CASE(
    "programs started at the same moment on an empty folder come to one passphrase, one root and one CA") {
  Folder data;
  const auto folder = (data / "new").string();
  std::array<Folder, 3> logs;
  std::array<pid_t, 3> children{};
  const auto together = [&](const std::vector<std::string>& words, const char* numbered) {
    int done = 0;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      auto own = words;
      if (numbered) own.insert(own.begin() + 2, numbered + std::to_string(i));
      children[i] = start(logs[i], own);
    }
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const auto outcome = finish(logs[i], children[i]);
      UNSCOPED_INFO(outcome.err);
      done += outcome.status == 0 ? 1 : 0;
    }
    return done;
  };
  CHECK(together({"keys", "init", "--data", folder}, nullptr) == 1);
  CHECK(together({"device", "add", "--kind", "kiosk", "--data", folder}, "K") == 3);
  const auto devices = run({"device", "list", "--data", folder}).out;
  CHECK(std::count(devices.begin(), devices.end(), '\n') == 3);
}

TEST_CASE("a public host with a scheme or a path never gets into a seal") {
  Folder folder;
  for (const char* host :
       {"https://hall.example", "hall.example/v", "hall example", "hall.example:port", "-hall"}) {
    CAPTURE(host);
    const auto refused = run({"serve", "--data", folder / "data", "--listen", "127.0.0.1:0",
                              "--public-host=" + std::string(host)});
    CHECK(refused.status == 1);
    CHECK(refused.err.find("--public-host") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(folder / "data"));
}

TEST_CASE("device files that can't be written leave no device behind") {
  Folder data;
  init(data);
  const auto refused =
      run({"device", "add", "K", "--kind", "kiosk", "--data", data.text(), "--out", "/dev/null/nowhere"});
  CHECK(refused.status == 1);
  CHECK(run({"device", "list", "--data", data.text()}).out.empty());
}

TEST_CASE("the processes of the hall have no mistakes, and a broken one is named by file, line and column") {
  std::vector<std::string> arguments{"process", "check"};
  for (const auto& entry : fs::directory_iterator(fs::path(HALL_SOURCE_DIR) / "assets" / "processes"))
    if (entry.path().extension() == ".toml") arguments.push_back(entry.path());
  const auto fine = run(arguments);
  INFO(fine.err);
  CHECK(fine.status == 0);
  Folder folder;
  std::ofstream(folder / "broken.toml") << "code = \"broken\"\nversion = \"one\"\n";
  const auto broken = run({"process", "check", (folder / "broken.toml").string()});
  CHECK(broken.status == 1);
  CHECK(broken.err.find("broken.toml:2:11") != std::string::npos);
}

TEST_CASE("a form's preview is a PDF; a mistake in the values is named and no file is written") {
  Folder folder;
  std::ofstream(folder / "wrong.toml") << "[values\n";
  const auto out = (folder / "out.pdf").string();
  const auto refused =
      run({"form", "preview", "student_leave", (folder / "wrong.toml").string(), "--out", out});
  CHECK(refused.status == 1);
  CHECK(refused.err.find("wrong.toml:1:") != std::string::npos);
  CHECK_FALSE(fs::exists(out));
  const auto sample = fs::path(HALL_SOURCE_DIR) / "assets" / "forms" / "samples" / "student_leave.toml";
  const auto fine = run({"form", "preview", "student_leave", sample.string(), "--out", out});
  INFO(fine.err);
  CHECK(fine.status == 0);
  CHECK(contentOf(out).starts_with("%PDF-"));
}
