#include "kiosk/screens/sheet.hpp"

#include <algorithm>

namespace kiosk {

ui::Rect sheet(ui::Ui& ui, float height) {
  const auto size = ui.size();
  ui.fill({0, 0, size.width, size.height}, {0x06, 0x12, 0x2C, 165});
  const float width = std::min(size.width - 2 * ui.theme().margin, 968.0f);
  const float top = ui.portrait() ? size.height * 0.55f - height / 2 : (size.height - height) / 2;
  const ui::Rect rect{(size.width - width) / 2, top, width, height};
  ui.shadow({rect.x, rect.y + 16, rect.width, rect.height}, ui.theme().radius, 50, {0, 0, 0, 110});
  ui.fill(rect, ui.theme().surface, ui.theme().radius + 8);
  return rect;
}

}  // namespace kiosk
