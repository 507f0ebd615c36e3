// ImGui's geometry onto SDL: only where the picture differs from the last one, nothing at all where it
// doesn't. UI thread.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/ui.hpp"

struct ImDrawList;
struct SDL_Renderer;

namespace ui {

struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return right <= left || bottom <= top; }
  void include(const PixelBox& other);
};

struct Shape {  // one thing drawn: where, and a fingerprint of all that decides how it looks
  std::uint64_t fingerprint = 0;
  PixelBox box;
};

class Renderer {
 public:
  // keeps_picture: what was drawn before is still there at the next frame (software renderer, surface).
  Renderer(SDL_Renderer* renderer, bool keeps_picture) : renderer_(renderer), keeps_picture_(keeps_picture) {}

  bool keepsPicture() const { return keeps_picture_; }

  // False when the frame equals the last one and nothing was touched.
  bool draw(const ImDrawList& list, const std::vector<Shape>& shapes, Color background, PixelBox screen,
            bool everything);

 private:
  PixelBox changed(const std::vector<Shape>& shapes, PixelBox screen) const;
  SDL_Renderer* renderer_;
  bool keeps_picture_;
  std::vector<Shape> last_;
};

}  // namespace ui
