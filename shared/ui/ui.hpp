// Drawing and touching: what a screen needs, without SDL, ImGui, Pango or Cairo in sight. Immediate mode: a
// screen is drawn from its model, widgets answer whether they were tapped. UI thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/image.hpp"
#include "base/texts.hpp"

namespace ui {

// Units: "points" of a screen that is 1080 points wide upright (1920 lying); Window scales them to pixels.
struct Point {
  float x = 0, y = 0;
};
struct Size {
  float width = 0, height = 0;
};
struct Rect {
  float x = 0, y = 0, width = 0, height = 0;
  float right() const { return x + width; }
  float bottom() const { return y + height; }
  Point centre() const { return {x + width / 2, y + height / 2}; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  Rect inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
};
struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};

enum class Weight { regular, medium, bold };
enum class Align { start, centre, end };
enum class Family { sans, serif, mono };

struct TextStyle {
  float size = 32;  // points, the em
  Color color{};
  Weight weight = Weight::regular;
  Align align = Align::start;
  Family family = Family::sans;
  int max_lines = 1;  // 0: as many as needed; a cut text ends in … and is counted by Ui::cutTexts()
  float line_spacing = 1.35f;  // of the em
};

struct PictureStyle {
  Rect part{};                 // of the picture, in its pixels; empty: the whole
  std::uint8_t opacity = 255;  // for one picture laid over another
  bool live = false;           // a camera's: gone as soon as a frame doesn't show it
};

// The colours and measures a screen may use; one object for light, high contrast, desk dark...
struct Theme {
  Color background, surface, surface_soft, line;
  Color ink, ink_soft, ink_on_accent;
  Color accent, accent_deep, accent_soft;  // blue
  Color primary_from, primary_to;          // what is pressed most; ink_on_accent reads at 7:1 on either end
  Color green, green_soft, amber, amber_soft, red, red_soft, violet, violet_soft;
  float radius = 28, gap = 36, margin = 56;
  static Theme light();
  static Theme highContrast();
  static Theme dark();
  bool operator==(const Theme&) const = default;
};

enum class ButtonKind { primary, secondary, quiet, danger };

struct ElementRect {
  std::string id;
  Rect rect;
  bool enabled = true;
};

class Ui {
 public:
  virtual ~Ui() = default;

  virtual Size size() const = 0;  // points
  bool portrait() const { return size().height > size().width; }
  virtual const Theme& theme() const = 0;
  virtual const base::Texts& texts() const = 0;
  std::string t(std::string_view key, const std::vector<std::string>& args = {}) const {
    return texts().get(key, args);
  }

  // --- shapes
  virtual void fill(Rect rect, Color color, float radius = 0) = 0;
  virtual void gradient(Rect rect, Color top_left, Color bottom_right, float radius = 0) = 0;
  virtual void shadow(Rect rect, float radius, float blur, Color color) = 0;  // drawn below rect
  virtual void stroke(Rect rect, Color color, float thickness, float radius = 0) = 0;
  virtual void line(Point from, Point to, Color color, float thickness) = 0;
  virtual void circle(Point centre, float radius, Color color) = 0;
  virtual void arc(Point centre, float radius, float from_turns, float to_turns, Color color,
                   float thickness) = 0;
  virtual void polyline(const std::vector<Point>& points, Color color, float thickness) = 0;
  virtual void polygon(const std::vector<Point>& points,
                       Color color) = 0;  // any outline that doesn't cross itself
  virtual void clip(Rect rect, const std::function<void()>& draw) = 0;

  // --- text (Pango), icons (assets/icons/<name>.svg, drawn in one colour), pictures
  virtual Size measure(std::string_view text, const TextStyle& style, float max_width) = 0;
  virtual Size text(Rect rect, std::string_view text,
                    const TextStyle& style) = 0;  // top-aligned; returns what it took
  void textMiddle(Rect rect, std::string_view text, const TextStyle& style);  // centred vertically
  virtual void icon(std::string_view name, Rect rect, Color color) = 0;
  // key names the picture; it is uploaded again only when version changes. Forget everything with
  // dropPictures().
  virtual void picture(std::string_view key, int version, const base::Image& image, Rect rect,
                       const PictureStyle& style = {}) = 0;
  virtual void dropPictures() = 0;  // and every cached text: when a person leaves, nothing of theirs stays
  virtual bool drawable(
      std::string_view text) = 0;  // every character has a glyph; a name that isn't can't be shown

  // --- touching. Every id is unique on its screen and stable: tests tap by it.
  virtual bool tapped(std::string_view id, Rect rect,
                      bool enabled = true) = 0;         // an area of one's own drawing
  virtual bool pressed(std::string_view id) const = 0;  // finger is down on it now
  virtual std::optional<float> dragged(std::string_view id,
                                       Rect rect) = 0;  // vertical points since last frame
  // The finger's path over rect since the last frame, for the signature pad: points relative to rect, with
  // steady milliseconds. A stroke ends with lifted.
  struct TouchPoint {
    Point at;
    std::int64_t ms = 0;
    bool began = false;
    bool lifted = false;
  };
  virtual std::vector<TouchPoint> touchTrail(std::string_view id, Rect rect) = 0;
  virtual const std::vector<ElementRect>& elements() const = 0;  // of the last frame

  // --- widgets
  bool button(std::string_view id, Rect rect, std::string_view label, ButtonKind kind = ButtonKind::primary,
              std::string_view icon = "", bool enabled = true);
  // A scrolling column: content_height points are drawn by draw(top), where top is the y of the content's
  // start.
  virtual void scroll(std::string_view id, Rect rect, float content_height,
                      const std::function<void(float top)>& draw) = 0;
  // One-line text field. The text itself lives in the model; caret blinks only when animate() is true.
  bool field(std::string_view id, Rect rect, std::string_view value, std::string_view hint, bool focused,
             bool secret);
  // The touch keyboard: returns the key pressed in this frame. Element ids: "key:a", "key:space",
  // "key:backspace", "key:enter", "key:shift" and "key:layer"; the last two answer next_layer with the layer
  // to show from now on.
  enum class KeyboardLayer { letters, capitals, signs };
  struct Key {
    enum class Kind { none, character, backspace, enter, next_layer } kind = Kind::none;
    std::string character;
    KeyboardLayer layer = KeyboardLayer::letters;
  };
  Key keyboard(std::string_view id, Rect rect, KeyboardLayer layer, std::string_view enter_label);

  virtual bool animate() const = 0;  // false on GPU-less machines and in golden pictures
  virtual int cutTexts() const = 0;  // texts of the last frame that did not fit: tests want 0
};

}  // namespace ui
