// Pages drawn with a code on them, and what happens to paper: turned, blurred, noisy, stamped.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <string>

#include "base/image.hpp"
#include "qr/qr.hpp"

namespace pictures {

// A hall seal's text: 158 bytes in base32 behind a link.
inline std::string sealLikeText() {
  std::string text = "https://hall.example.edu.cn/v#";
  for (int i = 0; i < 253; ++i) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(i * 7 + i / 5) % 32];
  return text;
}

inline qr::Modules sealLike() {
  const auto text = sealLikeText();
  const auto hash = text.find('#') + 1;
  return qr::encode({{qr::Segment::Mode::byte, text.substr(0, hash)},
                     {qr::Segment::Mode::alphanumeric, text.substr(hash)}},
                    qr::ErrorCorrection::medium)
      .value();
}

inline base::Image blank(int width, int height, int channels = 1) {
  return {width, height, channels, 300,
          std::vector<std::uint8_t>(
              static_cast<std::size_t>(width) * static_cast<std::size_t>(height * channels), 250)};
}

inline void draw(base::Image& page, const qr::Modules& code, int left, int top, int dots) {
  for (int y = 0; y < code.size * dots; ++y)
    for (int x = 0; x < code.size * dots; ++x)
      if (code.at(x / dots, y / dots))
        std::fill_n(page.row(top + y) + (left + x) * page.channels, page.channels, std::uint8_t{20});
}

// Grey lines of "text", so that the code isn't alone.
inline void drawText(base::Image& page) {
  std::mt19937 random(1);
  for (int line = 150; line + 40 < page.height; line += 60)
    for (int x = 150; x + 150 < page.width; x += 18)
      for (int y = 0; y < 32; ++y)
        if (random() % 3 != 0)
          std::fill_n(page.row(line + y) + x * page.channels, 6 * page.channels, std::uint8_t{40});
}

inline base::Image turned(const base::Image& page, double degrees) {
  const double a = degrees * 3.14159265358979 / 180, c = std::cos(a), s = std::sin(a);
  auto out = blank(page.width, page.height, page.channels);
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x) {
      const double dx = x - page.width / 2.0, dy = y - page.height / 2.0;
      const int fx = static_cast<int>(page.width / 2.0 + c * dx + s * dy);
      const int fy = static_cast<int>(page.height / 2.0 - s * dx + c * dy);
      if (fx < 0 || fy < 0 || fx >= page.width || fy >= page.height) continue;
      std::copy_n(page.row(fy) + fx * page.channels, page.channels, out.row(y) + x * page.channels);
    }
  return out;
}

// Box blur of a one-channel page, twice: about a defocused phone.
inline base::Image blurred(base::Image page, int radius) {
  for (int pass = 0; pass < 2; ++pass) {
    const auto from = page;
    for (int y = radius; y < page.height - radius; ++y)
      for (int x = radius; x < page.width - radius; ++x) {
        int sum = 0;
        for (int dy = -radius; dy <= radius; ++dy)
          for (int dx = -radius; dx <= radius; ++dx) sum += from.row(y + dy)[x + dx];
        page.row(y)[x] = static_cast<std::uint8_t>(sum / ((2 * radius + 1) * (2 * radius + 1)));
      }
  }
  return page;
}

inline base::Image noisy(base::Image page, double deviation, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, deviation);
  for (auto& value : page.pixels)
    value = static_cast<std::uint8_t>(std::clamp(value + noise(random), 0.0, 255.0));
  return page;
}

// A round red seal of the college, opaque where its ink is, over the code.
inline void stamp(base::Image& page, int centre_x, int centre_y, int radius) {
  for (int y = -radius; y <= radius; ++y)
    for (int x = -radius; x <= radius; ++x) {
      const double r = std::sqrt(x * x + y * y);
      const bool ink =
          (r < radius && r > radius * 0.9) || r < radius * 0.35 || (std::abs(y) < radius / 8 && r < radius);
      if (!ink) continue;
      auto* pixel = page.row(centre_y + y) + (centre_x + x) * page.channels;
      pixel[0] = static_cast<std::uint8_t>(pixel[0] * 0.9);
      pixel[1] = static_cast<std::uint8_t>(pixel[1] * 0.2);
      pixel[2] = static_cast<std::uint8_t>(pixel[2] * 0.25);
    }
}

inline bool reads(const base::Image& page, const std::string& text = sealLikeText()) {
  const auto symbols = qr::read(page);
  return symbols.size() == 1 && symbols[0].text == text;
}

}  // namespace pictures
