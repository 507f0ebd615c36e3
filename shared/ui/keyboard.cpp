#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/ui.hpp"

namespace ui {
namespace {

using Kind = Ui::Key::Kind;
using Layer = Ui::KeyboardLayer;

struct KeyCap {
  std::string id, label, icon;
  Ui::Key key;
  float units = 1;
  enum class Look { plain, shaded, action } look = Look::plain;
};

KeyCap character(std::string text) {
  return {"key:" + (text == " " ? std::string("space") : text),
          text,
          "",
          {Kind::character, text, {}},
          1,
          KeyCap::Look::plain};
}

void add(std::vector<KeyCap>& row, std::string_view characters) {
  for (const char c : characters) row.push_back(character(std::string(1, c)));
}

KeyCap backspace() {
  return {"key:backspace", "", "backspace", {Kind::backspace, "", {}}, 1.5f, KeyCap::Look::shaded};
}

KeyCap shift(Layer layer) {
  const bool capitals = layer == Layer::capitals;
  return {"key:shift",
          "",
          capitals ? "shift-on" : "shift",
          {Kind::next_layer, "", capitals ? Layer::letters : Layer::capitals},
          1.5f,
          KeyCap::Look::shaded};
}

std::vector<KeyCap> bottomRow(Layer layer, std::string_view enter_label) {
  const bool signs = layer == Layer::signs;
  std::vector<KeyCap> row;
  row.push_back({"key:layer",
                 signs ? "ABC" : "#+=",
                 "",
                 {Kind::next_layer, "", signs ? Layer::letters : Layer::signs},
                 1.5f,
                 KeyCap::Look::shaded});
  add(row, ",");
  auto space = character(" ");
  space.units = 3.5f;
  row.push_back(space);
  add(row, ".-");
  row.push_back({"key:enter", std::string(enter_label), "", {Kind::enter, "", {}}, 2, KeyCap::Look::action});
  return row;
}

// Every row is ten units wide, so that keys stand in columns as people know them; shorter rows are centred.
std::vector<std::vector<KeyCap>> rowsOf(Layer layer, std::string_view enter_label) {
  std::vector<std::vector<KeyCap>> rows(4);
  add(rows[0], "1234567890");
  switch (layer) {
    case Layer::letters:
      add(rows[1], "qwertyuiop");
      add(rows[2], "asdfghjkl");
      rows[3].push_back(shift(layer));
      add(rows[3], "zxcvbnm");
      break;
    case Layer::capitals:
      add(rows[1], "QWERTYUIOP");
      add(rows[2], "ASDFGHJKL");
      rows[3].push_back(shift(layer));
      add(rows[3], "ZXCVBNM");
      break;
    case Layer::signs:
      add(rows[1], "@#$%&*+=/\\");
      add(rows[2], "()[]{}<>_`");
      add(rows[3], "!?:;'\"^~|");
      break;
  }
  auto erase = backspace();
  if (layer == Layer::signs) erase.units = 1;
  rows[3].push_back(erase);
  rows.push_back(bottomRow(layer, enter_label));
  return rows;
}

void drawKey(Ui& ui, const KeyCap& cap, Rect rect) {
  const auto& theme = ui.theme();
  const bool down = ui.pressed(cap.id);
  const float radius = std::min(18.0f, rect.height / 4);
  Color face = cap.look == KeyCap::Look::shaded ? theme.line : theme.surface;
  if (down) face = theme.accent_soft;
  if (!down)
    ui.fill({rect.x, rect.y + 4, rect.width, rect.height}, {theme.ink.r, theme.ink.g, theme.ink.b, 38},
            radius);
  if (cap.look == KeyCap::Look::action)
    ui.gradient(rect, theme.primary_from, down ? theme.primary_from : theme.primary_to, radius);
  else
    ui.fill(rect, face, radius);
  const bool word = cap.label.size() > 1;
  const float size = std::min(word ? 32.0f : 42.0f, rect.height * (word ? 0.36f : 0.5f));
  const Color ink = cap.look == KeyCap::Look::action ? theme.ink_on_accent : theme.ink;
  const float side = size * 1.2f;
  if (!cap.icon.empty())
    ui.icon(cap.icon, {rect.centre().x - side / 2, rect.centre().y - side / 2, side, side}, ink);
  if (cap.id == "key:space")
    return ui.fill({rect.x + rect.width * 0.3f, rect.centre().y + rect.height * 0.12f, rect.width * 0.4f, 4},
                   theme.ink_soft, 2);
  ui.textMiddle(
      rect, cap.label,
      {.size = size, .color = ink, .weight = word ? Weight::bold : Weight::regular, .align = Align::centre});
}

}  // namespace

Ui::Key Ui::keyboard(std::string_view, Rect rect, KeyboardLayer layer, std::string_view enter_label) {
  constexpr float units = 10, gap = 10;
  const auto rows = rowsOf(layer, enter_label);
  const float pitch = rect.height / static_cast<float>(rows.size()), unit = rect.width / units;
  Key pressed_key;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    float taken = 0;
    for (const auto& cap : rows[i]) taken += cap.units;
    float x = rect.x + (units - taken) * unit / 2;
    for (const auto& cap : rows[i]) {
      const Rect slot{x, rect.y + static_cast<float>(i) * pitch, cap.units * unit, pitch};
      if (tapped(cap.id, slot)) pressed_key = cap.key;  // the gap between keys belongs to the nearer one
      drawKey(*this, cap, slot.inset(gap / 2));
      x += slot.width;
    }
  }
  return pressed_key;
}

}  // namespace ui
