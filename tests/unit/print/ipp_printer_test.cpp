// IPP against the real ippeveprinter.
#include <poll.h>

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "print/print.hpp"
#include "tests/story/harness/virtual_printer.hpp"

using namespace print;

namespace {

// The smallest PDF with three empty pages that pdfinfo counts.
base::Bytes threePages() {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> at;
  const auto object = [&](const std::string& body) {
    at.push_back(pdf.size());
    pdf += std::to_string(at.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  object("<</Type/Catalog/Pages 2 0 R>>");
  object("<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3/MediaBox[0 0 595 842]>>");
  for (int page = 0; page < 3; ++page) object("<</Type/Page/Parent 2 0 R>>");
  const auto start = pdf.size();
  pdf += "xref\n0 6\n0000000000 65535 f \n";
  for (const auto offset : at) {
    char line[24];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", offset);
    pdf += line;
  }
  pdf += "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
  return base::bytesOf(pdf);
}

// Asks until the job has ended or `until` says enough; what was seen on the way.
template <class Enough>
std::vector<JobObservation> watch(Printer& printer, const Job& job, Enough until) {
  std::vector<JobObservation> seen;
  for (int i = 0; i < 400; ++i) {
    auto now = printer.observe(job);
    REQUIRE(now);
    seen.push_back(*now);
    if (until(seen.back())) return seen;
    ::poll(nullptr, 0, 25);
  }
  FAIL("the job never got there");
  return seen;
}
bool ended(const JobObservation& seen) { return seen.state >= JobState::canceled; }

struct Bench {
  story::TemporaryFolder folder;
  story::VirtualPrinter device{folder.path()};
  base::SystemClock clock;
  std::unique_ptr<Printer> printer = openPrinter(device.uri(), clock).value();
  const JobRequest request{"a1b2c3d4e5f60718", "iso_a4_210x297mm"};

  Job start() {
    auto job = printer->open(request);
    REQUIRE(job);
    REQUIRE(printer->send(*job, threePages()));
    return *job;
  }
};

}  // namespace

TEST_CASE("a real printer tells how it is") {
  Bench bench;
  const auto status = bench.printer->status();
  REQUIRE(status);
  CHECK(status->state == PrinterState::idle);
  CHECK(status->accepting_jobs);
  CHECK(status->takes_pdf);
  CHECK(status->up_time_s >= 0);
  CHECK_FALSE(status->media_ready.empty());
  CHECK(conditionOf(*status).stopping.empty());
}

TEST_CASE("a real printer proves a printed copy page by page") {
  Bench bench;
  const auto job = bench.start();
  CHECK(job.id > 0);
  CHECK(job.uuid.starts_with("urn:uuid:"));
  CHECK(job.printer_up_time_s >= 0);
  const auto seen = watch(*bench.printer, job, ended);
  CHECK(outcomeOf(job, 3, seen.back()) == Outcome::printed);
  CHECK(outcomeOf(job, 2, seen.back()) == Outcome::unknown);
  for (const auto& step : seen) CHECK(step.impressions_completed <= 3);
  const auto paper = bench.device.paper();
  REQUIRE(paper.size() == 1);
  CHECK(base::readFile(paper.front(), 1 << 20).value() == threePages());
}

TEST_CASE("an opened job holds nothing until its document is sent") {
  Bench bench;
  const auto job = bench.printer->open(bench.request);
  REQUIRE(job);
  const auto seen = bench.printer->observe(*job);
  REQUIRE(seen);
  CHECK(outcomeOf(*job, 3, *seen) == Outcome::printing);
  REQUIRE(bench.printer->cancel(*job));
  CHECK(outcomeOf(*job, 3, bench.printer->observe(*job).value()) == Outcome::failed);
  CHECK(bench.device.paper().empty());
}

TEST_CASE(
    "a job left open by a program that ended is found by its name and withdrawn, so that the next one gets "
    "in") {
  Bench bench;
  const auto left = bench.printer->open({"00112233445566aa", "iso_a4_210x297mm"});
  REQUIRE(left);
  REQUIRE(bench.printer->withdraw("another name"));
  CHECK(outcomeOf(*left, 3, bench.printer->observe(*left).value()) == Outcome::printing);
  REQUIRE(bench.printer->withdraw("00112233445566aa"));
  CHECK(outcomeOf(*left, 3, bench.printer->observe(*left).value()) == Outcome::failed);
  CHECK(bench.printer->withdraw("00112233445566aa"));
  const auto job = bench.start();
  CHECK(outcomeOf(job, 3, watch(*bench.printer, job, ended).back()) == Outcome::printed);
}

TEST_CASE("a jam shows as a reason while it lasts, and the job goes on afterwards") {
  Bench bench;
  bench.device.fault("jam 2");
  const auto job = bench.start();
  const auto jammed = [&](const JobObservation&) {
    return conditionOf(bench.printer->status().value()).stopping == std::vector<std::string>{"media-jam"};
  };
  CHECK(watch(*bench.printer, job, jammed).back().impressions_completed == 1);
  bench.device.fault("");
  CHECK(outcomeOf(job, 3, watch(*bench.printer, job, ended).back()) == Outcome::printed);
  CHECK(conditionOf(bench.printer->status().value()).stopping.empty());
}

TEST_CASE("a job the printer aborts has failed") {
  Bench bench;
  bench.device.fault("abort 2");
  const auto job = bench.start();
  CHECK(outcomeOf(job, 3, watch(*bench.printer, job, ended).back()) == Outcome::failed);
  CHECK(bench.device.paper().empty());
}

TEST_CASE("a job that completes with a page missing from the count is unknown") {
  Bench bench;
  bench.device.fault("short");
  const auto job = bench.start();
  CHECK(outcomeOf(job, 3, watch(*bench.printer, job, ended).back()) == Outcome::unknown);
}

TEST_CASE("a job number the printer never gave is lost, not printed") {
  Bench bench;
  const auto seen = bench.printer->observe({4711, "urn:uuid:x", 1, 1});
  REQUIRE_FALSE(seen);
  CHECK(seen.error().code == "printer_lost_job");
}

TEST_CASE("a printer that is off is unreachable") {
  base::SystemClock clock;
  const auto printer = openPrinter("ipp://127.0.0.1:9/ipp/print", clock).value();
  const auto status = printer->status();
  REQUIRE_FALSE(status);
  CHECK(status.error().code == "printer_unreachable");
  const auto job = printer->open({"a1b2c3d4e5f60718", "iso_a4_210x297mm"});
  REQUIRE_FALSE(job);
  CHECK(job.error().code == "printer_unreachable");
}

TEST_CASE("an address that is no printer's is refused with the words for it") {
  base::SystemClock clock;
  for (const auto* uri :
       {"", "http://printer/", "cups:", "cups:a/b", "ipp:", "printer", "ipp://", "lpd://x/y"}) {
    INFO(uri);
    const auto printer = openPrinter(uri, clock);
    REQUIRE_FALSE(printer);
    CHECK(printer.error().code == "printer_bad_uri");
    CHECK(printer.error().place == uri);
  }
}

TEST_CASE("a CUPS queue never claims to prove printing") {
  base::SystemClock clock;
  CHECK_FALSE(openPrinter("cups:office", clock).value()->provesPrinting());
  CHECK(openPrinter("ipps://printer.example/ipp/print", clock).value()->provesPrinting());
}
