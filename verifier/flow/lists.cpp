// What was decided at this office: the day's list, searching, figures.
#include <ctime>

#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

constexpr base::UnixSeconds kDay_s = 86'400;

base::UnixSeconds midnight(base::UnixSeconds now) {
  const auto time = static_cast<std::time_t>(now);
  std::tm parts{};
  localtime_r(&time, &parts);
  parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
  parts.tm_isdst = -1;
  return std::mktime(&parts);
}

api::ReceiptSearch searchOf(const ReceiptList& list, base::UnixSeconds now) {
  api::ReceiptSearch search;
  search.text = list.text;
  switch (list.scope) {
    case ReceiptList::Scope::today:
      search.since = midnight(now);
      break;
    case ReceiptList::Scope::open:
      search.open_only = true;
      break;
    case ReceiptList::Scope::asked_of_me:
      search.open_only = search.asked_of_me = true;
      break;
    case ReceiptList::Scope::all:
      break;
  }
  return search;
}

base::UnixSeconds beginOf(StatisticsPage::Span span, base::UnixSeconds now) {
  switch (span) {
    case StatisticsPage::Span::today:
      return midnight(now);
    case StatisticsPage::Span::week:
      return midnight(now - 6 * kDay_s);
    case StatisticsPage::Span::month:
      return midnight(now - 29 * kDay_s);
    case StatisticsPage::Span::year:
      return midnight(now - 364 * kDay_s);
  }
  return now;
}

// Lists are the hall's, for a person who signed in.
bool mayAsk(const Model& model, std::optional<base::Error>& error) {
  error.reset();
  if (!model.session)
    error = base::Error{"session_missing", "", "nobody is signed in"};
  else if (model.link == Link::away)
    error = base::Error{"hall_unreachable", "", "the desk is off line"};
  return !error;
}

}  // namespace

Effects showReceipts(Model& model, ReceiptList::Scope scope) {
  model.view = View::receipts;
  model.compare.reset();
  model.receipts.scope = scope;
  return searchReceipts(model, false);
}

Effects searchReceipts(Model& model, bool more) {
  auto& list = model.receipts;
  if (list.busy || (more && (list.next.empty() || list.items.size() >= model.limits.receipts))) return {};
  if (!more) {
    list.items.clear();
    list.selected.reset();
    list.next.clear();
  }
  if (!mayAsk(model, list.error)) return {};
  list.busy = true;
  auto search = searchOf(list, model.now);
  if (more) search.cursor = list.next;
  return {FindReceipts{std::move(search), more}};
}

Effects undoReceipt(Model& model, int index) {
  const auto& items = model.receipts.items;
  if (index < 0 || static_cast<std::size_t>(index) >= items.size() || !model.session) return {};
  const auto& receipt = items[static_cast<std::size_t>(index)];
  if (!receipt.undo_until || model.now >= *receipt.undo_until || receipt.undone_at) return {};
  return {UndoNow{0, receipt.id}};
}

Effects showStatistics(Model& model, StatisticsPage::Span span) {
  model.view = View::statistics;
  model.compare.reset();
  auto& page = model.statistics;
  page.span = span;
  page.figures.reset();
  if (!mayAsk(model, page.error)) return {};
  page.busy = true;
  return {CountStatistics{{beginOf(span, model.now), model.now}}};
}

void answered(Model& model, const ReceiptsFound& answer) {
  auto& list = model.receipts;
  list.busy = false;
  if (!answer.page) {
    list.error = answer.page.error();
    return;
  }
  if (!answer.more) list.items.clear();
  list.items.insert(list.items.end(), answer.page->items.begin(), answer.page->items.end());
  list.next = answer.page->next;
}

void answered(Model& model, const StatisticsCounted& answer) {
  auto& page = model.statistics;
  page.busy = false;
  if (answer.figures)
    page.figures = *answer.figures;
  else
    page.error = answer.figures.error();
}

}  // namespace verifier::desk
