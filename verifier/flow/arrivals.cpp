// Papers come in, and what was found out about them.
#include <algorithm>
#include <filesystem>

#include "verifier/flow/turns.hpp"

namespace verifier::desk {
namespace {

// A question about the paper that is selected: its answer must not go to one that comes in meanwhile.
bool aboutSelected(const Dialog& dialog) {
  return std::holds_alternative<RefuseForm>(dialog) || std::holds_alternative<AskForm>(dialog) ||
         std::holds_alternative<PostponeForm>(dialog);
}

int addPile(Model& model, std::string name) {
  model.piles.insert(model.piles.begin(), Pile{.id = model.next_id++, .name = std::move(name)});
  if (model.piles.size() > model.limits.piles) model.piles.pop_back();
  const int id = model.piles.front().id;
  if (aboutSelected(model.dialog)) return id;
  model.selected = id;
  model.page = 0;
  model.compare.reset();
  model.said.clear();
  model.view = View::papers;
  return id;
}

// Pages of one hand-over share a name, by which they are gathered.
std::string nameOf(const Pile& pile) { return "desk:" + std::to_string(pile.id); }

bool lacks(const Pile& pile, const CheckedPage& page) {
  return std::any_of(pile.report.printouts.begin(), pile.report.printouts.end(), [&](const auto& printout) {
    return printout.pages == page.verification.pages &&
           std::find(printout.missing.begin(), printout.missing.end(), page.verification.page) !=
               printout.missing.end();
  });
}

bool holds(const Pile& pile, const std::string& serial) {
  return std::any_of(pile.report.printouts.begin(), pile.report.printouts.end(),
                     [&](const auto& printout) { return printout.serial == serial; });
}

// The pile that a page which came in alone belongs to: its own printout's; else, where whole pages are seen,
// the one before, if that lacks a page of this number: so a page of another copy is seen as what it is.
Pile* homeOf(Model& model, const Pile& fresh) {
  const auto& pages = fresh.report.pages;
  if (!fresh.growing || pages.empty() || pages.front().verification.serial.empty()) return nullptr;
  const auto open = [&](const Pile& pile) {
    return pile.id != fresh.id && pile.growing && pile.state == PileState::checked && !pile.decision;
  };
  for (auto& pile : model.piles)
    if (open(pile) && holds(pile, pages.front().verification.serial)) return &pile;
  const auto before = std::find_if(model.piles.begin(), model.piles.end(),
                                   [&](const Pile& pile) { return pile.id != fresh.id; });
  const bool gap = before != model.piles.end() && open(*before) && before->pictured && fresh.pictured &&
                   lacks(*before, pages.front());
  return gap ? &*before : nullptr;
}

// The same page again: what was seen last counts, but a code alone doesn't wipe out what a picture showed.
void join(Pile& home, CheckedPage page, PageLook look, bool pictured) {
  auto& pages = home.report.pages;
  const auto same = std::find_if(pages.begin(), pages.end(), [&](const CheckedPage& one) {
    return !page.carrier.empty() && one.carrier == page.carrier;
  });
  if (same == pages.end()) {
    pages.push_back(std::move(page));
    home.looks.push_back(std::move(look));
    return;
  }
  const auto index = static_cast<std::size_t>(same - pages.begin());
  if (!pictured) {
    page.verification.verdict.content = same->verification.verdict.content;
    page.verification.verdict.differences = same->verification.verdict.differences;
  } else {
    home.looks[index] = std::move(look);
  }
  *same = std::move(page);
}

void regather(Pile& pile) {
  int number = 0;
  for (auto& page : pile.report.pages) {
    page.pile = nameOf(pile);
    page.number = ++number;
  }
  pile.report = reportOf(std::move(pile.report.pages));
}

// Moves the pages of a pile that came in alone to where they belong. The pile they are in now.
Pile& settle(Model& model, Pile& fresh) {
  auto* home = homeOf(model, fresh);
  if (!home) {
    if (fresh.growing) regather(fresh);
    return fresh;
  }
  const int id = home->id, fresh_id = fresh.id;
  for (std::size_t i = 0; i < fresh.report.pages.size(); ++i)
    join(*home, std::move(fresh.report.pages[i]), std::move(fresh.looks[i]), fresh.pictured);
  home->pictured |= fresh.pictured;
  home->offline |= fresh.offline;
  home->announced = false;
  regather(*home);
  const bool was_selected = model.selected == fresh_id;
  std::erase_if(model.piles, [&](const Pile& pile) { return pile.id == fresh_id; });
  if (was_selected) model.selected = id;
  return *pileWith(model, id);
}

bool comparing(const Pile& pile) {
  return std::any_of(pile.looks.begin(), pile.looks.end(),
                     [](const PageLook& look) { return look.state == PageLook::State::comparing; });
}

// The worst page lies on top.
void showWorst(Model& model, const Pile& pile) {
  if (model.selected != pile.id) return;
  const auto& pages = pile.report.pages;
  const auto worst = std::max_element(pages.begin(), pages.end(),
                                      [](const auto& a, const auto& b) { return gradeOf(a) < gradeOf(b); });
  model.page = pages.empty() ? 0 : static_cast<std::size_t>(worst - pages.begin());
}

// Once for each paper, when nothing more is to be found out: a good sound followed by a bad one would
// mislead.
Effects announce(Model& model, Pile& pile, base::SteadyTime steady) {
  if (pile.announced || comparing(pile)) return {};
  pile.announced = true;
  const auto grade = gradeOf(pile);
  model.flash = Flash{grade, steady + model.limits.flash};
  return {PlaySound{grade}};
}

// Pictures are large: only those of the papers last seen are kept.
void forgetOldPictures(Model& model) {
  std::size_t kept = 0;
  for (auto& pile : model.piles)
    for (auto& look : pile.looks)
      if (look.comparison && ++kept > model.limits.pictures) look = PageLook{};
}

std::vector<domain::FieldDifference> differencesIn(const Comparison& comparison) {
  std::vector<domain::FieldDifference> out;
  for (const auto& field : comparison.fields)
    if (field.state == FieldState::differs) out.push_back({field.field, field.label, field.box});
  return out;
}

}  // namespace

Pile* pileWith(Model& model, int id) {
  const auto found =
      std::find_if(model.piles.begin(), model.piles.end(), [id](const Pile& pile) { return pile.id == id; });
  return found == model.piles.end() ? nullptr : &*found;
}

Effects layFile(Model& model, const std::string& path) {
  return {CheckFile{addPile(model, std::filesystem::path(path).filename().string()), path}};
}

Effects layCode(Model& model, const std::string& text) {
  const int id = addPile(model, "");
  model.piles.front().growing = true;
  return {CheckCode{id, text}};
}

Effects layPicture(Model& model, std::shared_ptr<const base::Image> picture) {
  const int id = addPile(model, "");
  model.piles.front().growing = true;
  return {CheckPicture{id, std::move(picture)}};
}

Effects answered(Model& model, const PileChecked& answer, base::SteadyTime steady) {
  auto* pile = pileWith(model, answer.pile);
  if (!pile) return {};  // cleared meanwhile
  pile->state = answer.report ? PileState::checked : PileState::failed;
  pile->offline = answer.offline;
  pile->pictured = answer.pictured;
  if (!answer.report) {
    pile->error = answer.report.error();
    return announce(model, *pile, steady);
  }
  pile->report = *answer.report;
  pile->looks.assign(pile->report.pages.size(), {});
  for (std::size_t i = 0; i < pile->looks.size(); ++i)
    if (std::find(answer.comparing.begin(), answer.comparing.end(), pile->report.pages[i].carrier) !=
        answer.comparing.end())
      pile->looks[i].state = PageLook::State::comparing;
  auto& settled = settle(model, *pile);
  showWorst(model, settled);
  return announce(model, settled, steady);
}

Effects answered(Model& model, const PageCompared& answer, base::SteadyTime steady) {
  for (auto& pile : model.piles)
    for (std::size_t i = 0; i < pile.report.pages.size(); ++i) {
      auto& page = pile.report.pages[i];
      auto& look = pile.looks[i];
      if (page.carrier != answer.carrier || look.state != PageLook::State::comparing) continue;
      look = {PageLook::State::compared, answer.comparison, answer.issued, answer.why_not};
      if (answer.comparison) {
        page.verification.verdict.content = answer.comparison->state;
        page.verification.verdict.differences = differencesIn(*answer.comparison);
      }
      showWorst(model, pile);
      forgetOldPictures(model);
      return announce(model, pile, steady);
    }
  return {};
}

void clearPapers(Model& model) {
  model.piles.clear();
  model.selected.reset();
  model.page = 0;
  model.compare.reset();
  model.said.clear();
}

}  // namespace verifier::desk
