// Readers that come, go and come back: pseudo terminals for serial ones, pipes for keyboards.
#include <fcntl.h>
#include <linux/input.h>
#include <pty.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/texts.hpp"
#include "reader/key_decoder.hpp"
#include "reader/line_decoder.hpp"
#include "reader/reader.hpp"
#include "reader/reading_loop.hpp"

namespace {

namespace fs = std::filesystem;
using reader::Code;
using reader::Reading;
using reader::State;

// What a reader told, awaited one by one: "code HALL:1", "reading", "lost reader_missing".
class Told {
 public:
  std::function<void(Reading)> sink() {
    return [this](Reading reading) {
      std::lock_guard hold(guard_);
      told_.push_back(wordsOf(reading));
      changed_.notify_all();
    };
  }
  std::string next() {
    std::unique_lock hold(guard_);
    if (!changed_.wait_for(hold, std::chrono::seconds(30), [this] { return !told_.empty(); }))
      return "nothing";
    auto first = std::move(told_.front());
    told_.pop_front();
    return first;
  }
  bool empty() {
    std::lock_guard hold(guard_);
    return told_.empty();
  }

 private:
  static std::string wordsOf(const Reading& reading) {
    if (const auto* code = std::get_if<Code>(&reading)) return "code " + code->text;
    const auto& state = std::get<State>(reading);
    return state.kind == State::Kind::reading ? "reading" : "lost " + state.why.code;
  }
  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<std::string> told_;
};

// A serial reader on a plug: its path is stable, as below /dev/serial/by-id.
class SerialPlug {
 public:
  ~SerialPlug() {
    unplug();
    fs::remove_all(folder_);
  }
  SerialPlug() { fs::create_directory(folder_); }
  SerialPlug(const SerialPlug&) = delete;
  SerialPlug& operator=(const SerialPlug&) = delete;
  fs::path path() const { return folder_ / "by-id"; }
  void plugIn() {
    char name[128];
    REQUIRE(::openpty(&device_, &host_, name, nullptr, nullptr) == 0);
    fs::create_symlink(name, folder_ / "new");
    fs::rename(folder_ / "new", path());
  }
  void unplug() {
    if (device_ < 0) return;
    fs::remove(path());
    ::close(host_);
    ::close(device_);
    device_ = host_ = -1;
  }
  void say(std::string_view text) const {
    REQUIRE(::write(device_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  termios line() const {
    termios line{};
    REQUIRE(::tcgetattr(device_, &line) == 0);
    return line;
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("reader_" + base::toHex(base::randomBytes(8)));
  int device_ = -1;  // the reader's end
  int host_ = -1;    // kept open so that the terminal stays as it was set
};

reader::ReaderAddress serial(const fs::path& path, int baud = 9600) {
  return {path, reader::ReaderAddress::Kind::serial, baud};
}

}  // namespace

TEST_CASE("a serial reader's codes come as they are ended, in whatever pieces") {
  SerialPlug plug;
  plug.plugIn();
  Told told;
  const reader::CodeReader codes(serial(plug.path()), told.sink());
  REQUIRE(told.next() == "reading");
  plug.say("HALL:1\r\nHALL");
  CHECK(told.next() == "code HALL:1");
  plug.say(":2\rHALL:3\n");
  CHECK(told.next() == "code HALL:2");
  CHECK(told.next() == "code HALL:3");
}

TEST_CASE("the line is raw, at the speed that was set, with 8 data bits and nothing else") {
  SerialPlug plug;
  plug.plugIn();
  Told told;
  const auto [baud, speed] = GENERATE(table<int, speed_t>({{1200, B1200}, {9600, B9600}, {115200, B115200}}));
  const reader::CodeReader codes(serial(plug.path(), baud), told.sink());
  REQUIRE(told.next() == "reading");
  const auto line = plug.line();
  CHECK(::cfgetispeed(&line) == speed);
  CHECK((line.c_lflag & (ICANON | ECHO | ISIG)) == 0);
  CHECK((line.c_iflag & (ICRNL | IXON | ISTRIP)) == 0);
  CHECK((line.c_cflag & CSIZE) == CS8);
  CHECK((line.c_cflag & (PARENB | CSTOPB)) == 0);
}

TEST_CASE("a reader unplugged in the middle of a code, and plugged in again, reads on with the next code") {
  SerialPlug plug;
  plug.plugIn();
  Told told;
  const reader::CodeReader codes(serial(plug.path()), told.sink());
  REQUIRE(told.next() == "reading");
  plug.say("whole\rhalf");
  CHECK(told.next() == "code whole");
  for (int round = 0; round < 3; ++round) {
    plug.unplug();
    CHECK(told.next() == "lost reader_unplugged");
    plug.plugIn();
    CHECK(told.next() == "reading");
    plug.say("back\r");
    CHECK(told.next() == "code back");
  }
  CHECK(told.empty());
}

TEST_CASE("a reader that comes later is waited for") {
  SerialPlug plug;
  Told told;
  const reader::CodeReader codes(serial(plug.path()), told.sink());
  CHECK(told.next() == "lost reader_missing");
  plug.plugIn();
  CHECK(told.next() == "reading");
}

TEST_CASE("what is no reader is told so, and has its sentence in both languages") {
  const auto folder = fs::temp_directory_path();
  for (const auto kind : {reader::ReaderAddress::Kind::keyboard, reader::ReaderAddress::Kind::serial}) {
    Told told;
    const reader::CodeReader codes({"/dev/null", kind}, told.sink());
    CHECK(told.next() == "lost reader_wrong_kind");
  }
  Told told;
  const reader::CodeReader codes({folder, reader::ReaderAddress::Kind::serial}, told.sink());
  CHECK(told.next() == "lost reader_fault");
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(std::string(HALL_SOURCE_DIR) + "/assets/lang", language);
    REQUIRE(texts);
    for (const int number : {ENOENT, EACCES, EBUSY, ENODEV, EMFILE})
      CHECK(texts->has("error." + reader::errorOf(number, "/dev/x").code));
    CHECK(texts->has("error.reader_wrong_kind"));
  }
}

TEST_CASE("a terminal is no keyboard") {
  SerialPlug plug;
  plug.plugIn();
  Told told;
  const reader::CodeReader codes({plug.path(), reader::ReaderAddress::Kind::keyboard}, told.sink());
  CHECK(told.next() == "lost reader_wrong_kind");
}

TEST_CASE("a serial reader that another program has to itself is busy, unless that is root") {
  if (::geteuid() == 0) return;  // root passes TIOCEXCL
  SerialPlug plug;
  plug.plugIn();
  Told first, second;
  const reader::CodeReader one(serial(plug.path()), first.sink());
  REQUIRE(first.next() == "reading");
  const reader::CodeReader two(serial(plug.path()), second.sink());
  CHECK(second.next() == "lost reader_busy");
}

TEST_CASE("keys of a keyboard reader come through a pipe, and its end is a reader unplugged") {
  Told told;
  std::deque<int> keyboards;  // what the next openings find
  std::mutex guard;
  const auto open = [&]() -> base::Result<reader::Port> {
    std::lock_guard hold(guard);
    if (keyboards.empty()) return base::fail("reader_missing", "pipe", "");
    reader::Port port(keyboards.front());
    keyboards.pop_front();
    return port;
  };
  int first[2], second[2];
  REQUIRE(::pipe2(first, O_NONBLOCK) == 0);
  REQUIRE(::pipe2(second, O_NONBLOCK) == 0);
  keyboards = {first[0], second[0]};
  const auto strike = [](int pipe, std::initializer_list<int> keys) {
    for (const int key : keys) {
      input_event event{};
      event.type = EV_KEY;
      event.code = static_cast<std::uint16_t>(key);
      event.value = 1;
      REQUIRE(::write(pipe, &event, sizeof event) == sizeof event);
    }
  };
  const reader::ReadingLoop loop("pipe", open, std::make_unique<reader::KeyDecoder>(), told.sink());
  REQUIRE(told.next() == "reading");
  strike(first[1], {KEY_4, KEY_2, KEY_ENTER, KEY_9});
  CHECK(told.next() == "code 42");
  ::close(first[1]);
  CHECK(told.next() == "lost reader_unplugged");
  CHECK(told.next() == "reading");
  strike(second[1], {KEY_7, KEY_ENTER});
  CHECK(told.next() == "code 7");
  ::close(second[1]);
  CHECK(told.next() == "lost reader_unplugged");
}

TEST_CASE("a state is told once, however often the device is tried") {
  Told told;
  std::mutex guard;
  std::condition_variable changed;
  int tries = 0;
  {
    const auto open = [&]() -> base::Result<reader::Port> {
      std::lock_guard hold(guard);
      ++tries;
      changed.notify_all();
      return base::fail(tries < 3 ? "reader_missing" : "reader_access_denied", "x", "");
    };
    const reader::ReadingLoop loop("x", open, std::make_unique<reader::LineDecoder>(), told.sink());
    std::unique_lock hold(guard);
    REQUIRE(changed.wait_for(hold, std::chrono::seconds(30), [&] { return tries == 4; }));
  }
  CHECK(told.next() == "lost reader_missing");
  CHECK(told.next() == "lost reader_access_denied");
  CHECK(told.empty());
}

TEST_CASE("it ends at once: while it reads, and while it waits for its reader") {
  SerialPlug plug;
  plug.plugIn();
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 0; round < 20; ++round) {
    Told told;
    { const reader::CodeReader reading(serial(plug.path()), told.sink()); }
    { const reader::CodeReader waiting(serial(plug.path() / "none"), told.sink()); }
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));  // 20 waits are 5 seconds
}

TEST_CASE("the kind of a reader shows in its path") {
  using Kind = reader::ReaderAddress::Kind;
  CHECK(reader::addressOf("/dev/input/by-id/usb-x-event-kbd", 1).kind == Kind::keyboard);
  CHECK(reader::addressOf("/dev/input/event3", 1).kind == Kind::keyboard);
  CHECK(reader::addressOf("/dev/serial/by-id/usb-x", 115200).kind == Kind::serial);
  CHECK(reader::addressOf("/dev/ttyACM0", 115200).baud == 115200);
}
