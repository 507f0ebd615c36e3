#include "ui/textures.hpp"

#include <SDL.h>

#include <algorithm>

namespace ui {

const Texture* Textures::find(const std::string& key) {
  const auto found = textures_.find(key);
  if (found == textures_.end()) return nullptr;
  found->second.last_frame = frame_;
  return &found->second;
}

const Texture* Textures::put(const std::string& key, const Mask& mask, bool fleeting) {
  std::vector<std::uint32_t> argb;
  argb.reserve(mask.alpha.size());
  for (const auto alpha : mask.alpha) argb.push_back(0x00FFFFFFu | static_cast<std::uint32_t>(alpha) << 24);
  Texture texture{nullptr, mask.left, mask.top, mask.width, mask.height};
  texture.fleeting = fleeting;
  return keep(key, texture, argb);
}

const Texture* Textures::put(const std::string& key, const base::Image& rgba, bool fleeting) {
  std::vector<std::uint32_t> argb;
  argb.reserve(rgba.pixels.size() / 4);
  for (std::size_t i = 0; i + 3 < rgba.pixels.size(); i += 4) {
    const auto* p = &rgba.pixels[i];
    argb.push_back(static_cast<std::uint32_t>(p[3] << 24 | p[0] << 16 | p[1] << 8 | p[2]));
  }
  Texture texture{nullptr, 0, 0, rgba.width, rgba.height};
  texture.fleeting = fleeting;
  return keep(key, texture, argb);
}

const Texture* Textures::keep(const std::string& key, Texture texture,
                              const std::vector<std::uint32_t>& argb) {
  if (texture.width > 0 && texture.height > 0)
    texture.handle = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                       texture.width, texture.height);
  if (texture.handle) {
    SDL_UpdateTexture(texture.handle, nullptr, argb.data(), texture.width * 4);
    SDL_SetTextureBlendMode(texture.handle, SDL_BLENDMODE_BLEND);
  }
  texture.serial = next_serial_++;
  texture.last_frame = frame_;
  bytes_ += texture.bytes();
  return &(textures_[key] = texture);
}

Textures::Map::iterator Textures::drop(Map::iterator at) {
  bytes_ -= at->second.bytes();
  if (at->second.handle) SDL_DestroyTexture(at->second.handle);
  return textures_.erase(at);
}

void Textures::endFrame() {
  std::vector<std::pair<std::uint64_t, std::string>> oldest;
  for (auto at = textures_.begin(); at != textures_.end();) {
    const bool unused = at->second.last_frame < frame_;
    if (unused && !at->second.fleeting) oldest.emplace_back(at->second.last_frame, at->first);
    at = unused && at->second.fleeting ? drop(at) : std::next(at);
  }
  ++frame_;
  if (bytes_ <= budget_bytes_) return;
  std::sort(oldest.begin(), oldest.end());
  for (const auto& [frame, key] : oldest) {
    if (bytes_ <= budget_bytes_ * 3 / 4) break;
    drop(textures_.find(key));
  }
}

void Textures::clear() {
  for (const auto& [key, texture] : textures_)
    if (texture.handle) SDL_DestroyTexture(texture.handle);
  textures_.clear();
  bytes_ = 0;
}

}  // namespace ui
