#include <array>

#include "verifier/desk/parts.hpp"

namespace verifier::desk {

using ui::Rect;

void drawFacts(const Model& model, ui::Ui& ui, Rect rect) {
  drawCard(ui, rect);
  const auto& facts = selectedPage(model)->verification;
  const auto when = facts.issued_at ? base::toLocalMinute(facts.issued_at) : "";
  const auto number =
      facts.pages ? ui.t("desk.page_of", {std::to_string(facts.page), std::to_string(facts.pages)}) : "";
  const auto title = facts.title.zh.empty() ? facts.process_code : facts.title.in(model.language);
  const std::array<std::pair<const char*, std::string>, 6> cells{{{"document", title},
                                                                  {"holder", facts.holder},
                                                                  {"case", facts.case_id},
                                                                  {"serial", facts.short_serial},
                                                                  {"page", number},
                                                                  {"issued", when}}};
  const float width = (rect.width - 72) / 3, height = (rect.height - 20) / 2;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Rect cell{rect.x + 36 + static_cast<float>(i % 3) * width,
                    rect.y + 10 + static_cast<float>(i / 3) * height, width - 20, height};
    ui.text({cell.x, cell.centre().y - 35, cell.width, 30}, ui.t(std::string("desk.fact.") + cells[i].first),
            {.size = 22, .color = ui.theme().ink_soft});
    drawFitted(ui, {cell.x, cell.centre().y - 6, cell.width, 42},
               cells[i].second.empty() ? "—" : cells[i].second,
               {.size = 29,
                .color = ui.theme().ink,
                .weight = ui::Weight::medium,
                .family = i == 3 ? ui::Family::mono : ui::Family::sans});
  }
}

}  // namespace verifier::desk
