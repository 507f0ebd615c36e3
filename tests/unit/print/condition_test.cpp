#include <algorithm>
#include <catch2/catch.hpp>

#include "base/texts.hpp"
#include "print/print.hpp"

using namespace print;
using Reasons = std::vector<std::string>;

namespace {

Condition of(Reasons reasons, PrinterState state = PrinterState::idle) {
  PrinterStatus status;
  status.state = state;
  status.state_reasons = std::move(reasons);
  return conditionOf(status);
}

}  // namespace

TEST_CASE("a printer without reasons is in order") { CHECK(of({}) == Condition{}); }

TEST_CASE("the suffix decides whether a reason stops printing") {
  CHECK(of({"media-empty-error"}).stopping == Reasons{"media-empty"});
  CHECK(of({"media-empty-warning"}).warnings == Reasons{"media-empty"});
  CHECK(of({"media-empty-report"}) == Condition{});
}

TEST_CASE("without a suffix the meaning decides") {
  CHECK(of({"media-jam"}).stopping == Reasons{"media-jam"});
  CHECK(of({"toner-low"}).warnings == Reasons{"marker-supply-low"});
  CHECK(of({"spool-area-full"}).stopping == Reasons{"spool-area-full"});
}

TEST_CASE("a jam or an open cover stops printing, whatever suffix the printer gives it") {
  CHECK(of({"media-jam-warning"}).stopping == Reasons{"media-jam"});
  CHECK(of({"door-open-report"}).stopping == Reasons{"cover-open"});
}

TEST_CASE("an empty tray is a warning until the printer stops for it") {
  CHECK(of({"media-empty-warning"}).warnings == Reasons{"media-empty"});
  CHECK(of({"media-empty-warning"}, PrinterState::stopped).stopping == Reasons{"media-empty"});
}

TEST_CASE("synonyms are told once") {
  CHECK(of({"door-open", "cover-open-error", "interlock-open"}).stopping == Reasons{"cover-open"});
}

TEST_CASE("a stranger's reason is kept as it is and stops only when the printer says so") {
  CHECK(of({"com.example-hamster-warning"}).warnings == Reasons{"com.example-hamster"});
  CHECK(of({"com.example-hamster-error"}).stopping == Reasons{"com.example-hamster"});
  CHECK(of({"com.example-hamster"}).warnings == Reasons{"com.example-hamster"});
}

TEST_CASE("a stopped printer without a reason is still told") {
  CHECK(of({}, PrinterState::stopped).stopping == Reasons{"stopped"});
  CHECK(of({"media-jam"}, PrinterState::stopped).stopping == Reasons{"media-jam"});
}

TEST_CASE("a printer that takes no jobs or no PDF is out of order") {
  PrinterStatus status;
  status.accepting_jobs = false;
  CHECK(conditionOf(status).stopping == Reasons{"not-accepting-jobs"});
  status.accepting_jobs = true;
  status.takes_pdf = false;
  CHECK(conditionOf(status).stopping == Reasons{"no-pdf"});
}

TEST_CASE("every reason has a sentence in both languages") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(HALL_SOURCE_DIR "/assets/lang", language);
    REQUIRE(texts);
    CHECK(texts->has("printer.reason.other"));
    for (const auto& reason : knownReasons()) {
      INFO(reason);
      CHECK(texts->has("printer.reason." + reason));
    }
    for (const auto* code : {"printer_unreachable", "printer_refused", "printer_lost_job", "printer_bad_uri"})
      CHECK(texts->has(std::string("error.") + code));
  }
}
