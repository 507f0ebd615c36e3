#include "ui/renderer.hpp"

#include <SDL.h>
#include <imgui.h>

#include <algorithm>

namespace ui {
namespace {

SDL_Rect sdlRect(const PixelBox& box) {
  return {box.left, box.top, box.right - box.left, box.bottom - box.top};
}

PixelBox cut(const PixelBox& a, const PixelBox& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

PixelBox clipOf(const ImDrawCmd& command) {
  const auto& clip = command.ClipRect;
  return {static_cast<int>(clip.x), static_cast<int>(clip.y), static_cast<int>(clip.z),
          static_cast<int>(clip.w)};
}

void drawCommand(SDL_Renderer* renderer, const ImDrawList& list, const ImDrawCmd& command) {
  const auto* indices = list.IdxBuffer.Data + command.IdxOffset;
  const auto [low, high] = std::minmax_element(indices, indices + command.ElemCount);
  // SDL walks over every vertex it is handed, so it gets this command's only; indices start at its first.
  std::vector<ImDrawIdx> own(indices, indices + command.ElemCount);
  const ImDrawIdx first = *low;
  const int count = *high - *low + 1;
  for (auto& index : own) index = static_cast<ImDrawIdx>(index - first);
  const auto* vertices = list.VtxBuffer.Data + command.VtxOffset + first;
  SDL_RenderGeometryRaw(renderer, static_cast<SDL_Texture*>(command.TextureId), &vertices->pos.x,
                        sizeof *vertices, reinterpret_cast<const SDL_Color*>(&vertices->col),
                        sizeof *vertices, &vertices->uv.x, sizeof *vertices, count, own.data(),
                        static_cast<int>(own.size()), sizeof(ImDrawIdx));
}

}  // namespace

void PixelBox::include(const PixelBox& other) {
  if (other.empty()) return;
  if (empty()) {
    *this = other;
    return;
  }
  *this = {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
           std::max(bottom, other.bottom)};
}

// Shapes before the first difference and after the last one look as they did; everything between is drawn
// again.
PixelBox Renderer::changed(const std::vector<Shape>& shapes, PixelBox screen) const {
  const auto same = [](const Shape& a, const Shape& b) { return a.fingerprint == b.fingerprint; };
  const auto [now, before] = std::mismatch(shapes.begin(), shapes.end(), last_.begin(), last_.end(), same);
  const auto tail = std::min(shapes.end() - now, last_.end() - before);
  std::ptrdiff_t kept = 0;
  while (kept < tail && same(*(shapes.end() - 1 - kept), *(last_.end() - 1 - kept))) ++kept;
  PixelBox box;
  for (auto shape = now; shape != shapes.end() - kept; ++shape) box.include(shape->box);
  for (auto shape = before; shape != last_.end() - kept; ++shape) box.include(shape->box);
  return cut(box, screen);
}

bool Renderer::draw(const ImDrawList& list, const std::vector<Shape>& shapes, Color background,
                    PixelBox screen, bool everything) {
  auto box = everything ? screen : changed(shapes, screen);
  last_ = shapes;
  if (box.empty()) return false;
  if (!keeps_picture_) box = screen;
  const auto area = sdlRect(box);
  SDL_RenderSetClipRect(renderer_, &area);
  SDL_SetRenderDrawBlendMode(renderer_, SDL_BLENDMODE_NONE);
  SDL_SetRenderDrawColor(renderer_, background.r, background.g, background.b, 255);
  SDL_RenderFillRect(renderer_, &area);
  SDL_SetRenderDrawBlendMode(renderer_, SDL_BLENDMODE_BLEND);
  for (const auto& command : list.CmdBuffer) {
    const auto clip = cut(clipOf(command), box);
    if (clip.empty() || command.ElemCount == 0) continue;
    const auto rect = sdlRect(clip);
    SDL_RenderSetClipRect(renderer_, &rect);
    drawCommand(renderer_, list, command);
  }
  SDL_RenderSetClipRect(renderer_, nullptr);
  SDL_RenderFlush(renderer_);
  return true;
}

}  // namespace ui
