// What happens goes to the file it concerns; time passes.
#include <algorithm>

#include "base/each.hpp"
#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

bool byPerson(const Event& event) {
  return std::holds_alternative<TypedText>(event) || std::holds_alternative<PressedKey>(event) ||
         std::holds_alternative<DroppedFile>(event) || std::holds_alternative<ReadCode>(event) ||
         std::holds_alternative<PictureTaken>(event) || std::holds_alternative<FoundFile>(event) ||
         (std::holds_alternative<Action>(event) && std::get<Action>(event).kind != Action::Kind::none);
}

// Nobody is here: what concerns a person leaves the screen. Troubles stay, they wait for somebody.
void clearScreen(Model& model) {
  clearPapers(model);
  model.code.clear();
  model.receipts.text.clear();
  model.receipts.items.clear();
  model.view = View::papers;
  if (!std::holds_alternative<TroubleShown>(model.dialog)) closeDialog(model);
}

bool working(const Model& model) {
  return model.deciding || model.scanner.state == DeviceState::busy ||
         std::any_of(model.piles.begin(), model.piles.end(),
                     [](const Pile& pile) { return pile.state == PileState::waiting; });
}

Effects tick(Model& model, base::SteadyTime steady) {
  if (model.flash && steady >= model.flash->until) model.flash.reset();
  if (model.session && model.session->expires_at > 0 && model.now >= model.session->expires_at)
    sessionEnded(model);
  if (!working(model) && steady - model.touched >= model.limits.result_clear) clearScreen(model);
  return askPhone(model, steady);
}

Effects metHall(Model& model, const HallMet& answer) {
  const auto before = std::exchange(model.link, answer.link);
  if (answer.ages) model.ages = *answer.ages;
  if (answer.device) {
    model.desk_name = answer.device->name;
    model.office = answer.device->office;
    model.college = answer.device->college;
  }
  const bool lost = before == Link::connected && answer.link == Link::away;
  const bool found = before == Link::away && answer.link == Link::connected;
  if (lost) model.said = "link_lost";
  if (found) model.said = "link_found";
  return lost ? Effects{PlaySound{domain::Grade::caution}} : Effects{};
}

Effects listed(Model& model, const FolderListed& answer) {
  auto* chooser = std::get_if<Chooser>(&model.dialog);
  if (!chooser) return {};
  chooser->busy = false;
  if (!answer.entries) {
    chooser->error = answer.entries.error();
    return {};
  }
  chooser->folder = answer.folder;
  chooser->entries = *answer.entries;
  chooser->shortened = chooser->entries.size() > model.limits.folder_entries;
  if (chooser->shortened) chooser->entries.resize(model.limits.folder_entries);
  return {};
}

Effects reported(Model& model, const ReportWritten& answer) {
  if (answer.path)
    model.dialog = ReportSaved{*answer.path};
  else
    model.dialog = Notice{answer.path.error()};
  return {};
}

Effects told(Model& model, const DeviceTold& answer) {
  (answer.which == DeviceTold::Which::reader ? model.reader : model.folder) = answer.panel;
  return {};
}

Effects scanned(Model& model, const ScannerTold& answer) {
  model.scanner = answer.panel;
  return {};
}

Effects saw(Model& model, const CameraSaw& answer) {
  const int version = model.camera.version + (answer.panel.picture != model.camera.picture ? 1 : 0);
  model.camera = answer.panel;
  model.camera.version = version;
  return {};
}

Effects dispatched(Model& model, const Event& event, base::SteadyTime steady) {
  const auto quiet = [&](const auto& answer, auto... at) {  // leaves nothing to be done off the screen
    answered(model, answer, at...);
    return Effects{};
  };
  return std::visit(base::Each{[&](const Action& action) { return act(model, action); },
                               [&](const TypedText& typed) {
                                 type(model, typed.text);
                                 return Effects{};
                               },
                               [&](const PressedKey& key) { return press(model, key.name); },
                               [&](const DroppedFile& file) { return layFile(model, file.path); },
                               [&](const FoundFile& file) { return layFile(model, file.path); },
                               [&](const ReadCode& code) { return takeCode(model, code.text); },
                               [&](const PictureTaken& taken) { return layPicture(model, taken.picture); },
                               [&](const Tick&) { return tick(model, steady); },
                               [&](const PileChecked& answer) {
                                 model.touched = steady;
                                 return answered(model, answer, steady);
                               },
                               [&](const PageCompared& answer) { return answered(model, answer, steady); },
                               [&](const SignedIn& answer) { return quiet(answer, steady); },
                               [&](const PhoneCode& answer) { return quiet(answer, steady); },
                               [&](const Decided& answer) { return quiet(answer); },
                               [&](const Undone& answer) { return quiet(answer); },
                               [&](const OutboxTold& answer) { return quiet(answer); },
                               [&](const ReceiptsFound& answer) { return quiet(answer); },
                               [&](const StatisticsCounted& answer) { return quiet(answer); },
                               [&](const ColleaguesNamed& answer) { return quiet(answer); },
                               [&](const FolderListed& answer) { return listed(model, answer); },
                               [&](const ReportWritten& answer) { return reported(model, answer); },
                               [&](const HallMet& answer) { return metHall(model, answer); },
                               [&](const CameraSaw& answer) { return saw(model, answer); },
                               [&](const ScannerTold& answer) { return scanned(model, answer); },
                               [&](const DeviceTold& answer) { return told(model, answer); }},
                    event);
}

}  // namespace

std::vector<Effect> step(Model& model, const Event& event, base::UnixSeconds now, base::SteadyTime steady) {
  model.now = now;
  if (byPerson(event)) model.touched = steady;
  auto effects = dispatched(model, event, steady);
  if (!model.sounds)
    std::erase_if(effects, [](const Effect& effect) { return std::holds_alternative<PlaySound>(effect); });
  return effects;
}

}  // namespace verifier::desk
