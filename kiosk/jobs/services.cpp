#include "kiosk/jobs/services.hpp"

#include <atomic>
#include <set>
#include <system_error>
#include <utility>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "kiosk/jobs/hall_errands.hpp"
#include "kiosk/jobs/page_check.hpp"
#include "kiosk/jobs/printer_watch.hpp"
#include "kiosk/jobs/reporter.hpp"
#include "kiosk/jobs/sessions.hpp"
#include "kiosk/jobs/worker.hpp"

namespace kiosk {
namespace {

// What people stopped before it was sent. Asked on the print worker, told on the UI thread.
class Stops {
 public:
  void stop(SessionNumber session, unsigned request) {
    std::lock_guard hold(guard_);
    stopped_.insert({session, request});
  }
  bool stopped(SessionNumber session, unsigned request) const {
    std::lock_guard hold(guard_);
    return stopped_.contains({session, request});
  }

 private:
  mutable std::mutex guard_;
  std::set<std::pair<SessionNumber, unsigned>> stopped_;
};

}  // namespace

// Members are destroyed from the last to the first: workers end before what they use.
struct Services::Body {
  Body(ServiceParts wanted, std::unique_ptr<Ledger> opened, std::unique_ptr<print::Printer> for_copies,
       std::unique_ptr<print::Printer> for_watch, Printing::Check check)
      : parts(std::move(wanted)),
        ledger(std::move(opened)),
        printer(std::move(for_copies)),
        hall_for_copies(parts.open_hall()),
        hall(parts.open_hall()),
        reporter(*ledger, parts.clock, parts.open_hall()),
        printing({*ledger, *printer, parts.clock, parts.media, std::move(check),
                  [this](api::HallClient& client) { return reporter.flush(client); }, parts.post},
                 parts.limits),
        watch(std::move(for_watch), parts.post),
        copies({[this] { return printing.nextPoll(); }, [this] { poll(); }}) {
    copies.post([this] {
      printing.recover();
      reporter.wake();
    });
  }

  ~Body() {
    closing = true;
    copies.finish();  // what people said about their papers is written down first
  }

  void poll() {
    printing.poll();
    reporter.wake();
  }

  // The same request of the same session of the same start of this program is the same key; nobody can guess
  // another's.
  std::string key(SessionNumber session, unsigned request) const {
    const auto text = start + "/" + std::to_string(session) + "/" + std::to_string(request);
    return base::toHex(base::sha256(base::viewOf(text))).substr(0, 32);
  }

  void operator()(const effect::ProbeHall&) {
    hall_errands.post([this] {
      auto device = hall->deviceSelf();
      if (!device) return parts.post(event::HallUnreachable{device.error()});
      reporter.wake();
      parts.post(event::HallReachable{*device});
    });
  }
  void operator()(const effect::LoadGuide&) {
    hall_errands.post([this] { parts.post(loadGuide(*hall)); });
  }
  void operator()(effect::SignIn wanted) {
    const auto session = wanted.session;
    auto errand = [this, wanted = std::move(wanted)]() mutable {
      if (auto event = signIn(*hall, sessions, std::move(wanted))) parts.post(*event);
    };
    hall_errands.post(std::move(errand), session);
  }
  void operator()(const effect::LoadHome& wanted) {
    hall_errands.post([this, wanted] { parts.post(loadHome(*hall, sessions, wanted)); }, wanted.session);
  }
  void operator()(const effect::LoadPreview& wanted) {
    hall_errands.post([this, wanted] { parts.post(loadPreview(*hall, sessions, wanted)); }, wanted.session);
  }
  void operator()(effect::CompleteAction wanted) {
    const auto session = wanted.session;
    auto errand = [this, wanted = std::move(wanted)]() mutable {
      const auto same = key(wanted.session, wanted.request) + "-action";
      parts.post(completeAction(*hall, sessions, std::move(wanted), same));
    };
    hall_errands.post(std::move(errand), session);
  }
  void operator()(const effect::Print& wanted) {
    last_request = wanted.request;
    copies.post([this, wanted] {
      Printing::Request request{wanted.session,
                                sessions.token(wanted.session),
                                wanted.document_id,
                                key(wanted.session, wanted.request),
                                {},
                                {}};
      request.wanted = [this, wanted] {
        return !closing && sessions.lives(wanted.session) && !stops.stopped(wanted.session, wanted.request);
      };
      request.present = [this, wanted] { return sessions.lives(wanted.session); };
      printing.print(*hall_for_copies, request);
      base::cleanse(request.token);
      reporter.wake();
    });
  }
  void operator()(const effect::AbandonPrint& wanted) {
    stops.stop(wanted.session, last_request);
    if (!wanted.serial.empty()) copies.post([this, wanted] { printing.stop(wanted.serial); });
  }
  void operator()(const effect::ReportCollected& wanted) {
    copies.post([this, wanted] {
      printing.collected(wanted.serial);
      reporter.wake();
    });
  }
  void operator()(const effect::ConfirmUnknownCopy& wanted) {
    copies.post([this, wanted] {
      printing.decide(wanted.serial, wanted.complete);
      reporter.wake();
    });
  }
  void operator()(const effect::WipeSession& wanted) {
    auto token = sessions.end(wanted.session);
    hall_errands.forget(wanted.session);
    if (token.empty()) return;
    hall_errands.post([this, token]() mutable {
      if (auto done = hall->signOut(token); !done) base::log::warn("sign out: {}", done.error().describe());
      base::cleanse(token);
    });
    base::cleanse(token);
  }
  void operator()(const effect::Beep& wanted) {
    if (parts.beep) parts.beep(wanted.kind);
  }

  ServiceParts parts;
  const std::string start = base::randomUuid();
  unsigned last_request = 0;  // UI thread
  std::atomic<bool> closing = false;
  Sessions sessions;
  Stops stops;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<print::Printer> printer;
  std::unique_ptr<api::HallClient> hall_for_copies, hall;
  Reporter reporter;
  Printing printing;
  PrinterWatch watch;
  Worker copies;
  Worker hall_errands;
};

base::Result<std::unique_ptr<Services>> Services::open(ServiceParts parts) {
  std::error_code trouble;
  std::filesystem::create_directories(parts.state, trouble);
  if (trouble) return base::fail("state_unwritable", parts.state.string(), trouble.message());
  auto ledger = Ledger::open(parts.state / "ledger.sqlite", parts.clock);
  if (!ledger) return base::fail(ledger.error());
  auto printer = parts.open_printer();
  auto watched = parts.open_printer();
  if (!printer || !watched) return base::fail(printer ? watched.error() : printer.error());
  auto check = std::move(parts.check);
  if (!check) {
    auto page_check = PageCheck::with(parts.root_key, parts.state / "keys.cose", parts.clock);
    if (!page_check) return base::fail(page_check.error());
    check = [page_check = std::move(*page_check)](auto& hall, auto pdf, const auto& printout) mutable {
      return page_check(hall, pdf, printout);
    };
  }
  auto body = std::make_unique<Body>(std::move(parts), std::move(*ledger), std::move(*printer),
                                     std::move(*watched), std::move(check));
  return std::unique_ptr<Services>(new Services(std::move(body)));
}

Services::Services(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Services::~Services() = default;

void Services::start(Effect effect) { std::visit(*body_, std::move(effect)); }

void Services::watchPrinter(std::chrono::milliseconds every) { body_->watch.every(every); }

}  // namespace kiosk
