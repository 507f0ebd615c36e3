// A whole campus on one machine: the real hall with demonstration data, a real IPP printer, a real kiosk
// drawn into memory and tapped by element, a desk's certificate. Everything in a temporary folder, on
// loopback, on ports the system chose.
#pragma once

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "tests/story/harness/virtual_printer.hpp"

namespace story {

struct Answer {
  int status = 0;
  std::string text;
};

// Runs a program to its end.
inline Answer run(const std::vector<std::string>& words, const Environment& environment = {}) {
  Program program(words, environment);
  program.hangUp();
  Answer answer;
  answer.status = program.wait();
  answer.text = program.output();
  return answer;
}

inline std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const Environment& english() {
  static const Environment words{
      {"LC_ALL", "en_US.UTF-8"}, {"TZ", "Asia/Shanghai"}, {"HALL_ASSETS", HALL_SOURCE_DIR "/assets"}};
  return words;
}

class House {
 public:
  explicit House(const std::string& page_seconds = "0.2")
      : printer(folder_.path() / "printer", page_seconds) {
    startHall("127.0.0.1:0");
    must({HALL_PROGRAM, "device", "add", "KIOSK-07", "--kind", "kiosk", "--data", data().string()});
    must({HALL_PROGRAM, "device", "add", "DESK-1", "--kind", "desk", "--office", "学生工作处", "--data",
          data().string()});
    configure();
  }

  std::filesystem::path folder() const { return folder_.path(); }
  std::filesystem::path data() const { return folder_.path() / "hall"; }
  const std::string& url() const { return url_; }
  Program& kiosk() { return *kiosk_; }

  void startHall(const std::string& address) {
    hall_ =
        std::make_unique<Program>(std::vector<std::string>{HALL_PROGRAM, "serve", "--data", data().string(),
                                                           "--listen", address, "--demo"},
                                  english(), (folder_.path() / "hall.log").string());
    url_ = hall_->waitForLine("listening on ", 60s);
  }
  void killHall() { hall_->end(SIGKILL); }
  void restartHall() { startHall(url_.substr(url_.find("//") + 2)); }

  void startKiosk() {
    kiosk_ = std::make_unique<Program>(
        std::vector<std::string>{KIOSK_PROGRAM, "--config", (folder_.path() / "kiosk.toml").string(),
                                 "--headless", "--script", "-", "--pictures", pictures().string()},
        english(), (folder_.path() / "kiosk.log").string());
  }
  void stopKiosk() {
    kiosk_->hangUp();
    kiosk_->wait();
    kiosk_.reset();
  }

  // At the kiosk: one command of its script, done.
  void at(const std::string& command, std::chrono::milliseconds limit = 70s) {
    kiosk_->tell(command);
    try {
      kiosk_->waitForLine("ok " + command, limit);
    } catch (const std::exception& error) {
      throw std::runtime_error(command + ": " + error.what() + "\n" +
                               contentOf(folder_.path() / "kiosk.log"));
    }
  }
  void signIn(const std::string& place = "home:steps", const std::string& account = "20230001") {
    for (const auto& command :
         {std::string("wait attract"), std::string("tap begin"), std::string("wait home"), "tap " + place,
          std::string("wait sign_in"), "type " + account, std::string("tap password"),
          std::string("type hall-demo-2026"), std::string("tap sign_in")})
      at(command);
  }
  // The leave application's step, up to the print button.
  void readAndSign() {
    for (const auto* command :
         {"wait steps", "tap step:0", "wait reading", "press view:down until confirm", "tap confirm",
          "wait signing", "stroke sign:pad", "tap sign:done", "wait printing"})
      at(command);
  }

  // The page as a receiver gets it. extra: the desk's certificate, --offline and the like.
  Answer check(const std::filesystem::path& file, std::vector<std::string> extra = {}) const {
    std::vector<std::string> words{
        VERIFIER_PROGRAM, "check", "--json", "--hall", url_, "--ca", (data() / "ca.pem").string()};
    words.insert(words.end(), extra.begin(), extra.end());
    words.push_back(file.string());
    return run(words, english());
  }
  std::vector<std::string> asDesk() const {
    return {"--cert", device("DESK-1.crt.pem"), "--key", device("DESK-1.key.pem")};
  }
  std::string device(const std::string& file) const { return (data() / "devices" / file).string(); }

  std::filesystem::path pictures() const { return folder_.path() / "pictures"; }
  std::filesystem::path onlyPaper() const {
    const auto all = printer.paper();
    if (all.size() != 1) throw std::runtime_error(std::to_string(all.size()) + " papers lie in the tray");
    return all.front();
  }
  // "<job>-<serial>.pdf", as the printer names what it printed.
  static std::string serialOf(const std::filesystem::path& paper) {
    const auto name = paper.stem().string();
    return name.substr(name.find('-') + 1);
  }
  std::string sql(const std::filesystem::path& database, const std::string& query) const {
    return run({"sqlite3", database.string(), query}).text;
  }
  std::string ledger(const std::string& query) const {
    return sql(folder_.path() / "state" / "ledger.sqlite", query);
  }

  static Answer must(const std::vector<std::string>& words) {
    auto answer = run(words, english());
    if (answer.status != 0) throw std::runtime_error(words.front() + " failed: " + answer.text);
    return answer;
  }

 private:
  void configure() const {
    std::ofstream file(folder_.path() / "kiosk.toml");
    file << "kind = \"kiosk\"\nname = \"KIOSK-07\"\nstate = \"state\"\n[hall]\nurl = \"" << url_
         << "\"\nca_file = \"hall/ca.pem\"\ncertificate_file = \"hall/devices/KIOSK-07.crt.pem\"\n"
         << "key_file = \"hall/devices/KIOSK-07.key.pem\"\nroot_key = \"" << rootKey() << "\"\n"
         << "[screen]\nwidth_px = 1080\nheight_px = 1920\nfullscreen = false\n[printer]\nuri = \""
         << printer.uri() << "\"\n[timeouts]\nhall_retry_seconds = 1\nprint_stall_seconds = 30\n";
  }
  std::string rootKey() const {
    auto text = contentOf(data() / "root.pub");
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  TemporaryFolder folder_;

 public:
  VirtualPrinter printer;

 private:
  std::unique_ptr<Program> hall_;
  std::string url_;
  std::unique_ptr<Program> kiosk_;
};

}  // namespace story
