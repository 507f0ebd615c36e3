// Many pages in one run: in order whatever the threads, ended at any moment, and gone on with.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <latch>
#include <sstream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/cli/asked.hpp"
#include "verifier/cli/cli.hpp"
#include "verifier/cli/work_queue.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr base::UnixSeconds kNow = 1'790'000'000;
constexpr int kPages = 24;

const base::Texts& english() {
  static const auto texts =
      base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", base::Language::en).value();
  return texts;
}

void put(base::Bytes& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// One uncompressed grey strip (TIFF 6.0 section 4).
base::Bytes tiffOf(const std::string& carrier) {
  const auto hash = carrier.find('#') + 1;
  const auto modules = qr::encode({{qr::Segment::Mode::byte, carrier.substr(0, hash)},
                                   {qr::Segment::Mode::alphanumeric, carrier.substr(hash)}},
                                  qr::ErrorCorrection::medium)
                           .value();
  constexpr int scale = 4, quiet = 4;
  const auto side = static_cast<std::uint32_t>((modules.size + 2 * quiet) * scale);
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> tags{
      {256, side}, {257, side}, {258, 8},          {259, 1}, {262, 1}, {273, 8 + 2 + 9 * 12 + 4},
      {277, 1},    {278, side}, {279, side * side}};
  base::Bytes out{'I', 'I', 42, 0, 8, 0, 0, 0};
  put(out, static_cast<std::uint32_t>(tags.size()), 2);
  for (const auto& [tag, value] : tags) {
    put(out, tag, 2);
    put(out, 4, 2);  // LONG
    put(out, 1, 4);
    put(out, value, 4);
  }
  put(out, 0, 4);
  for (int y = 0; y < static_cast<int>(side); ++y)
    for (int x = 0; x < static_cast<int>(side); ++x) {
      const int column = x / scale - quiet, row = y / scale - quiet;
      const bool inside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
      out.push_back(inside && modules.at(column, row) ? 0 : 255);
    }
  return out;
}

// A hall's keys and list, and a folder of pages it sealed: three to a copy, one file in five no picture.
struct Batch {
  fs::path folder = fs::temp_directory_path() / ("run_" + base::toHex(base::randomBytes(8)));
  seal::PrivateKey root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  seal::PrivateKey key = seal::PrivateKey::generate(seal::Algorithm::ed25519);

  Batch() {
    fs::create_directories(folder / "pages");
    seal::PublicKey known{
        seal::Algorithm::ed25519, key.point(), key.kid(), kNow - 1000, kNow + 1000, kNow + 100'000};
    write("keys.cose", seal::signKeySet({kNow - 500, {known}}, root).value());
    write("root.pub", base::bytesOf(seal::toText({root.point()}) + "\n"));
    const seal::StatusList list{.list = 0, .iat = kNow - 60, .ttl_seconds = 3600, .bits = base::Bytes(16)};
    write("status.cwt", seal::signStatusList(list, key).value());
    for (int i = 0; i < kPages; ++i)
      write(nameOf(i), i % 5 == 4 ? base::bytesOf("no picture") : tiffOf(sealed(i)));
  }
  ~Batch() { fs::remove_all(folder); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  static std::string nameOf(int page) { return "pages/" + std::to_string(100 + page) + ".tif"; }
  void write(const std::string& name, const base::Bytes& bytes) const {
    REQUIRE(base::writeFile(folder / name, bytes));
  }
  std::string at(const std::string& name) const { return (folder / name).string(); }
  std::string sealed(int page) const {
    seal::Claims claims{.iat = kNow - 10,
                        .process = "QJ",
                        .page = page % 3 + 1,
                        .pages = 3,
                        .holder = "张*",
                        .status = {0, static_cast<std::uint32_t>(page)}};
    claims.cti = {1, 2, 3, 4, 5, 6, 7, static_cast<std::uint8_t>(page / 3)};
    return seal::toCarrier(seal::sealPage(claims, key).value(), "hall.example.edu.cn").text();
  }
  Words command(const Words& more) const {
    Words out{"--keys", at("keys.cose"), "--root", at("root.pub"), "--status", at("status.cwt"), at("pages")};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  std::string text(const std::string& name) const {
    return base::readTextFile(folder / name, 1 << 24).value_or("");
  }
};

struct Answer {
  int status;
  std::string out, err;
};

Answer run(const Words& words) {
  std::istringstream in;
  std::ostringstream out, err;
  const base::FakeClock clock(kNow);
  const int status = verifier::cli::check(words, english(), clock, {in, out, err});
  return {status, out.str(), err.str()};
}

// The same in a process of its own, which gets that signal as soon as it tells of a first page. Its wait
// status.
int endedBy(int signal, Words words) {
  words.push_back("--progress");
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    std::istringstream in;
    std::ostringstream out;
    std::ofstream err("/proc/self/fd/" + std::to_string(ends[1]));
    const base::FakeClock clock(kNow);
    ::_exit(verifier::cli::check(words, english(), clock, {in, out, err}));
  }
  ::close(ends[1]);
  char heard = 0;
  const auto count = ::read(ends[0], &heard, 1);
  ::kill(child, signal);
  for (char rest[512]; ::read(ends[0], rest, sizeof rest) > 0;) {
  }
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(count == 1);
  return status;
}

}  // namespace

TEST_CASE("the report is the same whatever the number of threads, in every format") {
  const Batch batch;
  for (const Words& format :
       {Words{}, Words{"--json"}, Words{"--jsonl"}, Words{"--csv"}, Words{"--csv", "--bom"}}) {
    auto one = format, many = format;
    one.insert(one.end(), {"--jobs", "1"});
    many.insert(many.end(), {"--jobs", "7"});
    const auto alone = run(batch.command(one)), together = run(batch.command(many));
    CHECK(alone.status == 1);
    CHECK(together.status == 1);
    CHECK(alone.out == together.out);
    CHECK(alone.err.empty());
    CHECK(alone.out.find("123.tif") != std::string::npos);
  }
}

TEST_CASE(
    "a run killed again and again ends in the report of one that wasn't, and leaves nothing beside it") {
  const Batch batch;
  for (const std::string format : {"--jsonl", "--csv"}) {
    const auto whole = run(batch.command({format, "--output", batch.at("whole")}));
    CHECK(whole.out.empty());
    int killed = 0;
    for (int i = 0; i < 4; ++i) {
      const int status =
          endedBy(SIGKILL, batch.command({format, "--output", batch.at("killed"), "--resume"}));
      if (!WIFSIGNALED(status)) continue;
      ++killed;
      CHECK_FALSE(fs::exists(batch.at("killed")));
    }
    CHECK(killed > 0);
    const auto last = run(batch.command({format, "--output", batch.at("killed"), "--resume"}));
    CHECK(last.status == whole.status);
    CHECK(batch.text("killed") == batch.text("whole"));
    CHECK_FALSE(fs::exists(batch.at("killed.journal")));
    CHECK_FALSE(fs::exists(batch.at("killed.part")));
    fs::remove(batch.at("killed"));
  }
}

TEST_CASE("an interrupted run tells what it has, says how to go on, and doesn't read twice what it read") {
  const Batch batch;
  run(batch.command({"--jsonl", "--output", batch.at("whole")}));
  const Words words = batch.command({"--jsonl", "--output", batch.at("report"), "--jobs", "1"});
  const int status = endedBy(SIGINT, words);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(batch.text("report").find("\"interrupted\":true") != std::string::npos);
  CHECK(batch.text("report").find("123.tif") == std::string::npos);
  // The first page's picture is spoilt without a trace in its size and time: whoever reads it again finds
  // out.
  const auto first = batch.folder / Batch::nameOf(0);
  const auto time = fs::last_write_time(first);
  std::fstream(first, std::ios::in | std::ios::out | std::ios::binary).write("XXXX", 4);
  fs::last_write_time(first, time);
  auto again = words;
  again.emplace_back("--resume");
  run(again);
  CHECK(batch.text("report") == batch.text("whole"));
  run(words);
  CHECK(batch.text("report") != batch.text("whole"));
}

TEST_CASE("a run with other files or options doesn't go on with a journal that isn't its own") {
  const Batch batch;
  const Words words = batch.command({"--jsonl", "--output", batch.at("report"), "--jobs", "1"});
  endedBy(SIGINT, words);
  auto other = words;
  other.insert(other.end(), {"--resume", batch.at("keys.cose")});
  const auto answer = run(other);
  CHECK(answer.status == 64);
  CHECK(answer.err.find("--resume") != std::string::npos);
}

TEST_CASE("results come back in the order given, however long each takes") {
  std::latch others(5);  // the first task ends only after all the others have
  verifier::cli::WorkQueue<int, int> work(3, [&] {
    return [&](int&& task) {
      if (task == 0)
        others.wait();
      else
        others.count_down();
      return task * 10;
    };
  });
  int given = 0;
  std::vector<int> taken;
  while (given < 6 || !work.empty()) {
    if (const auto result = work.take(given < 6))
      taken.push_back(*result);
    else
      work.give(given++);
  }
  CHECK(taken == std::vector{0, 10, 20, 30, 40, 50});
}

TEST_CASE("work that was not begun is dropped when its queue goes") {
  std::atomic<int> done = 0;
  {
    verifier::cli::WorkQueue<int, int> work(2, [&] { return [&](int&&) { return ++done; }; });
    for (int i = 0; i < 3; ++i) work.give(i);
  }
  CHECK(done <= 3);
}

TEST_CASE("the hall is asked once about a code, by however many threads, and left alone once it is away") {
  base::FakeClock clock;
  verifier::cli::Asked asked(clock);
  std::atomic<int> questions = 0;
  const verifier::Judge hall = [&](const std::string&) -> base::Result<api::Verification> {
    ++questions;
    api::Verification answer;
    answer.serial = "0102030405060708";
    return answer;
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&] {
        for (const std::string code : {"A", "B", "A"}) (void)asked.ask(code, hall);
      });
  }
  CHECK(questions == 2);
  CHECK(asked.ask("A", hall)->serial == "0102030405060708");

  questions = 0;
  const verifier::Judge away = [&](const std::string&) -> base::Result<api::Verification> {
    ++questions;
    return base::fail("hall_unreachable", "", "connection refused");
  };
  for (const std::string code : {"C", "D", "C"})
    CHECK(asked.ask(code, away).error().code == "hall_unreachable");
  CHECK(questions == 1);
  CHECK(asked.ask("A", away));  // what it has said holds
  clock.advance(std::chrono::minutes(1));
  CHECK(asked.ask("C", hall));
}
