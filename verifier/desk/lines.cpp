#include <array>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Align;
using ui::Rect;
using ui::Weight;

struct Line {
  const char* name;
  Grade grade;
  std::string_view state;
  std::string more;  // when, where, by whom
};

std::string accepted(const domain::Verdict& verdict, ui::Ui& ui) {
  if (verdict.acceptances.empty()) return "";
  const auto& last = verdict.acceptances.back();
  return ui.t("desk.accepted_by", {last.office, last.receiver_name, base::toLocalMinute(last.at)});
}

std::string differing(const domain::Verdict& verdict) {
  std::string names;
  for (const auto& one : verdict.differences) names += (names.empty() ? "" : "、") + one.label;
  return names;
}

// Without claims there is no copy to ask about: status and acceptance stay silent.
std::array<Line, 4> linesOf(const CheckedPage& page, ui::Ui& ui) {
  const auto& verdict = page.verification.verdict;
  const bool known = !page.verification.serial.empty();
  const auto as_of =
      verdict.status_as_of ? ui.t("desk.as_of", {base::toLocalMinute(*verdict.status_as_of)}) : "";
  // What to do about a page that doesn't read stands above; here, only that it doesn't.
  const auto seal = page.diagnosis ? std::string_view("unread") : domain::nameOf(verdict.seal);
  const auto foreign = verdict.foreign_host.empty() ? "" : ui.t("desk.foreign_host", {verdict.foreign_host});
  return {
      Line{"seal", domain::gradeOf(verdict.seal), seal, foreign},
      Line{"status", domain::gradeOf(verdict.status), known ? domain::nameOf(verdict.status) : "", as_of},
      Line{"acceptance", domain::gradeOf(verdict.acceptance), known ? domain::nameOf(verdict.acceptance) : "",
           accepted(verdict, ui)},
      Line{"content", domain::gradeOf(verdict.content), domain::nameOf(verdict.content), differing(verdict)}};
}

// Says nothing for or against the paper, so its sign is a quiet dash: content that wasn't compared, and what
// could only be looked up under a seal that can be trusted.
bool quiet(const Line& line) {
  return line.state == domain::nameOf(domain::ContentState::not_compared) || line.state.empty();
}

void drawSign(ui::Ui& ui, const Line& line, ui::Point centre) {
  if (quiet(line)) {
    ui.circle(centre, 24, ui.theme().line);
    ui.icon("minus", {centre.x - 16, centre.y - 16, 32, 32}, ui.theme().ink_soft);
    return;
  }
  drawShape(ui, line.grade, centre, 23, lookOf(line.grade, ui.theme()).ink, {255, 255, 255});
}

void drawLine(ui::Ui& ui, const Line& line, Rect rect) {
  const auto& theme = ui.theme();
  drawSign(ui, line, {rect.x + 58, rect.centre().y});
  ui.textMiddle({rect.x + 104, rect.y, 186, rect.height}, ui.t(std::string("desk.line.") + line.name),
                {.size = 28, .color = theme.ink, .weight = Weight::bold});
  const float more = line.more.empty() ? 0 : 360;
  const bool plain = quiet(line) || line.grade == Grade::good;
  const auto sentence = line.state.empty()
                            ? ui.t("desk.no_copy")
                            : ui.t(std::string("verdict.") + line.name + "." + std::string(line.state));
  ui.textMiddle({rect.x + 300, rect.y, rect.width - 300 - 36 - more, rect.height}, sentence,
                {.size = 27,
                 .color = quiet(line) ? theme.ink_soft
                          : plain     ? theme.ink
                                      : lookOf(line.grade, theme).ink,
                 .weight = plain ? Weight::regular : Weight::medium,
                 .max_lines = 2,
                 .line_spacing = 1.22f});
  if (more > 0)
    ui.textMiddle(
        {rect.right() - 36 - more + 16, rect.y, more - 16, rect.height}, line.more,
        {.size = 23, .color = theme.ink_soft, .align = Align::end, .max_lines = 2, .line_spacing = 1.25f});
}

}  // namespace

void drawLines(const CheckedPage& page, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto lines = linesOf(page, ui);
  const float row = (rect.height - 16) / 4;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect place{rect.x, rect.y + 8 + static_cast<float>(i) * row, rect.width, row};
    if (i > 0) ui.fill({place.x + 36, place.y, place.width - 72, 2}, ui.theme().line);
    drawLine(ui, lines[i], place);
  }
}

void drawFacts(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto* page = selectedPage(model);
  const auto& facts = page->verification;
  const auto or_dash = [](std::string text) { return text.empty() ? std::string("—") : text; };
  const auto when = facts.issued_at ? base::toLocalMinute(facts.issued_at) : "";
  const auto number =
      facts.pages ? ui.t("desk.page_of", {std::to_string(facts.page), std::to_string(facts.pages)}) : "";
  const auto title = facts.title.zh.empty() ? facts.process_code : facts.title.in(model.language);
  const std::array<std::pair<const char*, std::string>, 6> cells{{{"document", title},
                                                                  {"holder", facts.holder},
                                                                  {"case", facts.case_id},
                                                                  {"serial", facts.short_serial},
                                                                  {"page", number},
                                                                  {"issued", when}}};
  const float width = (rect.width - 72) / 3, height = (rect.height - 24) / 2;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Rect cell{rect.x + 36 + static_cast<float>(i % 3) * width,
                    rect.y + 12 + static_cast<float>(i / 3) * height, width - 20, height};
    ui.text({cell.x, cell.centre().y - 36, cell.width, 30}, ui.t(std::string("desk.fact.") + cells[i].first),
            {.size = 22, .color = ui.theme().ink_soft});
    ui.text({cell.x, cell.centre().y - 6, cell.width, 42}, or_dash(cells[i].second),
            {.size = 29,
             .color = ui.theme().ink,
             .weight = Weight::medium,
             .family = i == 3 ? ui::Family::mono : ui::Family::sans});
  }
}

}  // namespace verifier::desk
