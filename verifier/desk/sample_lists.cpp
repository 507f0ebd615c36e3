#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {
namespace {

using Decide = api::ReceiptDecision;
using Scope = ReceiptList::Scope;

Model list(Scope scope) {
  auto model = desk();
  model.session = receiver();
  model.view = View::receipts;
  model.receipts.scope = scope;
  return model;
}

Model today() {
  auto model = list(Scope::today);
  auto& items = model.receipts.items;
  constexpr const char* names[] = {"张德华", "李明", "欧阳娜娜", "王小明", "司马相如"};
  for (int i = 0; i < 14; ++i) {
    constexpr Decide decisions[] = {Decide::accept, Decide::accept,   Decide::refuse, Decide::accept,
                                    Decide::ask,    Decide::postpone, Decide::accept};
    auto one = receipt(decisions[i % 7], 3 + i * 21, names[i % 5], i % 3 ? "在读证明" : "离校手续单");
    if (one.decision == Decide::refuse) one.reason = "图书馆一栏未盖章，欠费未结清";
    if (one.decision == Decide::ask) {
      one.reason = "这个章是旧的，能收吗？";
      one.colleague_name = "李建国";
    }
    if (i == 3) one.undone_at = one.at + 120;
    if (i == 8) one.decided_at = one.at - 3600;
    items.push_back(one);
  }
  model.receipts.next = "more";
  return model;
}

Model chosen(std::size_t index) {
  auto model = today();
  model.receipts.selected = index;
  return model;
}

Model searched(const char* text, bool busy) {
  auto model = list(Scope::all);
  model.receipts.text = text;
  model.receipts.busy = busy;
  return model;
}

Model broken() {
  auto model = list(Scope::open);
  model.receipts.error = base::Error{"hall_unreachable", "", "connection refused"};
  return model;
}

Model signedOut() {
  auto model = list(Scope::today);
  model.session.reset();
  return model;
}

Model counted(StatisticsPage::Span span, int days, int each) {
  auto model = list(Scope::today);
  model.view = View::statistics;
  model.statistics.span = span;
  api::DeskStatistics figures;
  figures.until = kNow;
  figures.since = kNow - days * 86'400;
  for (int i = 0; i < days; ++i) {
    const int accepted = each + (i * 37) % 23, refused = (i * 11) % 7;
    if ((i + 2) % 7 < 2 && days > 1) continue;
    figures.days.push_back({figures.since + i * 86'400, accepted, refused});
    figures.accepted += accepted;
    figures.refused += refused;
  }
  figures.asked = days;
  figures.postponed = days * 2;
  figures.undone = 3;
  figures.processes = {
      {{"离校手续单", "School-leaving checklist"}, figures.accepted * 5 / 9, figures.refused / 2},
      {{"家庭经济困难学生资助申请表", "Application for a hardship grant"},
       figures.accepted * 2 / 9,
       figures.refused / 3},
      {{"在读证明", "Study certificate"}, figures.accepted / 9, figures.refused / 6},
      {{"成绩单", "Transcript of records"}, figures.accepted / 9, 0}};
  model.statistics.figures = figures;
  return model;
}

Model statistics(bool busy) {
  auto model = list(Scope::today);
  model.view = View::statistics;
  model.statistics.busy = busy;
  if (!busy) model.statistics.error = base::Error{"hall_unreachable", "", "connection refused"};
  return model;
}

Model nothingYet() {
  auto model = statistics(true);
  model.statistics.busy = false;
  model.statistics.figures = api::DeskStatistics{.since = kNow - 3600, .until = kNow};
  return model;
}

}  // namespace

void addLists(Previews& previews) {
  using Span = StatisticsPage::Span;
  auto busy = list(Scope::open);
  busy.receipts.busy = true;
  Previews lists{{"receipts-today", today(), true},
                 {"receipts-chosen", chosen(0), true},
                 {"receipts-refusal", chosen(2)},
                 {"receipts-asked", chosen(4)},
                 {"receipts-empty", list(Scope::asked_of_me)},
                 {"receipts-busy", busy},
                 {"receipts-searching", searched("张德华", true)},
                 {"receipts-not-found", searched("KQ7F", false)},
                 {"receipts-error", broken()},
                 {"receipts-signed-out", signedOut()},
                 {"statistics-today", counted(Span::today, 1, 31)},
                 {"statistics-week", counted(Span::week, 7, 40), true},
                 {"statistics-month", counted(Span::month, 30, 40)},
                 {"statistics-year", counted(Span::year, 360, 40)},
                 {"statistics-empty", nothingYet()},
                 {"statistics-busy", statistics(true)},
                 {"statistics-error", statistics(false)}};
  for (auto& one : lists) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
