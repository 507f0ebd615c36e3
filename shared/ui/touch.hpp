// One finger, followed from down to up, and what it means for the elements a person saw. Pure: no SDL, no
// clock; points and steady milliseconds come in. UI thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/ui.hpp"

namespace ui {

struct FingerEvent {
  enum class Kind { down, move, up } kind = Kind::down;
  std::int64_t finger = 0;
  Point at;
  std::int64_t ms = 0;
};

// A finger that rests moves a little; farther than this it drags. 24 points are 8 mm on a 32 inch screen.
constexpr float kTouchSlop = 24;

class Touch {
 public:
  enum class Use { tap, trail, drag };

  // During a frame: every element in drawing order, already clipped to what can be seen.
  void place(std::string_view id, Rect visible, bool enabled, Use use);
  // Between frames: the frame just drawn becomes what the next finger meets; answers nobody asked for are
  // forgotten.
  void endFrame();

  void feed(const FingerEvent& event);
  void wheel(Point at, float points);

  bool takeTap(std::string_view id);
  bool pressed(std::string_view id) const { return down_ && !cancelled_ && active_ == id; }
  std::optional<float> takeDrag(std::string_view id);
  std::vector<Ui::TouchPoint> takeTrail(std::string_view id, Rect rect);

  const std::vector<ElementRect>& elements() const { return seen_; }

 private:
  struct Element {
    std::string id;
    Rect visible;
    bool enabled;
    Use use;
  };
  const Element* topmost(Point at, bool drags) const;
  void press(const FingerEvent& event);
  void move(const FingerEvent& event);
  void lift(const FingerEvent& event);

  std::vector<Element> elements_, next_elements_;
  std::vector<ElementRect> seen_, next_seen_;
  bool down_ = false;
  bool cancelled_ = false;  // the finger went past the slop: no tap any more
  bool on_trail_ = false;
  std::int64_t finger_ = 0;
  Point origin_, at_;
  std::string active_;  // element under the finger when it came down
  std::string drag_;    // column that follows the finger
  std::string tapped_;
  std::map<std::string, float, std::less<>> drags_;
  std::vector<Ui::TouchPoint> trail_;
  std::string trail_id_;
};

}  // namespace ui
