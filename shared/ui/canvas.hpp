// The Ui that windows hand out: shapes become ImGui geometry in pixels, texts and icons become textures. UI
// thread.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/renderer.hpp"
#include "ui/textures.hpp"
#include "ui/touch.hpp"
#include "ui/ui.hpp"

struct ImDrawList;
struct ImGuiContext;

namespace ui {

// Texts of a screen take about 2 MB; a dozen screens stay warm, one user after another doesn't pile up.
constexpr std::size_t kTextureBudgetBytes = 48u << 20;
constexpr std::size_t kMeasuredTexts = 4096;

class Canvas final : public Ui {
 public:
  Canvas(SDL_Renderer* renderer, std::filesystem::path icons, bool animate);
  ~Canvas() override;

  void setTexts(const base::Texts* texts) { texts_ = texts; }
  void setTheme(const Theme& theme) { theme_ = theme; }
  Touch& touch() { return touch_; }

  void beginFrame(int width_px, int height_px);
  const ImDrawList& endFrame();  // geometry of the frame; its shapes() beside it
  void afterRender();            // textures that nobody needs may go now
  const std::vector<Shape>& shapes() const { return shapes_; }
  const Textures& textures() const { return textures_; }

  Size size() const override { return size_; }
  const Theme& theme() const override { return theme_; }
  const base::Texts& texts() const override { return *texts_; }

  void fill(Rect rect, Color color, float radius) override;
  void gradient(Rect rect, Color top_left, Color bottom_right, float radius) override;
  void shadow(Rect rect, float radius, float blur, Color color) override;
  void stroke(Rect rect, Color color, float thickness, float radius) override;
  void line(Point from, Point to, Color color, float thickness) override;
  void circle(Point centre, float radius, Color color) override;
  void arc(Point centre, float radius, float from_turns, float to_turns, Color color,
           float thickness) override;
  void polyline(const std::vector<Point>& points, Color color, float thickness) override;
  void polygon(const std::vector<Point>& points, Color color) override;
  void clip(Rect rect, const std::function<void()>& draw) override;

  Size measure(std::string_view text, const TextStyle& style, float max_width) override;
  Size text(Rect rect, std::string_view text, const TextStyle& style) override;
  bool drawable(std::string_view text) override;
  void icon(std::string_view name, Rect rect, Color color) override;
  void picture(std::string_view key, int version, const base::Image& image, Rect rect,
               const PictureStyle& style) override;
  void dropPictures() override { forget_ = true; }

  bool tapped(std::string_view id, Rect rect, bool enabled) override;
  bool pressed(std::string_view id) const override { return touch_.pressed(id); }
  std::optional<float> dragged(std::string_view id, Rect rect) override;
  std::vector<TouchPoint> touchTrail(std::string_view id, Rect rect) override;
  const std::vector<ElementRect>& elements() const override { return touch_.elements(); }
  void scroll(std::string_view id, Rect rect, float content_height,
              const std::function<void(float)>& draw) override;

  bool animate() const override { return animate_; }
  int cutTexts() const override { return cut_texts_; }

 private:
  struct Corners {
    Color top_left, top_right, bottom_left, bottom_right;
  };
  struct Column {
    float offset = 0;
    bool drawn = false;
  };
  class Recording;  // notes the shape that is drawn while it lives

  int px(float points) const;
  PixelBox box(Rect rect) const;
  void quad(PixelBox box, const std::array<float, 4>& uv, const Corners& colors);
  void textured(const Texture* texture, PixelBox box, const std::array<float, 4>& uv, const Corners& colors);
  void corners(PixelBox box, int radius, const Texture* disc, Color color);
  void between(PixelBox box, int radius, const std::function<Color(int, int)>& color_at);
  int bend(PixelBox box, float radius) const;  // pixels, as much as fits
  void path(const std::vector<Point>& points, Color color, float thickness_px);
  const Texture* masked(const std::string& key, const std::function<Mask()>& paint);
  TextRequest request(std::string_view text, const TextStyle& style, float max_width) const;
  const TextMetrics& metrics(const TextRequest& request, const std::string& key);
  Rect visible(Rect rect) const;
  void place(std::string_view id, Rect rect, bool enabled, Touch::Use use);
  void scrollBar(Rect rect, float offset, float content_height);

  std::filesystem::path icons_;
  bool animate_;
  ImGuiContext* context_;
  ImDrawList* list_ = nullptr;
  Textures textures_;
  TextPainter painter_;
  Touch touch_;
  Theme theme_ = Theme::light();
  const base::Texts* texts_;
  base::Texts no_texts_;
  Size size_;
  float scale_ = 1;
  std::vector<Shape> shapes_;
  std::vector<Rect> clips_;
  std::unordered_map<std::string, TextMetrics> measured_;
  std::map<std::string, Column, std::less<>> columns_;
  std::set<std::string, std::less<>> missing_icons_;
  bool forget_ = false;
  int cut_texts_ = 0, cutting_ = 0;
};

}  // namespace ui
