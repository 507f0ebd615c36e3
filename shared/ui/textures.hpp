// What the renderer holds of texts, icons, corners, shadows and pictures: bounded, the longest unused go
// first. UI thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/image.hpp"
#include "ui/text.hpp"

struct SDL_Renderer;
struct SDL_Texture;

namespace ui {

struct Texture {
  SDL_Texture* handle = nullptr;  // null for an empty mask
  int left = 0, top = 0, width = 0, height = 0;
  std::uint64_t serial = 0;  // no two textures ever share one
  std::uint64_t last_frame = 0;
  bool fleeting = false;  // goes as soon as a frame doesn't use it: a signature grows with every frame
  std::size_t bytes() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4; }
};

class Textures {
 public:
  Textures(SDL_Renderer* renderer, std::size_t budget_bytes)
      : renderer_(renderer), budget_bytes_(budget_bytes) {}
  ~Textures() { clear(); }
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  const Texture* find(const std::string& key);  // and marks it as used in this frame
  const Texture* put(const std::string& key, const Mask& mask,
                     bool fleeting = false);  // white, the mask is its alpha
  const Texture* put(const std::string& key, const base::Image& rgba, bool fleeting = false);
  void endFrame();  // drops what is over the budget and wasn't used in this frame
  void clear();
  std::size_t bytes() const { return bytes_; }
  std::size_t count() const { return textures_.size(); }

 private:
  using Map = std::unordered_map<std::string, Texture>;
  Map::iterator drop(Map::iterator at);
  const Texture* keep(const std::string& key, Texture texture, const std::vector<std::uint32_t>& argb);
  SDL_Renderer* renderer_;
  std::size_t budget_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 1;
  std::uint64_t next_serial_ = 1;
  Map textures_;
};

}  // namespace ui
