#include "verifier/cli/answer.hpp"

#include <algorithm>

namespace verifier::cli {
namespace {

std::vector<CheckedPage> failed(const base::Error& error) {
  CheckedPage page;
  page.error = error;
  return {std::move(page)};
}

// Fills in the page's content, and gives its sheet for a report where one is wanted.
std::optional<ReportSheet> compareWith(CheckedPage& page, const base::Image& scan, Bench& bench,
                                       std::span<const SealedPart> parts) {
  auto compared = (*bench.content)(scan, page, parts);
  applyTo(page.verification, compared.comparison);
  page.content = remarksOn(compared.comparison);
  if (!bench.sheets) return std::nullopt;
  const auto sheet = sheetOf(page.verification, &compared.comparison, scan,
                             compared.issued ? compared.issued->picture : base::Image());
  return sheet ? std::optional(*sheet) : std::nullopt;
}

// The picture lives no longer than this.
void fill(Answer& out, const PageTask& task, Bench& bench, const DataCodeReader* data_codes) {
  if (task.error) {
    out.pages = failed(*task.error);
    return;
  }
  if (task.text) {
    out.pages = checkPage({.pile = "", .number = task.number, .texts = {*task.text}}, bench.judge);
    return;
  }
  const auto image = task.file->page(task.source.page - 1);
  if (!image) {
    out.pages = failed(image.error());
    return;
  }
  out.pages = checkPage(readPage(task.pile, task.number, *image, data_codes), bench.judge);
  out.sheets.resize(out.pages.size());
  for (std::size_t i = 0; bench.content && i < out.pages.size(); ++i) {
    auto& page = out.pages[i];
    const auto parts =
        page.data_code ? std::span<const SealedPart>(&*page.data_code, 1) : std::span<const SealedPart>();
    if (page.verification.verdict.seal == domain::SealState::genuine)
      out.sheets[i] = compareWith(page, *image, bench, parts);
  }
}

}  // namespace

bool waitsForParts(const CheckedPage& page) {
  return page.content && page.content->why == "data_code_incomplete";
}

Answer answer(PageTask task, Bench& bench, const DataCodeReader* data_codes, Journal* journal) {
  Answer out{.source = task.source, .pile = task.pile, .pages = std::move(task.found)};
  out.held = !out.pages.empty();
  try {
    if (!out.held) {
      fill(out, task, bench, data_codes);
      if (journal && task.stamp) journal->add(*task.stamp, out.source.page - 1, out.source.pages, out.pages);
    }
  } catch (const std::exception& problem) {  // out of memory, above all: this page's failure, not the run's
    out.pages = failed({"page_failed", out.source.file, problem.what()});
    out.sheets.clear();
  }
  for (auto& page : out.pages) {
    page.pile = task.pile;
    page.number = task.number;
  }
  if (std::any_of(out.pages.begin(), out.pages.end(), waitsForParts)) out.file = std::move(task.file);
  return out;
}

void compareAgain(Answer& answer, Bench& bench, std::span<const SealedPart> parts) {
  if (!answer.file || !bench.content) return;
  const auto image = answer.file->page(answer.source.page - 1);
  if (!image) return;
  for (std::size_t i = 0; i < answer.pages.size(); ++i)
    if (waitsForParts(answer.pages[i])) answer.sheets[i] = compareWith(answer.pages[i], *image, bench, parts);
}

}  // namespace verifier::cli
