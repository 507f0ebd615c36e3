#include "ui/touch.hpp"

#include <cmath>
#include <utility>

namespace ui {

void Touch::place(std::string_view id, Rect visible, bool enabled, Use use) {
  if (visible.width <= 0 || visible.height <= 0) return;
  next_elements_.push_back({std::string(id), visible, enabled, use});
  next_seen_.push_back({std::string(id), visible, enabled});
}

void Touch::endFrame() {
  elements_.swap(next_elements_);
  seen_.swap(next_seen_);
  next_elements_.clear();
  next_seen_.clear();
  tapped_.clear();
  drags_.clear();
  trail_.clear();
}

const Touch::Element* Touch::topmost(Point at, bool drags) const {
  for (auto element = elements_.rbegin(); element != elements_.rend(); ++element)
    if (element->visible.contains(at) && (!drags || element->use == Use::drag)) return &*element;
  return nullptr;
}

void Touch::feed(const FingerEvent& event) {
  if (event.kind != FingerEvent::Kind::down && (!down_ || event.finger != finger_)) return;
  switch (event.kind) {
    case FingerEvent::Kind::down:
      if (!down_) press(event);
      return;
    case FingerEvent::Kind::move:
      return move(event);
    case FingerEvent::Kind::up:
      return lift(event);
  }
}

void Touch::press(const FingerEvent& event) {
  down_ = true;
  cancelled_ = false;
  finger_ = event.finger;
  origin_ = at_ = event.at;
  const auto* under = topmost(event.at, false);
  active_ = under ? under->id : "";
  on_trail_ = under && under->enabled && under->use == Use::trail;
  drag_.clear();
  // A modal sheet that lies over a column keeps the column still: only a column at or below the finger's own
  // element in the same pile moves, so the topmost element must lie inside it.
  const auto* column = topmost(event.at, true);
  if (column && !on_trail_ && under->visible.width <= column->visible.width) drag_ = column->id;
  if (!on_trail_) return;
  trail_id_ = active_;
  trail_.push_back({event.at, event.ms, true, false});
}

void Touch::move(const FingerEvent& event) {
  const auto from = std::exchange(at_, event.at);
  if (on_trail_) {
    trail_.push_back({event.at, event.ms, false, false});
    return;
  }
  const bool was_dragging = cancelled_;
  if (std::hypot(at_.x - origin_.x, at_.y - origin_.y) > kTouchSlop) cancelled_ = true;
  if (cancelled_ && !drag_.empty()) drags_[drag_] += at_.y - (was_dragging ? from.y : origin_.y);
}

void Touch::lift(const FingerEvent& event) {
  move(event);
  down_ = false;
  if (on_trail_) {
    trail_.back().lifted = true;
    on_trail_ = false;
    return;
  }
  const auto* under = topmost(event.at, false);
  if (!cancelled_ && under && under->enabled && under->id == active_) tapped_ = active_;
}

void Touch::wheel(Point at, float points) {
  if (const auto* column = topmost(at, true)) drags_[column->id] += points;
}

bool Touch::takeTap(std::string_view id) {
  if (tapped_.empty() || tapped_ != id) return false;
  tapped_.clear();
  return true;
}

std::optional<float> Touch::takeDrag(std::string_view id) {
  const auto found = drags_.find(id);
  if (found == drags_.end()) return std::nullopt;
  const float by = found->second;
  drags_.erase(found);
  return by;
}

std::vector<Ui::TouchPoint> Touch::takeTrail(std::string_view id, Rect rect) {
  if (trail_.empty() || trail_id_ != id) return {};
  auto taken = std::exchange(trail_, {});
  for (auto& point : taken) point.at = {point.at.x - rect.x, point.at.y - rect.y};
  return taken;
}

}  // namespace ui
