// The parts of the desk's picture, one file each. Internal to this room.
#pragma once

#include "ui/ui.hpp"
#include "verifier/flow/events.hpp"

namespace verifier::desk {

// --- the frame around everything
Action drawTopBar(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawStatusStrip(const Model& model, ui::Ui& ui, ui::Rect rect);  // link, ages, what waits to be told
void drawFlash(const Model& model, ui::Ui& ui);
void drawRefusal(const Model& model, ui::Ui& ui);
Action drawDialog(const Model& model, ui::Ui& ui);

// --- papers
Action drawInbox(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawCamera(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawDevices(const Model& model, ui::Ui& ui, ui::Rect rect);  // scanner, file, reader, folder
float devicesHeight(const Model& model);
Action drawPiles(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawResult(const Model& model, ui::Ui& ui, ui::Rect rect);  // the verdict, or why there is none
Action drawBanner(const Model& model, const Pile& pile, ui::Ui& ui, ui::Rect rect);
Action drawLines(const Model& model, ui::Ui& ui, ui::Rect rect);  // seal, status, acceptance, content
void drawFacts(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawDecision(const Model& model, ui::Ui& ui, ui::Rect rect);

// --- comparing, over the whole window
Action drawComparison(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawComparedPages(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawMarks(const Model& model, ui::Ui& ui, ui::Rect rect);

// --- lists
Action drawReceipts(const Model& model, ui::Ui& ui, ui::Rect rect);
Action drawReceipt(const Model& model, const api::Receipt& receipt, std::size_t index, ui::Ui& ui,
                   ui::Rect rect);
Action drawStatistics(const Model& model, ui::Ui& ui, ui::Rect rect);
void drawBars(const Model& model, const api::DeskStatistics& figures, ui::Ui& ui, ui::Rect rect);

// --- dialogs
ui::Rect drawSheet(ui::Ui& ui, float width, float height, const std::string& title, const char* icon);
Action drawFoot(ui::Ui& ui, ui::Rect inner, const char* id, const std::string& deed, Action done,
                ui::ButtonKind kind, bool enabled);
Action drawUnderstood(ui::Ui& ui, ui::Rect inner, const char* words, Action done);  // words: a text's key
void drawProblem(ui::Ui& ui, ui::Rect rect, const base::Error& error);
void drawModules(ui::Ui& ui, ui::Rect square,
                 const qr::Modules& modules);  // black on white, with its quiet zone
Action drawSignIn(const Model& model, ui::Ui& ui, const SignInForm& form);
Action drawPhoneSignIn(const Model& model, ui::Ui& ui, const PhoneSignIn& form);
Action drawChooser(ui::Ui& ui, const Chooser& chooser);
Action drawRefuse(const Model& model, ui::Ui& ui, const RefuseForm& form);
Action drawAsk(const Model& model, ui::Ui& ui, const AskForm& form);
Action drawPostpone(ui::Ui& ui, const PostponeForm& form);
Action drawConflict(ui::Ui& ui, const Conflict& conflict);
Action drawTrouble(const Model& model, ui::Ui& ui);
Action drawHelp(const Model& model, ui::Ui& ui);

// --- look.cpp: a grade's colour, shape and word say the same; the shape is drawn solid, its sign in `sign`
struct GradeLook {
  ui::Color ink, soft, from, to;  // white reads at 7:1 on from and to
};
GradeLook lookOf(domain::Grade grade, const ui::Theme& theme);
void drawShape(ui::Ui& ui, domain::Grade grade, ui::Point centre, float radius, ui::Color body,
               ui::Color sign);
std::string wordOf(ui::Ui& ui, domain::Grade grade);
bool isDark(const ui::Theme& theme);
ui::Color accentInk(const ui::Theme& theme);  // signs and words in the house's blue
ui::Color signOn(const ui::Theme& theme);     // on a solid shape in a grade's ink
void drawGround(ui::Ui& ui);
void drawCard(ui::Ui& ui, ui::Rect rect, float radius = 28);
inline ui::Color withAlpha(ui::Color color, std::uint8_t alpha) { return {color.r, color.g, color.b, alpha}; }

// A decision's icon, word and grade.
struct DecisionLook {
  const char* icon;
  domain::Grade grade;
};
DecisionLook lookOf(api::ReceiptDecision decision);
std::string wordOf(ui::Ui& ui, api::ReceiptDecision decision);

// --- pieces.cpp
inline void take(Action& action, const Action& asked) {
  if (asked.kind != Action::Kind::none) action = asked;
}
// A button that names its key.
bool keyButton(ui::Ui& ui, std::string_view id, ui::Rect rect, const std::string& label, std::string_view key,
               ui::ButtonKind kind = ui::ButtonKind::primary, std::string_view icon = "", bool enabled = true,
               float most = 32);  // most: the size of its words
float keyWidth(ui::Ui& ui, std::string_view key);
void drawKey(ui::Ui& ui, ui::Point left_middle, std::string_view key, ui::Color ink);
// One of a few, side by side. The tapped one, or nothing; ids are <id>:<0..>.
std::optional<int> segments(ui::Ui& ui, const std::string& id, ui::Rect rect,
                            const std::vector<std::string>& labels, int chosen);
// A long text loses its middle: what it begins with and how it ends tell one from another.
std::string fitted(const std::string& text, const ui::TextStyle& style, float width, ui::Ui& ui);
void drawFitted(ui::Ui& ui, ui::Rect rect, const std::string& text, const ui::TextStyle& style);
void drawNote(ui::Ui& ui, ui::Rect rect, domain::Grade grade, const char* icon, const std::string& words);
void drawEmpty(ui::Ui& ui, ui::Rect rect, const char* icon, const std::string& words);
std::string ageText(ui::Ui& ui, base::UnixSeconds seconds);         // "5 分钟前"
std::string whenText(base::UnixSeconds at, base::UnixSeconds now);  // "09:34", or with its day
std::string listed(ui::Ui& ui, const std::vector<std::string>& names);

}  // namespace verifier::desk
