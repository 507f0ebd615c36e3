#include "ui/canvas.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "base/log.hpp"
#include "ui/masks.hpp"
#include "ui/pictures.hpp"

namespace ui {

namespace {

// Whole pixels of the picture; nothing asked for means all of it.
PixelBox partOf(const base::Image& image, Rect part) {
  if (part.width <= 0 || part.height <= 0) return {0, 0, image.width, image.height};
  const auto inside = [](float at, int size) {
    return std::clamp(static_cast<int>(std::lround(at)), 0, size);
  };
  return {inside(part.x, image.width), inside(part.y, image.height), inside(part.right(), image.width),
          inside(part.bottom(), image.height)};
}

}  // namespace

Canvas::Canvas(SDL_Renderer* renderer, std::filesystem::path icons, bool animate)
    : icons_(std::move(icons)),
      animate_(animate),
      context_(ImGui::CreateContext()),
      textures_(renderer, kTextureBudgetBytes),
      texts_(&no_texts_) {
  ImGui::SetCurrentContext(context_);
  auto& io = ImGui::GetIO();
  io.IniFilename = io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width,
                               &height);  // ImGui insists on a font; nothing is drawn with it
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  ImGui::GetStyle().CircleTessellationMaxError = 0.15f;
}

Canvas::~Canvas() { ImGui::DestroyContext(context_); }

void Canvas::beginFrame(int width_px, int height_px) {
  const float across = height_px > width_px ? 1080.0f : 1920.0f;
  scale_ = static_cast<float>(width_px) / across;
  size_ = {across, static_cast<float>(height_px) / scale_};
  ImGui::SetCurrentContext(context_);
  ImGui::GetIO().DisplaySize = {static_cast<float>(width_px), static_cast<float>(height_px)};
  ImGui::GetIO().DeltaTime = 1.0f / 60;
  ImGui::NewFrame();
  list_ = ImGui::GetBackgroundDrawList();
  list_->PopTextureID();  // untextured unless a shape says otherwise
  list_->PushTextureID(nullptr);
  shapes_.clear();
  clips_ = {Rect{0, 0, size_.width, size_.height}};
  cutting_ = 0;
  for (auto& [id, column] : columns_) column.drawn = false;
}

const ImDrawList& Canvas::endFrame() {
  ImGui::Render();
  touch_.endFrame();
  cut_texts_ = cutting_;
  std::erase_if(columns_, [](const auto& entry) { return !entry.second.drawn; });
  return *list_;
}

void Canvas::afterRender() {
  if (forget_) {
    textures_.clear();
    measured_.clear();
    forget_ = false;
  }
  textures_.endFrame();
}

// --- text, icons, pictures

TextRequest Canvas::request(std::string_view text, const TextStyle& style, float max_width) const {
  TextRequest request;
  request.text = text;
  request.size = style.size * scale_;
  request.weight = style.weight;
  request.family = style.family;
  request.align = style.align;
  request.max_lines = style.max_lines;
  request.line_spacing = style.line_spacing;
  request.max_width =
      max_width > 0 ? std::max(1, static_cast<int>(std::ceil(max_width * scale_ - 0.01f))) : 0;
  return request;
}

const TextMetrics& Canvas::metrics(const TextRequest& request, const std::string& key) {
  if (measured_.size() > kMeasuredTexts) measured_.clear();
  const auto found = measured_.find(key);
  return found != measured_.end() ? found->second
                                  : measured_.emplace(key, painter_.measure(request)).first->second;
}

Size Canvas::measure(std::string_view text, const TextStyle& style, float max_width) {
  if (text.empty()) return {};
  const auto asked = request(text, style, max_width);
  const auto& took = metrics(asked, asked.key());
  return {std::ceil(took.width) / scale_, took.height / scale_};
}

bool Canvas::drawable(std::string_view text) { return painter_.drawable(text); }

void Canvas::icon(std::string_view name, Rect rect, Color color) {
  const auto where = box(rect);
  if (where.empty()) return;
  const std::string file = (icons_ / name).string() + ".svg";
  const int width = where.right - where.left, height = where.bottom - where.top;
  const auto* texture =
      masked("icon\x1f" + file + '\x1f' + std::to_string(width) + 'x' + std::to_string(height), [&] {
        auto mask = iconMask(file, width, height);
        if (mask) return *mask;
        if (missing_icons_.emplace(name).second)
          base::log::error("an icon can't be drawn: {}", mask.error().describe());
        return Mask{};
      });
  textured(texture, where, {0, 0, 1, 1}, {color, color, color, color});
}

void Canvas::picture(std::string_view key, int version, const base::Image& image, Rect rect,
                     const PictureStyle& style) {
  const auto where = box(rect);
  if (where.empty()) return;
  const int width = where.right - where.left, height = where.bottom - where.top;
  std::string name = "picture\x1f" + std::string(key);
  const auto part = partOf(image, style.part);
  for (const int number : {version, width, height, part.left, part.top, part.right, part.bottom})
    name += '\x1f' + std::to_string(number);
  const auto* texture = textures_.find(name);
  if (!texture) texture = textures_.put(name, scaledTo(image, part, width, height), style.live);
  const Color white{255, 255, 255, style.opacity};
  textured(texture, where, {0, 0, 1, 1}, {white, white, white, white});
}

// --- touching

Rect Canvas::visible(Rect rect) const {
  const auto& clip = clips_.back();
  const float left = std::max(rect.x, clip.x), top = std::max(rect.y, clip.y);
  return {left, top, std::min(rect.right(), clip.right()) - left,
          std::min(rect.bottom(), clip.bottom()) - top};
}

void Canvas::place(std::string_view id, Rect rect, bool enabled, Touch::Use use) {
  touch_.place(id, visible(rect), enabled, use);
}

bool Canvas::tapped(std::string_view id, Rect rect, bool enabled) {
  place(id, rect, enabled, Touch::Use::tap);
  return enabled && touch_.takeTap(id);
}

std::optional<float> Canvas::dragged(std::string_view id, Rect rect) {
  place(id, rect, true, Touch::Use::drag);
  return touch_.takeDrag(id);
}

std::vector<Ui::TouchPoint> Canvas::touchTrail(std::string_view id, Rect rect) {
  place(id, rect, true, Touch::Use::trail);
  return touch_.takeTrail(id, rect);
}

void Canvas::scroll(std::string_view id, Rect rect, float content_height,
                    const std::function<void(float)>& draw) {
  auto& column = columns_[std::string(id)];
  column.drawn = true;
  column.offset -= dragged(id, rect).value_or(0);
  column.offset = std::clamp(column.offset, 0.0f, std::max(0.0f, content_height - rect.height));
  const float offset = column.offset;
  clip(rect, [&] { draw(rect.y - offset); });
  if (content_height > rect.height) scrollBar(rect, offset, content_height);
}

void Canvas::scrollBar(Rect rect, float offset, float content_height) {
  const float length = std::max(48.0f, rect.height * rect.height / content_height);
  const float travel = (rect.height - length) * offset / (content_height - rect.height);
  fill({rect.right() - 8, rect.y + travel, 6, length},
       {theme_.ink_soft.r, theme_.ink_soft.g, theme_.ink_soft.b, 90}, 3);
}

}  // namespace ui
