// A kiosk's print worker with a fake hall and a fake printer around it, on a clock that moves when told.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "kiosk/jobs/printing.hpp"
#include "kiosk/jobs/reporter.hpp"
#include "print/fake_printer.hpp"
#include "tests/story/harness/virtual_printer.hpp"
#include "tests/unit/kiosk_jobs/fake_hall.hpp"

namespace kiosk {

// Calls pass through to the printer; then the test may cut the power.
class CutPrinter final : public print::Printer {
 public:
  CutPrinter(print::FakePrinter& printer, std::function<void()> happened)
      : printer_(printer), happened_(std::move(happened)) {}
  bool provesPrinting() const override { return printer_.provesPrinting(); }
  base::Result<print::PrinterStatus> status() override { return printer_.status(); }
  base::Result<print::Job> open(const print::JobRequest& request) override {
    return after(printer_.open(request));
  }
  base::Status send(const print::Job& job, base::BytesView pdf) override {
    return after(printer_.send(job, pdf));
  }
  base::Result<print::JobObservation> observe(const print::Job& job) override {
    return printer_.observe(job);
  }
  base::Status cancel(const print::Job& job) override { return printer_.cancel(job); }
  base::Status withdraw(const std::string& name) override { return printer_.withdraw(name); }

 private:
  template <class T>
  T after(T result) {
    if (happened_) happened_();
    return result;
  }
  print::FakePrinter& printer_;
  std::function<void()> happened_;
};

struct Bench {
  story::TemporaryFolder folder;
  base::FakeClock clock;
  FakeHall hall;
  print::FakePrinter device{clock};
  std::function<void()> happened;  // after every act and every write
  std::function<base::Status()> check = [] { return base::Status(); };
  Printing::Check checkPages = [this](api::HallClient&, base::BytesView, const api::Printout&) {
    return check();
  };
  std::function<base::Status(api::HallClient&)> flushing = [this](api::HallClient&) { return flush(); };
  std::vector<Event> events;
  bool wanted = true, present = true;

  CutPrinter printer{device, [this] { tell(); }};
  std::unique_ptr<api::HallClient> client = hall.client();
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Printing> printing;

  Bench() {
    base::log::setQuiet(true);
    hall.happened = [this] { tell(); };
    switchOn();
  }

  void tell() const {
    if (happened) happened();
  }

  // Everything in memory is gone, the disk, the hall and the printer stay.
  void switchOn() {
    printing.reset();
    ledger.reset();
    ledger = Ledger::open(folder.path() / "ledger.sqlite", clock, [this] { tell(); }).value();
    printing = std::make_unique<Printing>(
        Printing::Parts{*ledger, printer, clock, "iso_a4_210x297mm",
                        [this](api::HallClient& client, base::BytesView pdf, const api::Printout& printout) {
                          return checkPages(client, pdf, printout);
                        },
                        [this](api::HallClient& client) { return flushing(client); },
                        [this](Event event) { events.push_back(std::move(event)); }});
  }

  base::Status flush() {
    while (true) {
      auto next = ledger->nextReport().value();
      if (!next) return {};
      auto told = client->reportPrintout(next->serial, next->event, next->idempotency_key);
      if (!told && told.error().code == "hall_unreachable") return told;
      (void)ledger->delivered(next->id);
    }
  }

  void print(const std::string& key) {
    printing->print(*client,
                    {1, "token", "document", key, [this] { return wanted; }, [this] { return present; }});
  }

  // Looks at the printer until no job is under way, at most for so long.
  void watch(std::chrono::seconds limit = std::chrono::seconds(300)) {
    const auto until = clock.steady() + limit;
    while (printing->nextPoll() && clock.steady() < until) {
      printing->poll();
      clock.advance(std::chrono::milliseconds(500));
    }
  }

  template <class T>
  std::optional<T> last() const {
    for (auto it = events.rbegin(); it != events.rend(); ++it)
      if (const auto* found = std::get_if<T>(&*it)) return *found;
    return std::nullopt;
  }
  std::string serial() const { return last<event::PrintoutSealed>().value().serial; }
};

}  // namespace kiosk
