// The small things screens are made of: cards, pills, banners, lists, empty states.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kiosk/flow/model.hpp"
#include "ui/ui.hpp"

namespace kiosk {

constexpr float kLeastTouch = 64;  // points: 20 mm on a 27-inch screen, never below 15 mm

enum class Tone { neutral, info, good, caution, bad, special };
struct ToneColors {
  ui::Color ink, soft;
};
ToneColors colorsOf(const ui::Theme& theme, Tone tone);

void card(ui::Ui& ui, ui::Rect rect, bool pressed = false);
// An icon in a coloured square with round corners.
void badge(ui::Ui& ui, ui::Rect rect, std::string_view icon, Tone tone);
// Shrinks a text until it fits its box in at most style.max_lines; never below least.
ui::TextStyle fitted(ui::Ui& ui, ui::Size box, std::string_view text, ui::TextStyle style, float least);
void fitText(ui::Ui& ui, ui::Rect rect, std::string_view text, ui::TextStyle style, float least,
             bool middle = true);
// A word with an icon in a rounded bar; returns its width.
float pill(ui::Ui& ui, ui::Point left_top, std::string_view icon, std::string_view text, Tone tone);
float pillWidth(ui::Ui& ui, std::string_view text);
constexpr float kPillHeight = 52;
// A coloured box with icon, title and explanation. Height as bannerHeight says.
void banner(ui::Ui& ui, ui::Rect rect, Tone tone, std::string_view icon, std::string_view title,
            std::string_view text);
float bannerHeight(ui::Ui& ui, float width, std::string_view title, std::string_view text);
// Large icon, one line, an explanation, in the middle of a box: nothing here, wait, gone wrong.
void message(ui::Ui& ui, ui::Rect rect, std::string_view icon, Tone tone, std::string_view title,
             std::string_view text);
// Shown instead of lists that aren't here yet; true when it was drawn. Offers to try again when nothing is
// under way.
bool waitingForLists(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action);
// A column of equal cards; tapped one's index or -1. Ids are prefix:0, prefix:1...
int cardList(ui::Ui& ui, ui::Rect rect, std::string_view prefix, std::size_t count, float card_height,
             int columns, const std::function<void(std::size_t, ui::Rect)>& draw);
// The sentence that says what is wrong with the printer, in plain words; empty when nothing is.
std::string printerSentence(const Model& model, ui::Ui& ui);
void printerBanner(const Model& model, ui::Ui& ui, ui::Rect& rect);  // takes its height from the top of rect
std::string dateOf(base::UnixSeconds time);                          // 2026-11-23 16:00
std::string inLanguage(const Model& model, const base::Bilingual& text);

}  // namespace kiosk
