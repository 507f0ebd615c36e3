// Lines of a serial reader. Internal to the room.
#pragma once

#include "reader/decoder.hpp"

namespace reader {

// CR, LF or both end a code; empty lines are none. A line that is too long is given up to its end.
class LineDecoder final : public Decoder {
 public:
  std::vector<std::string> take(base::BytesView bytes, base::SteadyTime now) override;
  void forget() override;

 private:
  void end(std::vector<std::string>& codes);

  std::string line_;
  std::size_t characters_ = 0;
  bool giving_up_ = false;
  base::SteadyTime last_{};
};

}  // namespace reader
