// What a person asked for on the screen.
#include <filesystem>

#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

namespace fs = std::filesystem;
using Kind = Action::Kind;

Effects goTo(Model& model, const fs::path& folder) {
  auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser) return {};
  chooser->busy = true;
  chooser->error.reset();
  return {ListFolder{folder.string()}};
}

Effects openChooser(Model& model) {
  closeDialog(model);
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

Effects parentFolder(Model& model) {
  const auto* chooser = std::get_if<Chooser>(&model.dialog);
  return chooser ? goTo(model, fs::path(chooser->folder).parent_path()) : Effects{};
}

Effects scan(Model& model, bool feeder) {
  const auto state = model.scanner.state;  // one that was lost is tried again
  if (state == DeviceState::none || state == DeviceState::busy) return {};
  if (feeder && !model.scanner.feeder) return {};
  model.scanner.state = DeviceState::busy;
  model.scanner.progress = 0;
  model.scanner.pages = 0;
  model.scanner.error.reset();
  return {ScanNow{feeder}};
}

template <class Form, class Change>
void inDialog(Model& model, Change change) {
  if (auto* form = std::get_if<Form>(&model.dialog)) change(*form);
}

void selectPile(Model& model, int id) {
  if (!pileWith(model, id)) return;
  model.selected = id;
  model.page = 0;
  model.compare.reset();
  model.view = View::papers;
}

void selectPage(Model& model, int index) {
  const auto* pile = selectedPile(model);
  if (!pile || index < 0 || static_cast<std::size_t>(index) >= pile->report.pages.size()) return;
  model.page = static_cast<std::size_t>(index);
  if (model.compare) {
    model.compare.reset();
    openCompare(model);
  }
}

void openRefuse(Model& model) {
  if (decideHindrance(model).empty()) model.dialog = RefuseForm{};
}

void openPostpone(Model& model) {
  if (decideHindrance(model).empty()) model.dialog = PostponeForm{};
}

void toggleBlend(Model& model) {
  if (!model.compare) return;
  auto& mode = model.compare->mode;
  mode = mode == CompareView::Mode::blended ? CompareView::Mode::side_by_side : CompareView::Mode::blended;
}

void selectReceipt(Model& model, int index) {
  if (index >= 0 && static_cast<std::size_t>(index) < model.receipts.items.size())
    model.receipts.selected = static_cast<std::size_t>(index);
}

void chooseColleague(Model& model, int index) {
  inDialog<AskForm>(model, [&](AskForm& form) {
    if (index >= 0 && static_cast<std::size_t>(index) < form.colleagues.size())
      form.chosen = static_cast<std::size_t>(index);
  });
}

template <class T>
T chosen(int index, T last) {
  return index >= 0 && index <= static_cast<int>(last) ? static_cast<T>(index) : T{};
}

}  // namespace

Effects act(Model& model, const Action& action) {
  switch (action.kind) {
    case Kind::none:
      break;
    case Kind::select_pile:
      selectPile(model, action.index);
      break;
    case Kind::select_page:
      selectPage(model, action.index);
      break;
    case Kind::submit_code:
      return submitCode(model);
    case Kind::clear_code:
      model.code.clear();
      break;
    case Kind::clear_piles:
      clearPapers(model);
      break;
    case Kind::open_chooser:
      return openChooser(model);
    case Kind::choose_entry:
      return chooseEntry(model, action.index);
    case Kind::submit_path:
      return submitPath(model);
    case Kind::parent_folder:
      return parentFolder(model);
    case Kind::scan_flatbed:
      return scan(model, false);
    case Kind::scan_feeder:
      return scan(model, true);
    case Kind::stop_scanning:
      return model.scanner.state == DeviceState::busy ? Effects{StopScanning{}} : Effects{};
    case Kind::capture:
      return model.camera.state == DeviceState::ready ? Effects{CaptureNow{}} : Effects{};
    case Kind::open_compare:
      openCompare(model);
      break;
    case Kind::close_compare:
      model.compare.reset();
      break;
    case Kind::next_mark:
      moveMark(model, 1);
      break;
    case Kind::previous_mark:
      moveMark(model, -1);
      break;
    case Kind::toggle_blend:
      toggleBlend(model);
      break;
    case Kind::set_blend:
      setBlend(model, action.amount);
      break;
    case Kind::save_report:
      return saveReport(model);
    case Kind::accept:
      return accept(model);
    case Kind::open_refuse:
      openRefuse(model);
      break;
    case Kind::use_reason:
      useReason(model, action.index);
      break;
    case Kind::submit_refuse:
      return submitRefuse(model);
    case Kind::open_ask:
      return openAsk(model);
    case Kind::choose_colleague:
      chooseColleague(model, action.index);
      break;
    case Kind::submit_ask:
      return submitAsk(model);
    case Kind::open_postpone:
      openPostpone(model);
      break;
    case Kind::submit_postpone:
      return submitPostpone(model);
    case Kind::undo:
      return undo(model);
    case Kind::show_papers:
      model.view = View::papers;
      break;
    case Kind::show_receipts:
      return showReceipts(model, model.receipts.scope);
    case Kind::show_statistics:
      return showStatistics(model, model.statistics.span);
    case Kind::scope_receipts:
      return showReceipts(model, chosen(action.index, ReceiptList::Scope::all));
    case Kind::search_receipts:
      return searchReceipts(model, false);
    case Kind::more_receipts:
      return searchReceipts(model, true);
    case Kind::select_receipt:
      selectReceipt(model, action.index);
      break;
    case Kind::undo_receipt:
      return undoReceipt(model, action.index);
    case Kind::span_statistics:
      return showStatistics(model, chosen(action.index, StatisticsPage::Span::year));
    case Kind::open_sign_in:
      return openSignIn(model);
    case Kind::open_account_sign_in:
      closeDialog(model);
      model.dialog = SignInForm{};
      break;
    case Kind::open_phone_sign_in:
      return openPhoneSignIn(model);
    case Kind::focus_account:
      inDialog<SignInForm>(model, [](SignInForm& form) { form.focus = SignInForm::Focus::account; });
      break;
    case Kind::focus_password:
      inDialog<SignInForm>(model, [](SignInForm& form) { form.focus = SignInForm::Focus::password; });
      break;
    case Kind::submit_sign_in:
      return submitSignIn(model);
    case Kind::sign_out:
      return signOut(model);
    case Kind::switch_language:
      model.language = model.language == base::Language::zh ? base::Language::en : base::Language::zh;
      break;
    case Kind::switch_appearance:
      model.dark = !model.dark;
      break;
    case Kind::switch_sounds:
      model.sounds = !model.sounds;
      break;
    case Kind::open_troubles:
      if (!model.troubles.empty()) model.dialog = TroubleShown{};
      break;
    case Kind::acknowledge_trouble:
      return acknowledgeTrouble(model);
    case Kind::open_help:
      model.dialog = KeysHelp{};
      break;
    case Kind::close_dialog:
      closeDialog(model);
      break;
  }
  return {};
}

}  // namespace verifier::desk
