// Everything the flow asks for, done off the UI thread: hall calls on one worker, copies on another, reports
// and the printer's condition on threads of their own. Answers come back through post().
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "hall_api/client.hpp"
#include "kiosk/flow/effect.hpp"
#include "kiosk/jobs/printing.hpp"
#include "print/print.hpp"

namespace kiosk {

struct ServiceParts {
  std::function<std::unique_ptr<api::HallClient>()> open_hall;                  // once a thread
  std::function<base::Result<std::unique_ptr<print::Printer>>()> open_printer;  // once a thread
  std::function<void(effect::Beep::Kind)> beep;
  std::filesystem::path state;  // the ledger and the cached key set
  std::string root_key;         // pinned
  std::string media;
  const base::Clock& clock;
  Post post;
  Printing::Check check{};  // empty: PageCheck
  PrintingLimits limits{};
};

class Services {
 public:
  // Codes: those of ledger.hpp, print.hpp and key_set.hpp; "state_unwritable".
  static base::Result<std::unique_ptr<Services>> open(ServiceParts parts);
  ~Services();  // waits for what is under way; nothing is posted afterwards

  void start(Effect effect);                           // UI thread; never blocks
  void watchPrinter(std::chrono::milliseconds every);  // how closely; UI thread

  struct Body;

 private:
  explicit Services(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace kiosk
