// Keys, typed text, and codes: a handheld reader types as well, and some of its codes are commands.
#include <algorithm>
#include <array>
#include <optional>

#include "base/crypto.hpp"
#include "base/each.hpp"
#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

using Kind = Action::Kind;

void append(std::string& to, const std::string& text, std::size_t limit) {
  if (to.size() + text.size() <= limit) to += text;
}

void eraseLast(std::string& text) {
  while (!text.empty() && (text.back() & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

// The text that typing goes into: a dialog's field, else the search, else the code.
std::string* typingInto(Model& model) {
  using Text = std::string*;
  return std::visit(
      base::Each{[&](NoDialog&) -> Text {
                   return model.view == View::receipts ? &model.receipts.text : &model.code;
                 },
                 [](SignInForm& form) -> Text {
                   if (form.busy) return nullptr;
                   return form.focus == SignInForm::Focus::account ? &form.account : &form.password;
                 },
                 [](Chooser& chooser) -> Text { return &chooser.path; },
                 [](RefuseForm& form) -> Text { return &form.reason; },
                 [](PostponeForm& form) -> Text { return &form.reason; },
                 [](AskForm& form) -> Text { return &form.question; }, [](auto&) -> Text { return nullptr; }},
      model.dialog);
}

// What Enter means here.
Effects enter(Model& model) {
  return std::visit(
      base::Each{[&](NoDialog&) { return submitCode(model); },
                 [&](SignInForm& form) {
                   if (form.focus == SignInForm::Focus::account && form.password.empty()) {
                     form.focus = SignInForm::Focus::password;
                     return Effects{};
                   }
                   return submitSignIn(model);
                 },
                 [&](PhoneSignIn& phone) { return phone.error ? openPhoneSignIn(model) : Effects{}; },
                 [&](Chooser&) { return act(model, {Kind::submit_path}); },
                 [&](RefuseForm&) { return submitRefuse(model); },
                 [&](PostponeForm&) { return submitPostpone(model); },
                 [&](AskForm&) { return submitAsk(model); },
                 [&](TroubleShown&) { return acknowledgeTrouble(model); },
                 [&](auto&) {
                   closeDialog(model);
                   return Effects{};
                 }},
      model.dialog);
}

// Up and down: rows of what is shown.
Effects moveRow(Model& model, int by) {
  if (auto* form = std::get_if<AskForm>(&model.dialog)) {
    const int row = form->chosen ? static_cast<int>(*form->chosen) + by : (by > 0 ? 0 : -1);
    return act(model, {Kind::choose_colleague, row});
  }
  if (!std::holds_alternative<NoDialog>(model.dialog)) return {};
  if (model.view == View::receipts) {
    const auto& list = model.receipts;
    return act(model, {Kind::select_receipt, list.selected ? static_cast<int>(*list.selected) + by : 0});
  }
  return act(model, {Kind::select_page, static_cast<int>(model.page) + by});
}

Effects movePile(Model& model, int by) {
  const auto at = std::find_if(model.piles.begin(), model.piles.end(),
                               [&](const Pile& pile) { return pile.id == model.selected; });
  if (at == model.piles.end()) return {};
  const auto index = at - model.piles.begin() + by;
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(model.piles.size())) return {};
  return act(model, {Kind::select_pile, model.piles[static_cast<std::size_t>(index)].id});
}

Effects escape(Model& model) {
  if (!std::holds_alternative<NoDialog>(model.dialog))
    closeDialog(model);
  else if (model.compare)
    model.compare.reset();
  else if (model.view != View::papers)
    model.view = View::papers;
  else
    model.code.clear();
  return {};
}

// While papers are compared nothing is typed: letters are keys then.
std::optional<Effects> compareKey(Model& model, const std::string& key) {
  if (!model.compare || !model.code.empty() || !std::holds_alternative<NoDialog>(model.dialog))
    return std::nullopt;
  constexpr double kStep = 0.1;
  const double blend = model.compare->blend;
  if (key == "Space" || key == "N") return act(model, {Kind::next_mark});
  if (key == "P") return act(model, {Kind::previous_mark});
  if (key == "B") return act(model, {Kind::toggle_blend});
  if (key == "Left") return act(model, {Kind::set_blend, 0, blend - kStep});
  if (key == "Right") return act(model, {Kind::set_blend, 0, blend + kStep});
  return std::nullopt;
}

Action actionOf(const Model& model, const std::string& key) {
  struct Shortcut {
    const char* key;
    Kind kind;
  };
  static constexpr std::array kShortcuts{Shortcut{"F1", Kind::open_help},
                                         Shortcut{"F3", Kind::show_receipts},
                                         Shortcut{"F4", Kind::show_statistics},
                                         Shortcut{"F5", Kind::scan_flatbed},
                                         Shortcut{"F6", Kind::scan_feeder},
                                         Shortcut{"F7", Kind::capture},
                                         Shortcut{"F8", Kind::accept},
                                         Shortcut{"F9", Kind::open_refuse},
                                         Shortcut{"F10", Kind::open_ask},
                                         Shortcut{"F11", Kind::open_postpone},
                                         Shortcut{"Ctrl+O", Kind::open_chooser},
                                         Shortcut{"Ctrl+S", Kind::save_report},
                                         Shortcut{"Ctrl+Z", Kind::undo},
                                         Shortcut{"Ctrl+L", Kind::switch_language},
                                         Shortcut{"Ctrl+D", Kind::switch_appearance}};
  if (key == "F2") return {model.session ? Kind::sign_out : Kind::open_sign_in};
  if (key == "F12") return {model.compare ? Kind::close_compare : Kind::open_compare};
  for (const auto& shortcut : kShortcuts)
    if (key == shortcut.key) return {shortcut.kind};
  return {};
}

// --- codes that are commands, printed on a card beside the desk: HALL-DESK:<the desk's word>:ACCEPT

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

// A command that couldn't be carried out says why, and sounds so: nobody looks at the screen then.
Effects refused(Model& model, const std::string& why) {
  model.said = "hindrance." + why;
  return {PlaySound{domain::Grade::caution}};
}

Effects obeyed(Model& model, std::string_view word) {
  const auto decides = [&](auto make) {
    if (const auto why = decideHindrance(model); !why.empty()) return refused(model, why);
    return make();
  };
  if (word == "ACCEPT")
    return decides([&] { return mayAccept(model) ? accept(model) : refused(model, "bad_paper"); });
  if (word == "POSTPONE")
    return decides([&] {
      model.dialog = PostponeForm{};
      return submitPostpone(model);
    });
  if (word == "UNDO") return undoUntil(model) ? undo(model) : refused(model, "no_undo");
  if (word == "NEXT") {
    if (!model.compare)
      openCompare(model);
    else
      moveMark(model, 1);
    return {};
  }
  if (word == "CLEAR") {
    clearPapers(model);
    return {};
  }
  for (std::size_t i = 0; i < model.usual_reasons.size(); ++i)
    if (word == "REFUSE-" + std::to_string(i + 1))
      return decides([&] {
        model.dialog = RefuseForm{model.usual_reasons[i]};
        return submitRefuse(model);
      });
  return refused(model, "unknown_command");
}

// Anybody can print a command on the paper they hand in; only the desk's own codes know its word.
Effects commanded(Model& model, std::string_view rest) {
  const auto colon = std::min(rest.find(':'), rest.size());
  const bool ours =
      !model.command_word.empty() &&
      base::equalInConstantTime(base::viewOf(rest.substr(0, colon)), base::viewOf(model.command_word));
  if (!ours) return refused(model, "foreign_command");
  return obeyed(model, rest.substr(std::min(colon + 1, rest.size())));
}

// A code laid down while a question is open: only questions that somebody is answering stay.
bool answering(const Dialog& dialog) {
  return std::holds_alternative<SignInForm>(dialog) || std::holds_alternative<PhoneSignIn>(dialog) ||
         std::holds_alternative<RefuseForm>(dialog) || std::holds_alternative<AskForm>(dialog) ||
         std::holds_alternative<PostponeForm>(dialog);
}

}  // namespace

Effects takeCode(Model& model, const std::string& text) {
  if (text.empty() || text.size() > model.limits.code_characters) return {};
  const auto word = upper(text);
  if (answering(model.dialog)) return word.starts_with(kCommandCode) ? Effects{} : layCode(model, text);
  closeDialog(model);
  if (word.starts_with(kCommandCode))
    return commanded(model, std::string_view(word).substr(kCommandCode.size()));
  return layCode(model, text);
}

Effects submitCode(Model& model) {
  if (model.view == View::receipts && upper(model.receipts.text).find("/V#") == std::string::npos)
    return searchReceipts(model, false);
  if (model.view == View::receipts) return takeCode(model, std::exchange(model.receipts.text, {}));
  return takeCode(model, std::exchange(model.code, {}));
}

Effects press(Model& model, const std::string& key) {
  if (auto compared = compareKey(model, key)) return *compared;
  if (key == "Return" || key == "Keypad Enter") return enter(model);
  if (key == "Escape") return escape(model);
  if (key == "Up" || key == "Down") return moveRow(model, key == "Up" ? -1 : 1);
  if (key == "PageUp" || key == "PageDown") return movePile(model, key == "PageUp" ? -1 : 1);
  if (key == "Backspace") {
    if (auto* text = typingInto(model)) eraseLast(*text);
    return {};
  }
  if (key == "Tab") {
    if (auto* form = std::get_if<SignInForm>(&model.dialog))
      form->focus = form->focus == SignInForm::Focus::account ? SignInForm::Focus::password
                                                              : SignInForm::Focus::account;
    return {};
  }
  // Behind a question nothing is decided; the list's own keys stay.
  if (!std::holds_alternative<NoDialog>(model.dialog)) return {};
  return act(model, actionOf(model, key));
}

void type(Model& model, const std::string& text) {
  const bool scanning = std::holds_alternative<NoDialog>(model.dialog);
  // While papers are compared letters are keys; but every code of ours begins with an h.
  if (scanning && model.compare && model.code.empty() && text != "h" && text != "H") return;
  if (auto* into = typingInto(model))
    append(*into, text, scanning ? model.limits.code_characters : model.limits.field_characters);
}

}  // namespace verifier::desk
