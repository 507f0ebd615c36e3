#include <array>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::ContentState;
using domain::Grade;
using ui::Align;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

struct Line {
  const char* name;
  Grade grade;
  std::string sentence;
  std::string more;    // when, where, by whom
  bool quiet = false;  // says nothing for or against the paper: a dash for its sign
  bool busy = false;   // not known yet
};

std::string sentenceOf(ui::Ui& ui, const char* line, std::string_view state) {
  return ui.t(std::string("verdict.") + line + "." + std::string(state));
}

// The records show the whole.
std::string beginning(const std::string& text) {
  constexpr std::size_t most = 90;
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string accepted(const domain::Verdict& verdict, ui::Ui& ui) {
  if (verdict.acceptances.empty()) return "";
  const auto& last = verdict.acceptances.back();
  return ui.t("desk.accepted_by", {last.office, last.receiver_name, base::toLocalMinute(last.at)});
}

// What was asked or put off at this office before, and is still open: the next one must know.
std::string openBefore(const Model& model, ui::Ui& ui) {
  const auto& open = selectedPage(model)->verification.open;
  if (open.empty()) return "";
  const auto& earlier = open.front();
  const auto when = whenText(earlier.at, model.now), reason = beginning(earlier.reason);
  if (earlier.decision == api::ReceiptDecision::ask)
    return ui.t("desk.open_asked", {when, earlier.receiver_name, earlier.colleague_name, reason});
  return ui.t("desk.open_postponed", {when, earlier.receiver_name, reason});
}

std::string differing(const domain::Verdict& verdict, ui::Ui& ui) {
  std::vector<std::string> names;
  for (const auto& one : verdict.differences) names.push_back(one.label);
  return listed(ui, names);
}

Line sealLine(const CheckedPage& page, ui::Ui& ui) {
  const auto& verdict = page.verification.verdict;
  // What to do about a page that doesn't read stands above; here, only that it doesn't.
  const auto state = page.diagnosis ? std::string_view("unread") : domain::nameOf(verdict.seal);
  return {"seal", domain::gradeOf(verdict.seal), sentenceOf(ui, "seal", state),
          verdict.foreign_host.empty() ? "" : ui.t("desk.foreign_host", {verdict.foreign_host})};
}

std::string whyNot(const std::string& why, ui::Ui& ui) {
  const auto key = "content.why." + why;
  return ui.texts().has(key) ? ui.t(key) : ui.t("content.why.other", {why});
}

Line contentLine(const CheckedPage& page, const PageLook* look, ui::Ui& ui) {
  const auto& verdict = page.verification.verdict;
  if (look && look->state == PageLook::State::comparing)
    return {"content", Grade::good, ui.t("desk.comparing"), "", true, true};
  Line line{"content", domain::gradeOf(verdict.content),
            sentenceOf(ui, "content", domain::nameOf(verdict.content)), "",
            verdict.content == ContentState::not_compared};
  if (!verdict.differences.empty()) line.sentence = ui.t("desk.differs_in", {differing(verdict, ui)});
  if (line.quiet && look && !look->why_not.empty()) line.sentence = whyNot(look->why_not, ui);
  return line;
}

// Without claims there is no copy to ask about: status and acceptance stay silent.
std::array<Line, 4> linesOf(const Model& model, ui::Ui& ui) {
  const auto& page = *selectedPage(model);
  const auto& verdict = page.verification.verdict;
  const auto as_of =
      verdict.status_as_of ? ui.t("desk.as_of", {base::toLocalMinute(*verdict.status_as_of)}) : std::string();
  Line status{"status", domain::gradeOf(verdict.status),
              sentenceOf(ui, "status", domain::nameOf(verdict.status)), as_of};
  Line acceptance{"acceptance", domain::gradeOf(verdict.acceptance),
                  sentenceOf(ui, "acceptance", domain::nameOf(verdict.acceptance)), accepted(verdict, ui)};
  if (acceptance.more.empty()) acceptance.more = openBefore(model, ui);
  if (page.verification.serial.empty())
    for (auto* line : {&status, &acceptance}) {
      line->sentence = ui.t("desk.no_copy");
      line->quiet = true;
    }
  return {sealLine(page, ui), status, acceptance, contentLine(page, selectedLook(model), ui)};
}

void drawSign(ui::Ui& ui, const Line& line, ui::Point centre) {
  if (line.quiet) {
    ui.circle(centre, 24, ui.theme().line);
    return ui.icon(line.busy ? "hourglass" : "minus", {centre.x - 16, centre.y - 16, 32, 32}, ui.theme().ink);
  }
  drawShape(ui, line.grade, centre, 23, lookOf(line.grade, ui.theme()).ink, signOn(ui.theme()));
}

void drawLine(ui::Ui& ui, const Line& line, Rect rect) {
  const auto& theme = ui.theme();
  drawSign(ui, line, {rect.x + 56, rect.centre().y});
  const float name = 178;
  ui.textMiddle({rect.x + 100, rect.y, name, rect.height}, ui.t(std::string("desk.line.") + line.name),
                {.size = 28, .color = theme.ink, .weight = Weight::bold});
  const float left = rect.x + 100 + name, room = rect.right() - 36 - left;
  const float more = line.more.empty() ? 0 : std::min(440.0f, room * 0.46f);
  const bool plain = line.quiet || line.grade == Grade::good;
  const auto ink = line.quiet ? theme.ink_soft : plain ? theme.ink : lookOf(line.grade, theme).ink;
  ui.textMiddle({left, rect.y, room - more, rect.height}, line.sentence,
                {.size = 27,
                 .color = ink,
                 .weight = plain ? Weight::regular : Weight::bold,
                 .max_lines = 3,
                 .line_spacing = 1.2f});
  if (more > 0)
    ui.textMiddle({left + room - more + 16, rect.y, more - 16, rect.height}, line.more,
                  {.size = 23,
                   .color = plain ? theme.ink_soft : ink,
                   .weight = plain ? Weight::regular : Weight::medium,
                   .align = Align::end,
                   .max_lines = 3,
                   .line_spacing = 1.22f});
}

}  // namespace

Action drawLines(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto lines = linesOf(model, ui);
  const float row = (rect.height - 16) / 4;
  const auto* look = selectedLook(model);
  const bool compared = look && look->state == PageLook::State::compared && look->comparison &&
                        !look->comparison->aligned.empty();
  Action action;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Rect place{rect.x, rect.y + 8 + static_cast<float>(i) * row, rect.width, row};
    if (i > 0) ui.fill({place.x + 36, place.y, place.width - 72, 2}, ui.theme().line);
    if (i == 3 && compared) {
      const float wide = 216;
      place.width -= wide + 12;
      if (keyButton(ui, "compare", {place.right() - 12, place.centre().y - 29, wide, 58},
                    ui.t("desk.compare"), "F12", ui::ButtonKind::secondary, "compare"))
        action = {Kind::open_compare};
    }
    drawLine(ui, lines[i], place);
  }
  return action;
}

}  // namespace verifier::desk
