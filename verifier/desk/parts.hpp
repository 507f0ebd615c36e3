// The parts of the desk's picture, one file each. Internal to this room.
#pragma once

#include "ui/ui.hpp"
#include "verifier/desk/model.hpp"

namespace verifier::desk {

Action drawTopBar(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawInbox(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawResult(const Model& model, ui::Ui& ui, ui::Rect rect);    // the verdict, or why there is none
void drawLines(const CheckedPage& page, ui::Ui& ui, ui::Rect rect);  // seal, status, acceptance, content
void drawFacts(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawDecision(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawDialog(const Model& model, ui::Ui& ui);
void drawRefusal(const Model& model, ui::Ui& ui);

// A grade's colour, shape and word say the same; the shape is drawn solid, its sign in `sign`.
struct GradeLook {
  ui::Color ink, soft, from, to;
};
GradeLook lookOf(domain::Grade grade, const ui::Theme& theme);
void drawShape(ui::Ui& ui, domain::Grade grade, ui::Point centre, float radius, ui::Color body,
               ui::Color sign);
std::string wordOf(ui::Ui& ui, domain::Grade grade);

void drawCard(ui::Ui& ui, ui::Rect rect, float radius = 28);
inline ui::Color withAlpha(ui::Color color, std::uint8_t alpha) { return {color.r, color.g, color.b, alpha}; }

}  // namespace verifier::desk
