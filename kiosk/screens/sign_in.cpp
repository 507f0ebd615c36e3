#include "kiosk/screens/each.hpp"
#include "kiosk/screens/frame.hpp"
#include "kiosk/screens/pieces.hpp"
#include "kiosk/screens/samples.hpp"

namespace kiosk::sign_in {
namespace {

constexpr float kField = 108;

ui::Ui::KeyboardLayer shownLayer(KeyboardLayer layer) {
  switch (layer) {
    case KeyboardLayer::letters:
      return ui::Ui::KeyboardLayer::letters;
    case KeyboardLayer::capitals:
      return ui::Ui::KeyboardLayer::capitals;
    case KeyboardLayer::signs:
      return ui::Ui::KeyboardLayer::signs;
  }
  return ui::Ui::KeyboardLayer::letters;
}

KeyboardLayer layerOf(ui::Ui::KeyboardLayer layer) {
  switch (layer) {
    case ui::Ui::KeyboardLayer::letters:
      return KeyboardLayer::letters;
    case ui::Ui::KeyboardLayer::capitals:
      return KeyboardLayer::capitals;
    case ui::Ui::KeyboardLayer::signs:
      return KeyboardLayer::signs;
  }
  return KeyboardLayer::letters;
}

void keyboard(const Model& model, ui::Ui& ui, ui::Rect rect, Action& action) {
  const bool next = model.sign_in.focus == SignInField::account;
  const auto key = ui.keyboard("keyboard", rect, shownLayer(model.sign_in.layer),
                               ui.t(next ? "kiosk.sign_in.next" : "kiosk.sign_in.do"));
  switch (key.kind) {
    case ui::Ui::Key::Kind::none:
      return;
    case ui::Ui::Key::Kind::character:
      action = action::TypeKey{{Key::Kind::character, key.character}};
      return;
    case ui::Ui::Key::Kind::backspace:
      action = action::TypeKey{{Key::Kind::backspace, ""}};
      return;
    case ui::Ui::Key::Kind::enter:
      action = action::TypeKey{{Key::Kind::enter, ""}};
      return;
    case ui::Ui::Key::Kind::next_layer:
      action = action::TypeKey{{Key::Kind::next_layer, "", layerOf(key.layer)}};
      return;
  }
}

void label(ui::Ui& ui, ui::Rect box, const std::string& text) {
  ui.text({box.x + 4, box.y - 48, box.width, 44}, text,
          {.size = 29, .color = ui.theme().ink_soft, .weight = ui::Weight::medium});
}

void account(const Model& model, ui::Ui& ui, ui::Rect box, Action& action) {
  const auto& form = model.sign_in;
  label(ui, box, ui.t("kiosk.sign_in.account"));
  if (ui.field("account", box, form.account, ui.t("kiosk.sign_in.account_hint"),
               form.focus == SignInField::account, false))
    action = action::FocusField{SignInField::account};
}

void password(const Model& model, ui::Ui& ui, ui::Rect box, Action& action) {
  const auto& form = model.sign_in;
  label(ui, box, ui.t("kiosk.sign_in.password"));
  const ui::Rect eye{box.right() - kField, box.y, kField, kField},
      text{box.x, box.y, box.width - kField - 20, box.height};
  if (ui.field("password", text, form.password, ui.t("kiosk.sign_in.password_hint"),
               form.focus == SignInField::password, !form.show_password))
    action = action::FocusField{SignInField::password};
  if (ui.button("password:show", eye, "", ui::ButtonKind::secondary, form.show_password ? "eye-off" : "eye"))
    action = action::ShowPassword{!form.show_password};
}

void submit(const Model& model, ui::Ui& ui, ui::Rect box, Action& action) {
  const auto& form = model.sign_in;
  const bool asking = model.waiting == Waiting::sign_in;
  const bool ready = !asking && !form.account.empty() && !form.password.empty();
  if (ui.button("sign_in", box, ui.t(asking ? "kiosk.sign_in.asking" : "kiosk.sign_in.do"),
                ui::ButtonKind::primary, asking ? "hourglass" : "sign-in", ready))
    action = action::SubmitSignIn{};
}

// Why the hall said no; else where the password goes.
void note(const Model& model, ui::Ui& ui, ui::Rect box) {
  const auto& error = model.sign_in.error;
  const Tone tone = error ? Tone::bad : Tone::info;
  const auto colors = colorsOf(ui.theme(), tone);
  ui.fill(box, colors.soft, 20);
  ui.icon(error ? "warning" : "shield-check", {box.x + 28, box.centre().y - 26, 52, 52}, colors.ink);
  const std::string text = error ? ui.texts().sentence(*error) : ui.t("kiosk.sign_in.safe");
  fitText(ui, {box.x + 104, box.y, box.width - 132, box.height}, text,
          {.size = 30,
           .color = colors.ink,
           .weight = error ? ui::Weight::medium : ui::Weight::regular,
           .max_lines = 3},
          22);
}

void upright(const Model& model, ui::Ui& ui, ui::Rect area, Action& action) {
  constexpr float keys = 640;
  const ui::Rect box{area.x, area.y, area.width, area.height - keys - 40};
  card(ui, box);
  const float x = box.x + 48, width = box.width - 96, note_height = 116;
  const float step = (box.height - 96 - note_height - 128 - 2 * (kField + 48)) / 3;
  float y = box.y + 48 + 48;
  account(model, ui, {x, y, width, kField}, action);
  y += kField + 48 + step;
  password(model, ui, {x, y, width, kField}, action);
  y += kField + step;
  note(model, ui, {x, y, width, note_height});
  submit(model, ui, {x, box.bottom() - 48 - 128, width, 128}, action);
  keyboard(model, ui, {area.x - 16, area.bottom() - keys, area.width + 32, keys}, action);
}

void lying(const Model& model, ui::Ui& ui, ui::Rect area, Action& action) {
  const ui::Rect box{area.x, area.y, 660, area.height},
      keys{area.x + 660 + 40, area.y, area.width - 700, area.height};
  card(ui, box);
  const float x = box.x + 40, width = box.width - 80;
  account(model, ui, {x, box.y + 76, width, kField}, action);
  password(model, ui, {x, box.y + 76 + kField + 76, width, kField}, action);
  note(model, ui, {x, box.y + 76 + 2 * kField + 76 + 40, width, 140});
  submit(model, ui, {x, box.bottom() - 40 - 128, width, 128}, action);
  keyboard(model, ui, keys, action);
}

Model filled(const char* error) {
  Model model = samples::resting();
  model.screen = Screen::sign_in;
  model.sign_in.account = "20230001";
  model.sign_in.focus = SignInField::password;
  if (error) model.sign_in.error = base::Error{error, "", "", {"10"}};
  return model;
}

}  // namespace

Action draw(const Model& model, ui::Ui& ui) {
  Action action;
  const auto area = wide(frame(model, ui, {ui.t("kiosk.sign_in.title"), ui.t("kiosk.sign_in.hint")}, action));
  if (ui.portrait())
    upright(model, ui, area, action);
  else
    lying(model, ui, area, action);
  return action;
}

std::vector<ScreenPreview> previews() {
  Model empty = filled(nullptr), asking = filled(nullptr), shown = filled(nullptr);
  empty.sign_in.account.clear();
  empty.sign_in.focus = SignInField::account;
  asking.sign_in.password = "hall-demo-2026";
  asking.waiting = Waiting::sign_in;
  shown.sign_in.password = "hall-demo-2026";
  shown.sign_in.show_password = true;
  shown.sign_in.layer = KeyboardLayer::signs;
  return {{"sign-in", empty},
          {"sign-in-asking", asking},
          {"sign-in-password-shown", shown},
          {"sign-in-refused", filled("sign_in_failed")},
          {"sign-in-locked", filled("account_locked")},
          {"sign-in-expired", filled("session_expired")}};
}

}  // namespace kiosk::sign_in
