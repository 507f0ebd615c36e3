// Copies on their way to paper: asked for, sealed by the hall, checked, sent, watched until the printer
// proves the end. The ledger is written before each act; a document is sent once and never again. One thread,
// the print worker's.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "hall_api/client.hpp"
#include "kiosk/flow/event.hpp"
#include "kiosk/jobs/ledger.hpp"
#include "print/print.hpp"

namespace kiosk {

using Post = std::function<void(Event)>;  // hands an event to the UI thread; any thread

struct PrintingLimits {
  std::chrono::milliseconds poll{500};  // a page takes two seconds or more: the count is never late
  std::chrono::milliseconds poll_stalled{
      5'000};  // a printer that waits for paper need not be asked twice a second
  std::chrono::milliseconds stalled_after{120'000};
  std::chrono::milliseconds stop_wait{
      10'000};  // a printer ends the sheet in its rollers before it obeys Cancel-Job
  std::chrono::milliseconds recover_wait{
      60'000};  // after a power cut the printer boots longer than the kiosk
};

class Printing {
 public:
  // check: looks at every page of the sealed PDF; what it refuses is never sent.
  using Check = std::function<base::Status(api::HallClient&, base::BytesView pdf, const api::Printout&)>;
  // flush: brings what waits in the outbox to the hall; a void must be there before its replacement is
  // sealed.
  using Flush = std::function<base::Status(api::HallClient&)>;
  struct Parts {
    Ledger& ledger;
    print::Printer& printer;
    const base::Clock& clock;
    std::string media;
    Check check;
    Flush flush;
    Post post;
  };
  struct Request {
    SessionNumber session = 0;
    std::string token, document_id, key;
    std::function<bool()> wanted;   // false once the person stopped it or the session is over
    std::function<bool()> present;  // false once the session is over
  };

  explicit Printing(Parts parts, PrintingLimits limits = {}) : parts_(std::move(parts)), limits_(limits) {}

  // At start: what was never sent is void, what was sent is asked after, what nobody can tell waits for a
  // person.
  void recover();
  void print(api::HallClient& hall, const Request& request);
  void stop(const std::string& serial);  // Cancel-Job; ends as the printer tells, else unknown
  void decide(const std::string& serial, bool complete);  // a person on an unknown copy
  void collected(const std::string& serial);
  void poll();                                       // asks after every job whose time has come
  std::optional<base::SteadyTime> nextPoll() const;  // nullopt: no job is under way

 private:
  struct Watched {
    Copy copy;
    base::SteadyTime next{}, moved_at{};
    bool must_be_whole =
        false;  // sent before a power cut, or Send-Document failed: the document may be missing
    std::function<bool()> present = [] { return false; };  // whether somebody waits for it
    bool cancelled = false;
    std::optional<base::SteadyTime> give_up;
    std::optional<print::JobObservation> last{};
  };

  std::optional<api::Printout> seal(api::HallClient& hall, const Request& request);
  std::optional<base::Bytes> fetch(api::HallClient& hall, const Request& request,
                                   const api::Printout& printout);
  void send(const Request& request, const api::Printout& printout, base::Bytes pdf);
  void refuse(const Request& request, const base::Error& error);
  void abandon(const std::string& serial, const base::Error& error);
  Watched& watch(const Copy& copy, bool must_be_whole);
  bool settle(Watched& watched);  // true: ended, and no longer watched
  bool settleLost(const Watched& watched, const base::Error& error);
  void cancel(Watched& watched);
  void progress(Watched& watched, const print::JobObservation& seen);
  bool end(const Copy& copy, print::Outcome outcome, int impressions, const std::string& reason);
  void tellUndecided();
  void withdraw();

  Parts parts_;
  PrintingLimits limits_;
  std::vector<Watched> watched_;
  std::vector<std::string> withdrawals_;  // serials whose job may be open at the printer, and must not be
};

}  // namespace kiosk
