#include "ui/sound.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "base/log.hpp"

namespace ui {
namespace {

struct Note {
  double hertz;  // 0: a pause
  double seconds;
  double overtone;  // of an upper voice beside it: a little brightens, a close one makes it rough
  double share;     // of that voice
};

constexpr Note kGood[] = {{659.3, 0.13, 2, 0.25}, {987.8, 0.26, 2, 0.25}};                    // e'' b''
constexpr Note kCaution[] = {{587.3, 0.13, 2, 0.2}, {0, 0.07, 1, 0}, {587.3, 0.13, 2, 0.2}};  // d'' d''
constexpr Note kBad[] = {{146.8, 0.52, 1.06, 0.9}};                                           // d, rough
constexpr double kLoudness = 0.42, kEdge = 0.012;  // of full scale; seconds to swell, so that nothing clicks

std::span<const Note> notesOf(Tone tone) {
  switch (tone) {
    case Tone::good:
      return kGood;
    case Tone::caution:
      return kCaution;
    case Tone::bad:
      return kBad;
  }
  return {};
}

void append(std::vector<std::int16_t>& samples, const Note& note) {
  const int count = static_cast<int>(note.seconds * kSoundRate);
  const double turn = 2 * std::numbers::pi * note.hertz / kSoundRate;
  for (int i = 0; i < count; ++i) {
    const double swell = std::min({1.0, i / (kEdge * kSoundRate), (count - 1 - i) / (kEdge * kSoundRate)});
    const double fade = 1 - 0.5 * i / count;
    const double wave =
        (std::sin(turn * i) + note.share * std::sin(turn * note.overtone * i)) / (1 + note.share);
    samples.push_back(static_cast<std::int16_t>(std::lround(wave * swell * fade * kLoudness * 32767)));
  }
}

std::chrono::microseconds lengthOf(const std::vector<std::int16_t>& samples) {
  return std::chrono::microseconds(static_cast<std::int64_t>(samples.size()) * 1'000'000 / kSoundRate);
}

// The queue still holds what the device hasn't asked for, and its own buffer some more.
constexpr std::chrono::milliseconds kTail{150};

}  // namespace

std::vector<std::int16_t> samplesOf(Tone tone) {
  std::vector<std::int16_t> samples;
  for (const auto& note : notesOf(tone)) append(samples, note);
  return samples;
}

Sounds::~Sounds() { close(); }

bool Sounds::open() {
  if (device_) return true;
  SDL_AudioSpec wanted{};
  wanted.freq = kSoundRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 1024;
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);  // SDL converts to what the device takes
    if (device_) return true;
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }
  if (!complained_) base::log::warn("no sound can be played: {}", SDL_GetError());
  complained_ = true;
  return false;
}

void Sounds::close() {
  if (!device_) return;
  SDL_CloseAudioDevice(device_);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  device_ = 0;
}

bool Sounds::play(Tone tone, base::SteadyTime now) {
  if (!open()) return false;
  const auto samples = samplesOf(tone);
  SDL_ClearQueuedAudio(device_);
  if (SDL_QueueAudio(device_, samples.data(), static_cast<std::uint32_t>(samples.size() * 2)) != 0) {
    close();
    return false;
  }
  SDL_PauseAudioDevice(device_, 0);
  ends_ = now + lengthOf(samples) + kTail;
  return true;
}

void Sounds::rest(base::SteadyTime now) {
  if (device_ && now >= ends_) close();
}

}  // namespace ui
