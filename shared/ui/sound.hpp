// Short tones that tell good from bad without looking: two rising notes, two equal ones, a low rough one.
// Made here, played through SDL's queue; where nothing plays they are silent. UI thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.hpp"

namespace ui {

enum class Tone { good, caution, bad };

constexpr int kSoundRate = 44'100;               // samples a second, one channel
std::vector<std::int16_t> samplesOf(Tone tone);  // at most 0.7 s, from silence to silence

class Sounds {
 public:
  Sounds() = default;
  ~Sounds();
  Sounds(const Sounds&) = delete;
  Sounds& operator=(const Sounds&) = delete;

  // Takes the place of a tone that still sounds. The device is opened for it. False: nothing can play here,
  // which is logged once.
  bool play(Tone tone, base::SteadyTime now);
  // Lets go of the device once the tone has ended; call it when resting() is reached.
  void rest(base::SteadyTime now);
  std::optional<base::SteadyTime> resting() const { return device_ ? std::optional(ends_) : std::nullopt; }

 private:
  bool open();
  void close();
  std::uint32_t device_ = 0;  // SDL's; 0: closed
  base::SteadyTime ends_{};
  bool complained_ = false;
};

}  // namespace ui
