// The receiver signs in: by account and password, or by a phone that reads a code.
#include <algorithm>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {
namespace {

using ui::Align;
using ui::ButtonKind;
using ui::Rect;
using ui::Weight;
using Kind = Action::Kind;

// Only where the desk offers both ways.
Action drawWays(const Model& model, ui::Ui& ui, Rect rect, int chosen) {
  if (!model.offers_account || !model.offers_phone) return {};
  const auto tapped = segments(ui, "way", rect, {ui.t("desk.by_account"), ui.t("desk.by_phone")}, chosen);
  if (!tapped || *tapped == chosen) return {};
  return {*tapped == 0 ? Kind::open_account_sign_in : Kind::open_phone_sign_in};
}

float waysHeight(const Model& model) { return model.offers_account && model.offers_phone ? 84 : 0; }

// "WDJB-MJHT" in letters that can be typed from across the desk.
void drawCode(ui::Ui& ui, Rect rect, const std::string& code) {
  ui.fill(rect, ui.theme().accent_soft, 18);
  ui::TextStyle style{.size = 56,
                      .color = accentInk(ui.theme()),
                      .weight = Weight::bold,
                      .align = Align::centre,
                      .family = ui::Family::mono};
  const float natural = ui.measure(code, style, 0).width;
  if (natural > rect.width - 32) style.size *= (rect.width - 32) / natural * 0.98f;
  ui.textMiddle(rect, code, style);
}

void drawSteps(ui::Ui& ui, Rect rect, const api::DeviceAuthorization& code) {
  const auto& theme = ui.theme();
  const std::string steps[] = {ui.t("desk.phone.scan"), ui.t("desk.phone.check"), ui.t("desk.phone.allow")};
  float top = rect.y;
  for (std::size_t i = 0; i < 3; ++i) {
    ui.circle({rect.x + 22, top + 20}, 20, theme.accent_soft);
    ui.textMiddle({rect.x + 2, top, 40, 40}, std::to_string(i + 1),
                  {.size = 22, .color = accentInk(theme), .weight = Weight::bold, .align = Align::centre});
    const ui::TextStyle style{.size = 25, .color = theme.ink, .max_lines = 3, .line_spacing = 1.25f};
    const float high = std::max(40.0f, ui.measure(steps[i], style, rect.width - 60).height);
    ui.textMiddle({rect.x + 60, top, rect.width - 60, high}, steps[i], style);
    top += high + 14;
    if (i != 1) continue;
    drawCode(ui, {rect.x + 60, top, rect.width - 60, 92}, code.user_code);
    top += 92 + 18;
  }
  ui.text({rect.x, top + 8, rect.width, 30}, ui.t("desk.phone.or_type"),
          {.size = 22, .color = theme.ink_soft});
  drawFitted(ui, {rect.x, top + 38, rect.width, 36}, code.verification_uri,
             {.size = 24, .color = theme.ink, .weight = Weight::medium});
}

void drawPhoneState(ui::Ui& ui, Rect rect, const PhoneSignIn& form) {
  ui.fill(rect, ui.theme().surface_soft, 16);
  ui.icon("hourglass", {rect.x + 22, rect.centre().y - 17, 34, 34}, accentInk(ui.theme()));
  drawFitted(ui, {rect.x + 74, rect.y, rect.width - 90, rect.height},
             ui.t(form.authorization ? "desk.phone.waiting" : "desk.phone.asking"),
             {.size = 24, .color = ui.theme().ink});
}

}  // namespace

void drawModules(ui::Ui& ui, Rect square, const qr::Modules& modules) {
  ui.fill(square, {255, 255, 255}, 14);
  if (modules.size <= 0) return;
  const float module = square.width / static_cast<float>(modules.size + 8);  // four modules of quiet zone
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size;) {
      if (!modules.at(x, y)) {
        ++x;
        continue;
      }
      int end = x;
      while (end < modules.size && modules.at(end, y)) ++end;
      ui.fill({square.x + static_cast<float>(x + 4) * module, square.y + static_cast<float>(y + 4) * module,
               static_cast<float>(end - x) * module, module},
              {0, 0, 0});
      x = end;
    }
}

Action drawSignIn(const Model& model, ui::Ui& ui, const SignInForm& form) {
  const float ways = waysHeight(model);
  auto inner = drawSheet(ui, 800, 640 + ways, ui.t("desk.sign_in_title"), "user");
  Action action = drawWays(model, ui, {inner.x, inner.y, inner.width, 64}, 0);
  inner = {inner.x, inner.y + ways, inner.width, inner.height - ways};
  const bool account = form.focus == SignInForm::Focus::account;
  if (ui.field("account", {inner.x, inner.y, inner.width, 88}, form.account, ui.t("desk.account"),
               account && !form.busy, false))
    action = {Kind::focus_account};
  if (ui.field("password", {inner.x, inner.y + 108, inner.width, 88}, form.password, ui.t("desk.password"),
               !account && !form.busy, true))
    action = {Kind::focus_password};
  const Rect note{inner.x, inner.y + 218, inner.width, 92};
  if (form.error)
    drawProblem(ui, note, *form.error);
  else
    ui.textMiddle(note, ui.t(form.busy ? "desk.signing_in" : "desk.sign_in_why"),
                  {.size = 25, .color = ui.theme().ink_soft, .max_lines = 2, .line_spacing = 1.3f});
  take(action, drawFoot(ui, inner, "submit-sign-in", ui.t("desk.sign_in"), {Kind::submit_sign_in},
                        ButtonKind::primary, !form.busy && !form.account.empty() && !form.password.empty()));
  return action;
}

Action drawPhoneSignIn(const Model& model, ui::Ui& ui, const PhoneSignIn& form) {
  const float ways = waysHeight(model);
  auto inner = drawSheet(ui, 1160, 810 + ways, ui.t("desk.sign_in_title"), "phone");
  Action action = drawWays(model, ui, {inner.x, inner.y, inner.width, 64}, 1);
  inner = {inner.x, inner.y + ways, inner.width, inner.height - ways};
  const float square = std::min(430.0f, inner.width * 0.46f);
  const Rect code{inner.x, inner.y, square, square};
  ui.stroke(code.inset(-2), ui.theme().line, 2, 16);
  const Rect words{code.right() + 36, inner.y, inner.right() - code.right() - 36, square};
  if (form.authorization && !form.error) {
    drawModules(ui, code, form.modules);
    drawSteps(ui, words, *form.authorization);
  } else {
    ui.fill(code, ui.theme().surface_soft, 16);
    const float side = 110;
    ui.icon(form.error ? "warning" : "qr",
            {code.centre().x - side / 2, code.centre().y - side / 2, side, side},
            form.error ? ui.theme().amber : ui.theme().ink_soft);
    if (!form.error)
      ui.text(words, ui.t("desk.phone.soon"), {.size = 27, .color = ui.theme().ink_soft, .max_lines = 6});
  }
  const Rect state{inner.x, inner.bottom() - 84 - 88, inner.width, 68};
  if (form.error) {
    drawProblem(ui, {words.x, words.y, words.width, 200}, *form.error);
    take(action, drawFoot(ui, inner, "retry-phone", ui.t("desk.phone.retry"), {Kind::open_phone_sign_in},
                          ButtonKind::primary, true));
    return action;
  }
  drawPhoneState(ui, state, form);
  const float wide = 420;
  if (keyButton(ui, "cancel", {inner.centre().x - wide / 2, inner.bottom() - 84, wide, 84},
                ui.t("desk.cancel"), "Esc", ButtonKind::secondary))
    action = {Kind::close_dialog};
  return action;
}

}  // namespace verifier::desk
