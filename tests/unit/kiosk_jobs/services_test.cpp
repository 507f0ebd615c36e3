// The workers together, on real threads, with a fake hall and a fake printer.
#include "kiosk/jobs/services.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "kiosk/jobs/hall_errands.hpp"
#include "kiosk/jobs/sessions.hpp"
#include "kiosk/jobs/worker.hpp"
#include "print/fake_printer.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "tests/unit/kiosk_jobs/fake_hall.hpp"

using namespace kiosk;
using namespace std::chrono_literals;
using domain::PrintoutState;

namespace {

const std::string kRoot = base::toBase64(base::Bytes(32, 9));

class Inbox {
 public:
  Post post() {
    return [this](Event event) {
      std::lock_guard hold(guard_);
      events_.push_back(std::move(event));
      changed_.notify_all();
    };
  }
  // The first event of this kind that nobody has taken yet.
  template <class T>
  T await() {
    std::unique_lock hold(guard_);
    T out;
    const bool came = changed_.wait_for(hold, 20s, [&] {
      const auto found =
          std::ranges::find_if(events_, [](const auto& e) { return std::holds_alternative<T>(e); });
      if (found == events_.end()) return false;
      out = std::get<T>(*found);
      events_.erase(found);
      return true;
    });
    REQUIRE(came);
    return out;
  }

 private:
  std::mutex guard_;
  std::condition_variable changed_;
  std::vector<Event> events_;
};

// Every thread has its own Printer object; all of them reach the same device.
class SharedPrinter final : public print::Printer {
 public:
  explicit SharedPrinter(print::FakePrinter& device) : device_(device) {}
  bool provesPrinting() const override { return device_.provesPrinting(); }
  base::Result<print::PrinterStatus> status() override { return device_.status(); }
  base::Result<print::Job> open(const print::JobRequest& request) override { return device_.open(request); }
  base::Status send(const print::Job& job, base::BytesView pdf) override { return device_.send(job, pdf); }
  base::Result<print::JobObservation> observe(const print::Job& job) override { return device_.observe(job); }
  base::Status cancel(const print::Job& job) override { return device_.cancel(job); }
  base::Status withdraw(const std::string& name) override { return device_.withdraw(name); }

 private:
  print::FakePrinter& device_;
};

struct Kiosk {
  story::TemporaryFolder folder;
  base::SystemClock clock;
  FakeHall hall;
  print::FakePrinter device{clock};
  Inbox inbox;
  std::unique_ptr<Services> services;

  Kiosk() {
    base::log::setQuiet(true);
    switchOn();
  }
  void switchOn() {
    services.reset();
    ServiceParts parts{.clock = clock, .post = inbox.post()};
    parts.open_hall = [this] { return hall.client(); };
    parts.open_printer = [this]() -> base::Result<std::unique_ptr<print::Printer>> {
      return std::make_unique<SharedPrinter>(device);
    };
    parts.state = folder.path() / "state";
    parts.root_key = kRoot;
    parts.media = "iso_a4_210x297mm";
    parts.check = [](api::HallClient&, base::BytesView, const api::Printout&) { return base::Status(); };
    parts.limits.poll = 10ms;
    services = Services::open(std::move(parts)).value();
  }
  void signIn(SessionNumber session) {
    services->start(effect::SignIn{session, "20230001", "right"});
    REQUIRE(inbox.await<event::SignedIn>().person);
  }
};

}  // namespace

TEST_CASE("a person signs in, sees every page of their lists, prints and collects") {
  Kiosk kiosk;
  kiosk.device.printsAllAtOnce(3);
  kiosk.signIn(1);
  kiosk.services->start(effect::LoadHome{1});
  const auto home = kiosk.inbox.await<event::HomeLoaded>();
  REQUIRE(home.lists);
  CHECK(home.lists->steps.size() == 4);
  kiosk.services->start(effect::Print{1, "document", 1});
  const auto serial = kiosk.inbox.await<event::PrintoutSealed>().serial;
  CHECK(kiosk.inbox.await<event::PrintEnded>().outcome == PrintOutcome::printed);
  kiosk.services->start(effect::ReportCollected{serial});
  kiosk.services->start(effect::ProbeHall{});
  kiosk.inbox.await<event::HallReachable>();
  kiosk.services.reset();
  kiosk.switchOn();  // whatever hadn't gone yet goes now
  for (int i = 0; i < 500 && kiosk.hall.stateOf(serial) != PrintoutState::collected; ++i)
    ::poll(nullptr, 0, 10);
  CHECK(kiosk.hall.printouts().at(serial).told == std::vector<std::string>{"sent", "printed", "collected"});
}

TEST_CASE("a wrong password is answered and opens no session") {
  Kiosk kiosk;
  kiosk.services->start(effect::SignIn{1, "20230001", "wrong"});
  CHECK(kiosk.inbox.await<event::SignedIn>().person.error().code == "sign_in_failed");
  kiosk.services->start(effect::Print{1, "document", 1});
  CHECK(kiosk.inbox.await<event::PrintRefused>().error.code == "session_expired");
}

TEST_CASE("a wiped session is signed out at the hall and can do nothing more") {
  Kiosk kiosk;
  kiosk.signIn(1);
  kiosk.services->start(effect::WipeSession{1});
  kiosk.services->start(effect::ProbeHall{});
  kiosk.inbox.await<event::HallReachable>();
  CHECK(kiosk.hall.signedOut() == std::vector<std::string>{"token-of-20230001"});
  kiosk.services->start(effect::Print{1, "document", 1});
  CHECK(kiosk.inbox.await<event::PrintRefused>().error.code == "print_stopped");
  CHECK(kiosk.hall.printouts().empty());
}

TEST_CASE("a session wiped while its password was on the way never begins") {
  Sessions sessions;
  FakeHall hall;
  sessions.end(1);
  CHECK(signIn(*hall.client(), sessions, {1, "20230001", "right"}) == nullptr);
  CHECK(sessions.token(1).empty());
  CHECK(hall.signedOut().size() == 1);
}

TEST_CASE("the hall's absence and return are told") {
  Kiosk kiosk;
  kiosk.hall.reachable = false;
  kiosk.services->start(effect::ProbeHall{});
  CHECK(kiosk.inbox.await<event::HallUnreachable>().error.code == "hall_unreachable");
  kiosk.hall.reachable = true;
  kiosk.services->start(effect::ProbeHall{});
  CHECK(kiosk.inbox.await<event::HallReachable>().device.name == "KIOSK-07");
}

TEST_CASE("the printer's condition is told when it changes, and only then") {
  Kiosk kiosk;
  CHECK_FALSE(kiosk.inbox.await<event::PrinterChanged>().condition.troubled());
  print::PrinterStatus jammed;
  jammed.state_reasons = {"media-jam-error"};
  kiosk.device.setStatus(jammed);
  kiosk.services->watchPrinter(20ms);
  CHECK(kiosk.inbox.await<event::PrinterChanged>().condition.stopping ==
        std::vector<std::string>{"media-jam"});
  kiosk.device.unplug(true);
  CHECK_FALSE(kiosk.inbox.await<event::PrinterChanged>().condition.reachable);
}

TEST_CASE("reports wait while the hall is away and arrive by themselves when it answers a probe") {
  Kiosk kiosk;
  kiosk.signIn(1);
  kiosk.device.then(print::JobState::processing, {}, 1);
  kiosk.services->start(effect::Print{1, "document", 1});
  const auto serial = kiosk.inbox.await<event::PrintoutSealed>().serial;
  kiosk.inbox.await<event::PrintProgress>();
  kiosk.hall.reachable = false;
  kiosk.device.printsAllAtOnce(3);
  CHECK(kiosk.inbox.await<event::PrintEnded>().outcome == PrintOutcome::printed);
  CHECK(kiosk.hall.stateOf(serial) != PrintoutState::printed);
  kiosk.hall.reachable = true;
  kiosk.services->start(effect::ProbeHall{});
  kiosk.inbox.await<event::HallReachable>();
  for (int i = 0; i < 500 && kiosk.hall.stateOf(serial) != PrintoutState::printed; ++i)
    ::poll(nullptr, 0, 10);
  CHECK(kiosk.hall.stateOf(serial) == PrintoutState::printed);
}

TEST_CASE("services that can't keep their word don't start") {
  base::log::setQuiet(true);
  base::SystemClock clock;
  FakeHall hall;
  print::FakePrinter device{clock};
  Inbox inbox;
  story::TemporaryFolder folder;
  ServiceParts parts{.clock = clock, .post = inbox.post()};
  parts.open_hall = [&] { return hall.client(); };
  parts.open_printer = []() -> base::Result<std::unique_ptr<print::Printer>> {
    return base::fail("printer_bad_uri", "lpd://x", "no");
  };
  parts.root_key = kRoot;
  parts.state = folder.path();
  CHECK(Services::open(parts).error().code == "printer_bad_uri");
  parts.open_printer = [&]() -> base::Result<std::unique_ptr<print::Printer>> {
    return std::make_unique<SharedPrinter>(device);
  };
  parts.root_key = "not a key";
  CHECK(Services::open(parts).error().code == "bad_root_key");
  parts.state = "/proc/nowhere";
  CHECK(Services::open(parts).error().code == "state_unwritable");
}

TEST_CASE("a worker forgets a session's errands and keeps everybody else's") {
  std::mutex guard;
  std::condition_variable changed;
  bool go = false;
  std::vector<int> done;
  Worker worker;
  worker.post([&] {
    std::unique_lock hold(guard);
    changed.wait(hold, [&] { return go; });
  });
  worker.post([&] { done.push_back(1); }, 7);
  worker.post([&] { done.push_back(2); }, 8);
  worker.forget(7);
  worker.post([&] {
    std::lock_guard hold(guard);
    done.push_back(3);
    changed.notify_all();
  });
  std::unique_lock hold(guard);
  go = true;
  changed.notify_all();
  REQUIRE(changed.wait_for(hold, 20s, [&] { return done.size() == 2; }));
  CHECK(done == std::vector{2, 3});
}
