// How long a sealed form takes from values to PDF, and how large it is: bench_paper [FOLDER]
// Prints one line a form; with a folder, writes the sealed and the preview PDFs there.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path kForms = fs::path(HALL_SOURCE_DIR) / "assets" / "forms";
constexpr base::UnixSeconds kCreated = 1'795'000'000;

paper::Sealing sealingFor(int pages) {
  paper::Sealing out{"K7QF-3M2A", "https://hall.example.edu.cn", "KIOSK-07", {}};
  std::string payload;
  for (int i = 0; i < 248; ++i) payload += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(i * 7 + i / 5) % 32];
  base::Bytes data_code;  // as long as that of a usual leave form
  for (unsigned i = 0; i < 403; ++i) data_code.push_back(static_cast<std::uint8_t>(i * 151 + i / 7 * 29));
  for (int i = 0; i < pages; ++i)
    out.pages.push_back({"https://hall.example.edu.cn/v#" + payload, data_code});
  return out;
}

struct Measured {
  double p50 = 0, p99 = 0;  // milliseconds a page
  int pages = 0;
  std::size_t bytes = 0;
};

base::Result<Measured> measure(const paper::Press& press, const paper::Template& form,
                               const paper::Content& content, const fs::path& out, const std::string& name) {
  constexpr int kWarm = 5, kRuns = 200;
  std::vector<double> times;
  Measured measured;
  for (int i = 0; i < kWarm + kRuns; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const auto layout = press.layOut(form, content);
    if (!layout) return base::fail(layout.error());
    const auto sealing = sealingFor(layout->pageCount());
    const auto pdf = press.renderPdf(*layout, &sealing, kCreated);
    if (!pdf) return base::fail(pdf.error());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    measured.pages = layout->pageCount();
    measured.bytes = pdf->size() / static_cast<std::size_t>(measured.pages);
    if (i >= kWarm) times.push_back(took.count() / measured.pages);
    if (i > 0 || out.empty()) continue;
    const auto preview = press.renderPdf(*layout, nullptr, kCreated);
    if (auto ok = base::writeFile(out / (name + ".pdf"), *pdf); !ok) return base::fail(ok.error());
    if (auto ok = base::writeFile(out / (name + "-preview.pdf"), *preview); !ok)
      return base::fail(ok.error());
  }
  std::sort(times.begin(), times.end());
  measured.p50 = times[times.size() / 2];
  measured.p99 = times[times.size() * 99 / 100];
  return measured;
}

}  // namespace

int main(int argc, char** argv) {
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  if (!press) {
    std::fprintf(stderr, "%s\n", press.error().describe().c_str());
    return 1;
  }
  for (const std::string name :
       {"student_leave", "student_leave_long", "enrolment", "transcript", "leaving_school"}) {
    toml_doc::Problems problems;
    const auto form = paper::Template::load(
        kForms / ((name == "student_leave_long" ? "student_leave" : name) + ".toml"), problems);
    const auto content = paper::loadContent(kForms / "samples" / (name + ".toml"), problems);
    for (const auto& problem : problems) std::fprintf(stderr, "%s\n", problem.describe().c_str());
    if (!problems.empty()) return 1;
    const auto measured = measure(*press, form, content, argc > 1 ? argv[1] : "", name);
    if (!measured) {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), measured.error().describe().c_str());
      continue;
    }
    fmt::print("{:<24} {} page(s)  p50 {:6.2f} ms/page  p99 {:6.2f} ms/page  {:5.1f} KB/page\n", name,
               measured->pages, measured->p50, measured->p99, static_cast<double>(measured->bytes) / 1000);
  }
}
