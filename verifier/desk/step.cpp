#include "verifier/desk/model.hpp"

#include <algorithm>
#include <filesystem>

#include "verifier/desk/answers.hpp"

namespace verifier::desk {
namespace {

namespace fs = std::filesystem;
using Effects = std::vector<Effect>;

template <class... F>
struct Each : F... {
  using F::operator()...;
};

void append(std::string& to, const std::string& text, std::size_t limit) {
  if (to.size() + text.size() <= limit) to += text;
}

void eraseLast(std::string& text) {
  while (!text.empty() && (text.back() & 0xC0) == 0x80) text.pop_back();
  if (!text.empty()) text.pop_back();
}

int addPile(Model& model, std::string name) {
  model.piles.insert(model.piles.begin(), Pile{.id = model.next_id++, .name = std::move(name)});
  if (model.piles.size() > model.limits.piles) model.piles.pop_back();
  model.selected = model.piles.front().id;
  model.page = 0;
  return *model.selected;
}

Effects layFile(Model& model, const std::string& path) {
  return {CheckFile{addPile(model, fs::path(path).filename().string()), path}};
}

Effects submitCode(Model& model) {
  const auto text = std::exchange(model.code, {});
  if (text.empty()) return {};
  return {CheckCode{addPile(model, ""), text}};
}

Effects submitSignIn(Model& model) {
  auto* form = std::get_if<SignInForm>(&model.dialog);
  if (!form || form->busy) return {};
  if (form->account.empty() || form->password.empty()) {
    form->focus = form->account.empty() ? SignInForm::Focus::account : SignInForm::Focus::password;
    return {};
  }
  form->busy = true;
  form->error.reset();
  return {SignInNow{form->account, std::exchange(form->password, {})}};
}

Effects decide(Model& model, bool accept, const std::string& reason) {
  if (!mayDecide(model)) return {};
  if (accept && gradeOf(*selectedPile(model)) == domain::Grade::bad) return {};
  model.deciding = true;
  const auto& page = *selectedPage(model);
  return {DecideNow{*model.selected, page.verification.serial, model.session->token,
                    model.session->person.account, accept, reason}};
}

Effects submitRefuse(Model& model) {
  const auto* form = std::get_if<RefuseForm>(&model.dialog);
  if (!form || form->reason.empty()) return {};
  const auto reason = form->reason;
  closeDialog(model);
  return decide(model, false, reason);
}

Effects goTo(Model& model, const fs::path& folder) {
  auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser) return {};
  chooser->busy = true;
  chooser->error.reset();
  return {ListFolder{folder.string()}};
}

Effects openChooser(Model& model) {
  model.dialog = Chooser{.folder = model.home_folder};
  return {ListFolder{model.home_folder}};
}

Effects chooseEntry(Model& model, int index) {
  const auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser || index < 0 || static_cast<std::size_t>(index) >= chooser->entries.size()) return {};
  const auto& entry = chooser->entries[static_cast<std::size_t>(index)];
  const auto path = fs::path(chooser->folder) / entry.name;
  if (entry.folder) return goTo(model, path);
  model.home_folder = chooser->folder;
  closeDialog(model);
  return layFile(model, path.string());
}

Effects submitPath(Model& model) {
  const auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser || chooser->path.empty()) return {};
  const auto path = chooser->path;
  closeDialog(model);
  return layFile(model, path);
}

Effects signOut(Model& model) {
  Effects effects;
  if (model.session) effects.push_back(SignOutNow{model.session->token});
  model.session.reset();
  return effects;
}

void selectPile(Model& model, int id) {
  if (!pileWith(model, id)) return;
  model.selected = id;
  model.page = 0;
}

void selectPage(Model& model, int index) {
  const auto* pile = selectedPile(model);
  if (pile && index >= 0 && static_cast<std::size_t>(index) < pile->report.pages.size())
    model.page = static_cast<std::size_t>(index);
}

void clearPiles(Model& model) {
  model.piles.clear();
  model.selected.reset();
  model.page = 0;
}

void focus(Model& model, SignInForm::Focus where) {
  if (auto* form = std::get_if<SignInForm>(&model.dialog)) form->focus = where;
}

Effects act(Model& model, const Action& action) {
  using Kind = Action::Kind;
  switch (action.kind) {
    case Kind::none:
      return {};
    case Kind::select_pile:
      selectPile(model, action.index);
      return {};
    case Kind::select_page:
      selectPage(model, action.index);
      return {};
    case Kind::submit_code:
      return submitCode(model);
    case Kind::clear_code:
      model.code.clear();
      return {};
    case Kind::clear_piles:
      clearPiles(model);
      return {};
    case Kind::switch_language:
      model.language = model.language == base::Language::zh ? base::Language::en : base::Language::zh;
      return {};
    case Kind::open_chooser:
      return openChooser(model);
    case Kind::choose_entry:
      return chooseEntry(model, action.index);
    case Kind::submit_path:
      return submitPath(model);
    case Kind::parent_folder: {
      const auto* chooser = std::get_if<Chooser>(&model.dialog);
      return chooser ? goTo(model, fs::path(chooser->folder).parent_path()) : Effects{};
    }
    case Kind::open_sign_in:
      model.dialog = SignInForm{};
      return {};
    case Kind::focus_account:
      focus(model, SignInForm::Focus::account);
      return {};
    case Kind::focus_password:
      focus(model, SignInForm::Focus::password);
      return {};
    case Kind::submit_sign_in:
      return submitSignIn(model);
    case Kind::sign_out:
      return signOut(model);
    case Kind::accept:
      return decide(model, true, "");
    case Kind::open_refuse:
      if (mayDecide(model)) model.dialog = RefuseForm{};
      return {};
    case Kind::submit_refuse:
      return submitRefuse(model);
    case Kind::close_dialog:
      closeDialog(model);
      return {};
  }
  return {};
}

// The text that typing goes into: a dialog's field, else the code.
std::string* typingInto(Model& model) {
  return std::visit(
      Each{[&](NoDialog&) { return &model.code; },
           [](SignInForm& form) {
             if (form.busy) return static_cast<std::string*>(nullptr);
             return form.focus == SignInForm::Focus::account ? &form.account : &form.password;
           },
           [](Chooser& chooser) { return &chooser.path; }, [](RefuseForm& form) { return &form.reason; },
           [](Conflict&) { return static_cast<std::string*>(nullptr); },
           [](Notice&) { return static_cast<std::string*>(nullptr); }},
      model.dialog);
}

Effects enter(Model& model) {
  return std::visit(
      Each{[&](NoDialog&) { return submitCode(model); },
           [&](SignInForm& form) {
             if (form.focus == SignInForm::Focus::account && form.password.empty()) {
               form.focus = SignInForm::Focus::password;
               return Effects{};
             }
             return submitSignIn(model);
           },
           [&](Chooser&) { return submitPath(model); }, [&](RefuseForm&) { return submitRefuse(model); },
           [&](Conflict&) {
             closeDialog(model);
             return Effects{};
           },
           [&](Notice&) {
             closeDialog(model);
             return Effects{};
           }},
      model.dialog);
}

void nextField(Model& model) {
  if (auto* form = std::get_if<SignInForm>(&model.dialog))
    form->focus =
        form->focus == SignInForm::Focus::account ? SignInForm::Focus::password : SignInForm::Focus::account;
}

Effects press(Model& model, const std::string& key) {
  if (key == "Return" || key == "Keypad Enter") return enter(model);
  if (key == "Backspace") {
    if (auto* text = typingInto(model)) eraseLast(*text);
  }
  if (key == "Escape") {
    if (std::holds_alternative<NoDialog>(model.dialog)) model.code.clear();
    closeDialog(model);
  }
  if (key == "Tab") nextField(model);
  if (key == "Ctrl+O" && std::holds_alternative<NoDialog>(model.dialog)) return openChooser(model);
  return {};
}

void type(Model& model, const std::string& text) {
  const bool scanning = std::holds_alternative<NoDialog>(model.dialog);
  if (auto* into = typingInto(model))
    append(*into, text, scanning ? model.limits.code_characters : model.limits.field_characters);
}

// Nobody is here: what concerns a person leaves the screen.
void tick(Model& model, base::SteadyTime steady) {
  if (model.session && model.session->expires_at > 0 && model.now >= model.session->expires_at)
    model.session.reset();
  const bool waiting = std::any_of(model.piles.begin(), model.piles.end(),
                                   [](const Pile& pile) { return pile.state == PileState::waiting; });
  if (waiting || model.deciding || steady - model.touched < model.limits.result_clear) return;
  clearPiles(model);
  model.code.clear();
  closeDialog(model);
}

bool byPerson(const Event& event) {
  return std::holds_alternative<TypedText>(event) || std::holds_alternative<PressedKey>(event) ||
         std::holds_alternative<DroppedFile>(event) ||
         (std::holds_alternative<Action>(event) && std::get<Action>(event).kind != Action::Kind::none);
}

}  // namespace

std::vector<Effect> step(Model& model, const Event& event, base::UnixSeconds now, base::SteadyTime steady) {
  model.now = now;
  if (byPerson(event)) model.touched = steady;
  return std::visit(Each{[&](const Action& action) { return act(model, action); },
                         [&](const TypedText& typed) {
                           type(model, typed.text);
                           return Effects{};
                         },
                         [&](const PressedKey& key) { return press(model, key.name); },
                         [&](const DroppedFile& file) { return layFile(model, file.path); },
                         [&](const Tick&) {
                           tick(model, steady);
                           return Effects{};
                         },
                         [&](const PileChecked& answer) {
                           model.touched = steady;
                           answered(model, answer);
                           return Effects{};
                         },
                         [&](const SignedIn& answer) {
                           answered(model, answer);
                           return Effects{};
                         },
                         [&](const Decided& answer) {
                           answered(model, answer);
                           return Effects{};
                         },
                         [&](const FolderListed& answer) {
                           answered(model, answer);
                           return Effects{};
                         },
                         [&](const HallMet& answer) {
                           answered(model, answer);
                           return Effects{};
                         }},
                    event);
}

}  // namespace verifier::desk
