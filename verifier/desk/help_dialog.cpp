// Every key, and the command codes: a handheld reader reads them off the screen or off a printed card.
#include <map>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

struct Key {
  const char* key;   // as on the keyboard; empty: the text desk.key.<what>
  const char* what;  // text desk.help.<what>
};
constexpr Key kKeys[] = {
    {"F1", "help"},           {"F2", "sign_in"},  {"F3", "receipts"},      {"F4", "statistics"},
    {"F5", "flatbed"},        {"F6", "feeder"},   {"F7", "camera"},        {"F8", "accept"},
    {"F9", "refuse"},         {"F10", "ask"},     {"F11", "postpone"},     {"F12", "compare"},
    {"Ctrl+O", "open"},       {"Ctrl+Z", "undo"}, {"Ctrl+S", "report"},    {"Ctrl+L", "language"},
    {"Ctrl+D", "appearance"}, {"Esc", "back"},    {"PgUp PgDn", "papers"}, {"↑ ↓", "rows"},
    {"N P", "marks"},         {"B ← →", "blend"}};

struct Command {
  const char* command;
  const char* what;  // text desk.help.<what>
};
constexpr Command kCommands[] = {
    {"ACCEPT", "accept"}, {"POSTPONE", "postpone"}, {"UNDO", "undo"}, {"NEXT", "next"}, {"CLEAR", "clear"}};

std::string codeOf(const Model& model, const std::string& command) {
  return std::string(kCommandCode) + model.command_word + ":" + command;
}

const qr::Modules& modulesOf(const std::string& code) {
  static std::map<std::string, qr::Modules> drawn;  // a dozen at most: the codes never change
  const auto found = drawn.find(code);
  if (found != drawn.end()) return found->second;
  auto modules = qr::encode({{qr::Segment::Mode::alphanumeric, code}}, qr::ErrorCorrection::medium);
  return drawn.emplace(code, modules ? *modules : qr::Modules{}).first->second;
}

void drawKeys(ui::Ui& ui, Rect rect, std::size_t across) {
  const auto rows = (std::size(kKeys) + across - 1) / across;
  const float width = rect.width / static_cast<float>(across), row = rect.height / static_cast<float>(rows);
  for (std::size_t i = 0; i < std::size(kKeys); ++i) {
    const Rect cell{rect.x + static_cast<float>(i / rows) * width,
                    rect.y + static_cast<float>(i % rows) * row, width - 24, row};
    const float cap = keyWidth(ui, kKeys[i].key);
    drawKey(ui, {cell.x, cell.centre().y}, kKeys[i].key, ui.theme().ink);
    const float left = std::max(cap + 14, 92.0f);
    drawFitted(ui, {cell.x + left, cell.y, cell.width - left, cell.height},
               ui.t(std::string("desk.help.") + kKeys[i].what), {.size = 23, .color = ui.theme().ink});
  }
}

void drawCommand(ui::Ui& ui, Rect rect, const std::string& code, const std::string& words) {
  const float side = std::min(rect.width, rect.height - 62);
  const Rect square{rect.centre().x - side / 2, rect.y, side, side};
  drawModules(ui, square, modulesOf(code));
  ui.text(
      {rect.x, square.bottom() + 6, rect.width, 60}, words,
      {.size = 20, .color = ui.theme().ink, .align = Align::centre, .max_lines = 2, .line_spacing = 1.2f});
}

void drawCommands(const Model& model, ui::Ui& ui, Rect rect) {
  std::vector<std::pair<std::string, std::string>> commands;
  for (const auto& command : kCommands)
    commands.emplace_back(codeOf(model, command.command), ui.t(std::string("desk.help.") + command.what));
  for (std::size_t i = 0; i < model.usual_reasons.size(); ++i)
    commands.emplace_back(codeOf(model, "REFUSE-" + std::to_string(i + 1)),
                          ui.t("desk.help.refuse_for", {model.usual_reasons[i]}));
  const std::size_t across = ui.portrait() ? 5 : commands.size();
  const float width = rect.width / static_cast<float>(across);
  const float rows = static_cast<float>((commands.size() + across - 1) / across);
  for (std::size_t i = 0; i < commands.size(); ++i)
    drawCommand(
        ui,
        {rect.x + static_cast<float>(i % across) * width,
         rect.y + static_cast<float>(i / across) * rect.height / rows, width - 18, rect.height / rows},
        commands[i].first, commands[i].second);
}

}  // namespace

Action drawHelp(const Model& model, ui::Ui& ui) {
  const bool upright = ui.portrait();
  const auto inner = drawSheet(ui, 1840, upright ? 1500 : 1010, ui.t("desk.help_title"), "keyboard");
  const float codes = upright ? 470 : 258;
  const float keys = inner.height - codes - 52 - 108;
  drawKeys(ui, {inner.x, inner.y - 6, inner.width, keys}, upright ? 2 : 4);
  ui.fill({inner.x, inner.y + keys + 2, inner.width, 2}, ui.theme().line);
  drawFitted(ui, {inner.x, inner.y + keys + 6, inner.width, 44}, ui.t("desk.help_codes"),
             {.size = 24, .color = ui.theme().ink_soft, .weight = Weight::medium});
  drawCommands(model, ui, {inner.x, inner.y + keys + 54, inner.width, codes});
  return drawUnderstood(ui, inner, "desk.close", {Kind::close_dialog});
}

}  // namespace verifier::desk
