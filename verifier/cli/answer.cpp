#include "verifier/cli/answer.hpp"

#include <algorithm>

namespace verifier::cli {
namespace {

std::vector<CheckedPage> failed(const base::Error& error) {
  CheckedPage page;
  page.error = error;
  return {std::move(page)};
}

void compareWith(CheckedPage& page, const base::Image& scan, ContentCheck& content,
                 std::span<const SealedPart> parts) {
  const auto compared = content(scan, page, parts);
  applyTo(page.verification, compared.comparison);
  page.content = remarksOn(compared.comparison);
}

// The picture lives no longer than this.
std::vector<CheckedPage> answered(const PageTask& task, Bench& bench, const DataCodeReader* data_codes) {
  if (task.error) return failed(*task.error);
  if (task.text) return checkPage({.pile = "", .number = task.number, .texts = {*task.text}}, bench.judge);
  const auto image = task.file->page(task.source.page - 1);
  if (!image) return failed(image.error());
  auto pages = checkPage(readPage(task.pile, task.number, *image, data_codes), bench.judge);
  for (auto& page : pages)
    if (bench.content && page.verification.verdict.seal == domain::SealState::genuine)
      compareWith(page, *image, *bench.content,
                  page.data_code ? std::span(&*page.data_code, 1) : std::span<const SealedPart>());
  return pages;
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
      out.pages = answered(task, bench, data_codes);
      if (journal && task.stamp) journal->add(*task.stamp, out.source.page - 1, out.source.pages, out.pages);
    }
  } catch (const std::exception& problem) {  // out of memory, above all: this page's failure, not the run's
    out.pages = failed({"page_failed", out.source.file, problem.what()});
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
  for (auto& page : answer.pages)
    if (waitsForParts(page)) compareWith(page, *image, *bench.content, parts);
}

}  // namespace verifier::cli
