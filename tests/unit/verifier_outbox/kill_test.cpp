// kill -9 at any moment: the desk runs in a child that asks its parent, the hall, through a socket, and is
// killed at seeded moments, in the middle of whatever it does and around every request and answer.
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <random>

#include "base/log.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "tests/unit/verifier_outbox/promises.hpp"

using namespace verifier;
using namespace outbox_test;

namespace {

constexpr int kDecisions = 6;
constexpr int kSchedules = 200;
using Fields = std::vector<std::string>;

// Messages between desk and hall: fields with a tab between them, a line each. JSON has neither raw.
class Line {
 public:
  explicit Line(int fd) : fd_(fd) {}

  void tell(const Fields& fields) {
    std::string text;
    for (const auto& field : fields) text += (text.empty() ? "" : "\t") + field;
    text += '\n';
    (void)!::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);  // who is gone hears nothing
  }
  // Blocks for the next whole message; empty once the other end is gone.
  Fields hear() {
    while (buffer_.find('\n') == std::string::npos) {
      char block[4096];
      const auto count = ::read(fd_, block, sizeof block);
      if (count <= 0) return {};
      buffer_.append(block, static_cast<std::size_t>(count));
    }
    Fields out(1);
    for (const char c : buffer_.substr(0, buffer_.find('\n')))
      if (c == '\t')
        out.emplace_back();
      else
        out.back() += c;
    buffer_.erase(0, buffer_.find('\n') + 1);
    return out;
  }
  bool pending() const { return buffer_.find('\n') != std::string::npos; }

 private:
  int fd_;
  std::string buffer_;
};

// The child's hall: its parent.
class ParentHall final : public story::AbsentHall {
 public:
  explicit ParentHall(Line& line) : line_(line) {}
  base::Result<api::DeviceSelf> deviceSelf() override { return api::DeviceSelf{.name = "DESK-1"}; }
  base::Result<api::Receipt> receive(const std::string& token, const std::string& serial,
                                     const api::ReceiptRequest& request, const std::string& key,
                                     domain::Acceptance*) override {
    line_.tell({"receive", token, serial, api::toJson(request), key});
    const auto answer = line_.hear();
    if (answer.size() == 2 && answer[0] == "receipt") return *api::fromJson<api::Receipt>(answer[1]);
    return base::fail(answer.size() == 2 ? answer[1] : "hall_unreachable", "", "as the parent says");
  }

 private:
  Line& line_;
};

class Schedule {
 public:
  explicit Schedule(std::uint64_t seed) : random_(seed) {}
  int kills() const { return kills_; }

  void run() {
    for (int life = 0; life < 60 && !finished_; ++life) {
      live(life < 6);
      auto outbox = Outbox::open(folder_.path(), clock_);
      REQUIRE(outbox);
      promises_.hold(**outbox, hall_);
      clock_.advance(std::chrono::seconds(upTo(100)));
    }
    CHECK(finished_);
    for (int i = 1; i <= kDecisions; ++i)
      CHECK((hall_.taken.count(serialOf(i)) || promises_.let_go.count(serialOf(i))));
  }

 private:
  using Steady = std::chrono::steady_clock;
  int upTo(int limit) { return std::uniform_int_distribution<int>(0, limit)(random_); }
  bool rarely() { return upTo(11) == 0; }

  // The desk, in the child. Whether it withdraws is drawn by the parent, for the same seed to do the same.
  void desk(int fd, int withdrawn) const {
    Line line(fd);
    ParentHall hall(line);
    auto outbox = Outbox::open(folder_.path(), clock_);
    if (!outbox) ::_exit(3);
    for (int i = 1; i <= kDecisions; ++i) {
      const auto serial = serialOf(i);
      if (!promises_.toDecide(**outbox, hall_, serial)) continue;
      const auto kept = (*outbox)->keep(deciding(i));
      if (!kept) ::_exit(4);
      line.tell({"kept", serial});
      if (i == withdrawn) {
        line.tell({"withdrawing", serial});
        if ((*outbox)->withdraw(kept->id)) line.tell({"withdrawn", serial});
      }
      (*outbox)->deliver(hall, kToken, "t1001");
    }
    while (!(*outbox)->waiting().empty()) (*outbox)->deliver(hall, kToken, "t1001");
    line.tell({"finished"});
    ::_exit(0);
  }

  void live(bool deadly) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    const int withdrawn = upTo(2 * kDecisions);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::close(ends[0]);
      desk(ends[1], withdrawn);
    }
    ::close(ends[1]);
    const bool killed = hallUntil(ends[0], child, deadly);
    int status = 0;
    ::waitpid(child, &status, 0);
    INFO("the child's status is " << status);
    CHECK((killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
    for (auto last = line_->hear(); !last.empty(); last = line_->hear()) take(last);  // it was said
    ::close(ends[0]);
    kills_ += killed;
  }

  // The parent as hall, until the child has ended or was killed.
  bool hallUntil(int fd, pid_t child, bool deadly) {
    line_ = std::make_unique<Line>(fd);
    const auto end = Steady::now() + std::chrono::microseconds(deadly ? upTo(6'000) : 60'000'000);
    while (true) {
      const auto left = std::chrono::duration_cast<std::chrono::microseconds>(end - Steady::now()).count();
      const timespec wait{std::max<long>(left, 0) / 1'000'000, std::max<long>(left, 0) % 1'000'000 * 1000};
      pollfd watched{fd, POLLIN, 0};
      const bool heard = line_->pending() || ::ppoll(&watched, 1, &wait, nullptr) > 0;
      if (!heard) return kill(child);
      const auto message = line_->hear();
      if (message.empty()) return false;
      take(message);
      if (message[0] != "receive") continue;
      if (deadly && rarely()) return kill(child);  // it arrived, and that is all
      line_->tell(reply_);
      if (deadly && rarely()) return kill(child);  // the answer may have been read, or not
    }
  }

  static bool kill(pid_t child) { return ::kill(child, SIGKILL) == 0; }

  void take(const Fields& message) {
    if (message[0] == "kept") promises_.kept.insert(message.at(1));
    if (message[0] == "withdrawing") promises_.let_go.insert(message.at(1));
    if (message[0] == "withdrawn") promises_.withdrawn.insert(message.at(1));
    if (message[0] == "finished") finished_ = true;
    if (message[0] == "receive") {
      if (rarely()) hall_.requests_lost = 1;
      if (rarely()) hall_.answers_lost = 1;
      domain::Acceptance earlier;
      const auto request = api::fromJson<api::ReceiptRequest>(message.at(3));
      REQUIRE(request);
      auto receipt = hall_.receive(message[1], message[2], *request, message.at(4), &earlier);
      reply_ = receipt ? Fields{"receipt", api::toJson(*receipt)} : Fields{"error", receipt.error().code};
    }
  }
  std::mt19937_64 random_;
  story::TemporaryFolder folder_{"/dev/shm"};  // kill -9 takes nothing from a disk: no need to wait for one
  base::FakeClock clock_;
  FakeHall hall_;
  Promises promises_;
  std::unique_ptr<Line> line_;
  Fields reply_;
  bool finished_ = false;
  int kills_ = 0;
};

}  // namespace

TEST_CASE("wherever kill -9 hits the desk, no decision is lost and none is sent twice") {
  base::log::setQuiet(true);
  const auto first = firstSeed(kSchedules);
  int kills = 0;
  for (std::uint64_t i = 0; i < kSchedules; ++i) {
    INFO("seed " << first + i);
    Schedule schedule(first + i);
    schedule.run();
    kills += schedule.kills();
  }
  WARN(kills << " kills");
  CHECK(kills > kSchedules);
  base::log::setQuiet(false);
}
