// A Ui that hands everything on to another: for those that change one thing only. UI thread.
#pragma once

#include "ui/ui.hpp"

namespace kiosk {

class PassingUi : public ui::Ui {
 public:
  explicit PassingUi(ui::Ui& below) : below_(below) {}

  ui::Size size() const override { return below_.size(); }
  const ui::Theme& theme() const override { return below_.theme(); }
  const base::Texts& texts() const override { return below_.texts(); }

  void fill(ui::Rect rect, ui::Color color, float radius) override { below_.fill(rect, color, radius); }
  void gradient(ui::Rect rect, ui::Color from, ui::Color to, float radius) override {
    below_.gradient(rect, from, to, radius);
  }
  void shadow(ui::Rect rect, float radius, float blur, ui::Color color) override {
    below_.shadow(rect, radius, blur, color);
  }
  void stroke(ui::Rect rect, ui::Color color, float thickness, float radius) override {
    below_.stroke(rect, color, thickness, radius);
  }
  void line(ui::Point from, ui::Point to, ui::Color color, float thickness) override {
    below_.line(from, to, color, thickness);
  }
  void circle(ui::Point centre, float radius, ui::Color color) override {
    below_.circle(centre, radius, color);
  }
  void arc(ui::Point centre, float radius, float from, float to, ui::Color color, float thickness) override {
    below_.arc(centre, radius, from, to, color, thickness);
  }
  void polyline(const std::vector<ui::Point>& points, ui::Color color, float thickness) override {
    below_.polyline(points, color, thickness);
  }
  void polygon(const std::vector<ui::Point>& points, ui::Color color) override {
    below_.polygon(points, color);
  }
  void clip(ui::Rect rect, const std::function<void()>& draw) override { below_.clip(rect, draw); }

  ui::Size measure(std::string_view text, const ui::TextStyle& style, float max_width) override {
    return below_.measure(text, style, max_width);
  }
  ui::Size text(ui::Rect rect, std::string_view text, const ui::TextStyle& style) override {
    return below_.text(rect, text, style);
  }
  void icon(std::string_view name, ui::Rect rect, ui::Color color) override {
    below_.icon(name, rect, color);
  }
  void picture(std::string_view key, int version, const base::Image& image, ui::Rect rect,
               const ui::PictureStyle& style) override {
    below_.picture(key, version, image, rect, style);
  }
  void dropPictures() override { below_.dropPictures(); }
  bool drawable(std::string_view text) override { return below_.drawable(text); }

  bool tapped(std::string_view id, ui::Rect rect, bool enabled) override {
    return below_.tapped(id, rect, enabled);
  }
  bool pressed(std::string_view id) const override { return below_.pressed(id); }
  std::optional<float> dragged(std::string_view id, ui::Rect rect) override {
    return below_.dragged(id, rect);
  }
  std::vector<TouchPoint> touchTrail(std::string_view id, ui::Rect rect) override {
    return below_.touchTrail(id, rect);
  }
  const std::vector<ui::ElementRect>& elements() const override { return below_.elements(); }
  void scroll(std::string_view id, ui::Rect rect, float height,
              const std::function<void(float)>& draw) override {
    below_.scroll(id, rect, height, draw);
  }

  bool animate() const override { return below_.animate(); }
  int cutTexts() const override { return below_.cutTexts(); }

 protected:
  ui::Ui& below_;
};

}  // namespace kiosk
