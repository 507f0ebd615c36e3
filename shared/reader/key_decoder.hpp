// Keys of a reader that acts as a keyboard: struct input_event (linux/input.h; kernel documentation
// input/event-codes) on the US layout, which such readers are set to when they leave the factory. Internal to
// the room.
#pragma once

#include <cstdint>

#include "reader/decoder.hpp"

namespace reader {

// Enter and Tab end a code. Shift and Caps Lock count, the keypad types digits, repeated keys don't count;
// keys struck with Ctrl, Alt, AltGr or a logo key type nothing. After SYN_DROPPED, which says that the kernel
// lost keys, the code under way is given up to its end. Pauses are measured by the events' own times.
class KeyDecoder final : public Decoder {
 public:
  std::vector<std::string> take(base::BytesView bytes, base::SteadyTime now) override;
  void forget() override;

 private:
  struct Event {
    std::uint64_t time_us = 0;
    std::uint16_t type = 0;
    std::uint16_t code = 0;
    std::int32_t value = 0;
  };
  void take(const Event& event, std::vector<std::string>& codes);
  void press(const Event& event, std::vector<std::string>& codes);
  void modify(unsigned key, bool down);
  void type(char character);
  void end(std::vector<std::string>& codes);

  base::Bytes cut_event_;
  std::string code_;
  std::uint64_t last_key_us_ = 0;
  unsigned shifts_ = 0;  // a bit for each key that is down
  unsigned others_ = 0;  // Ctrl, Alt, AltGr, logo
  bool caps_lock_ = false;
  bool giving_up_ = false;  // until this code's end
  bool lost_keys_ = false;  // until the next SYN_REPORT
};

}  // namespace reader
