// Two facts about one paper that can't both stand: what this desk did, and what the hall had already heard.
#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using domain::Grade;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

struct Fact {
  std::string title, office, who, when;
};

void drawSide(ui::Ui& ui, Rect rect, Grade grade, const Fact& fact) {
  const auto look = lookOf(grade, ui.theme());
  ui.fill(rect, look.soft, 22);
  drawShape(ui, grade, {rect.x + 48, rect.y + 42}, 18, look.ink, signOn(ui.theme()));
  const float width = rect.width - 60;
  drawFitted(ui, {rect.x + 82, rect.y + 22, width - 52, 40}, fact.title,
             {.size = 25, .color = look.ink, .weight = Weight::bold});
  drawFitted(ui, {rect.x + 30, rect.y + 74, width, 52}, fact.office,
             {.size = 36, .color = ui.theme().ink, .weight = Weight::bold});
  drawFitted(ui, {rect.x + 30, rect.y + 130, width, 36}, fact.who, {.size = 26, .color = ui.theme().ink});
  drawFitted(ui, {rect.x + 30, rect.y + 172, width, 36}, fact.when, {.size = 26, .color = ui.theme().ink});
}

void drawBoth(ui::Ui& ui, Rect rect, const Fact& theirs, const Fact& ours) {
  const float half = (rect.width - 24) / 2;
  drawSide(ui, {rect.x, rect.y, half, rect.height}, Grade::bad, theirs);
  drawSide(ui, {rect.x + half + 24, rect.y, half, rect.height}, Grade::caution, ours);
}

Fact factOf(ui::Ui& ui, const char* title, const domain::Acceptance& acceptance) {
  return {ui.t(title), acceptance.office, acceptance.receiver_name, base::toLocalMinute(acceptance.at)};
}

void drawMore(ui::Ui& ui, Rect rect, const std::string& words) {
  ui.text(rect, words, {.size = 26, .color = ui.theme().ink, .max_lines = 3, .line_spacing = 1.3f});
}

}  // namespace

Action drawConflict(ui::Ui& ui, const Conflict& conflict) {
  const auto inner = drawSheet(ui, 1080, 660, ui.t("desk.conflict_title"), "warning");
  drawMore(ui, {inner.x, inner.y, inner.width, 104}, ui.t("desk.conflict_more", {conflict.short_serial}));
  drawBoth(ui, {inner.x, inner.y + 116, inner.width, 230},
           factOf(ui, "desk.conflict_earlier", conflict.earlier),
           {ui.t("desk.conflict_now"), conflict.office, conflict.receiver, base::toLocalMinute(conflict.at)});
  return drawUnderstood(ui, inner, "desk.understood", {Kind::close_dialog});
}

Action drawTrouble(const Model& model, ui::Ui& ui) {
  const auto inner = drawSheet(ui, 1120, 760, ui.t("desk.trouble_title"), "warning");
  if (model.troubles.empty()) return drawUnderstood(ui, inner, "desk.understood", {Kind::close_dialog});
  const auto& trouble = model.troubles.front();
  const auto& theme = ui.theme();
  drawMore(ui, {inner.x, inner.y, inner.width, 76}, ui.t("desk.trouble_more"));
  drawFitted(ui, {inner.x, inner.y + 88, inner.width, 44},
             trouble.title + " · " + trouble.short_serial + " · " + wordOf(ui, trouble.decision),
             {.size = 29, .color = theme.ink, .weight = Weight::bold});
  const Rect facts{inner.x, inner.y + 146, inner.width, 230};
  const Fact ours{ui.t("desk.trouble_ours"), trouble.office, trouble.receiver,
                  base::toLocalMinute(trouble.at)};
  if (trouble.earlier) {
    drawBoth(ui, facts, factOf(ui, "desk.trouble_halls", *trouble.earlier), ours);
  } else {
    const float half = (facts.width - 24) / 2;
    drawSide(ui, {facts.x + half + 24, facts.y, half, facts.height}, Grade::caution, ours);
    const auto look = lookOf(Grade::bad, theme);
    const Rect side{facts.x, facts.y, half, facts.height};
    ui.fill(side, look.soft, 22);
    drawShape(ui, Grade::bad, {side.x + 48, side.y + 42}, 18, look.ink, signOn(theme));
    drawFitted(ui, {side.x + 82, side.y + 22, side.width - 112, 40}, ui.t("desk.trouble_refused"),
               {.size = 25, .color = look.ink, .weight = Weight::bold});
    ui.text({side.x + 30, side.y + 74, side.width - 60, 140}, ui.texts().sentence(trouble.error),
            {.size = 25, .color = theme.ink, .max_lines = 4, .line_spacing = 1.3f});
  }
  if (model.troubles.size() > 1)
    drawFitted(ui, {inner.x, facts.bottom() + 14, inner.width, 36},
               ui.t("desk.trouble_others", {std::to_string(model.troubles.size() - 1)}),
               {.size = 24, .color = theme.ink_soft});
  return drawUnderstood(ui, inner, "desk.trouble_seen", {Kind::acknowledge_trouble});
}

}  // namespace verifier::desk
