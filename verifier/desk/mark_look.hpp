// How an altered field is outlined on the white of a page: solid, broken or hatched, never by its colour
// alone. Internal to this room.
#pragma once

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

struct MarkLook {
  ui::Color ink;  // on white paper, in every theme
  domain::Grade grade;
  const char* word;  // text desk.mark.<word>
};
MarkLook lookOf(const Mark& mark);
std::string labelOf(const Mark& mark, ui::Ui& ui);
void drawMarkBox(ui::Ui& ui, const Mark& mark, ui::Rect rect, float thickness);
void drawMarkNumber(ui::Ui& ui, const Mark& mark, std::size_t number, ui::Point left_middle, float size);
void drawEnlarged(const Model& model, const Mark& mark, ui::Ui& ui, ui::Rect rect);  // compared_pages.cpp

}  // namespace verifier::desk
