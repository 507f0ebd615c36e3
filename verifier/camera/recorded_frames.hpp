// Frames from a list, for tests and demonstrations: as fast as they are asked for, stamped as if a camera had
// taken so many a second.
#pragma once

#include <chrono>
#include <vector>

#include "verifier/camera/frame_source.hpp"

namespace verifier {

class RecordedFrames final : public FrameSource {
 public:
  enum class AtEnd { gone, again };  // the camera is lost, or the list begins anew

  RecordedFrames(std::vector<base::Image> pictures, std::chrono::milliseconds apart,
                 AtEnd at_end = AtEnd::gone, base::SteadyTime start = {})
      : pictures_(std::move(pictures)), apart_(apart), at_end_(at_end), at_(start) {}

  base::Result<Frame> next(std::stop_token stop) override {
    if (stop.stop_requested()) return base::fail("camera_stopped", "", "asked to stop");
    if (next_ == pictures_.size() && at_end_ == AtEnd::again) next_ = 0;
    if (next_ >= pictures_.size()) return base::fail("camera_gone", "recorded", "the recording ends here");
    at_ += apart_;
    return Frame{pictures_[next_++], at_};
  }

 private:
  std::vector<base::Image> pictures_;
  std::chrono::milliseconds apart_;
  AtEnd at_end_;
  base::SteadyTime at_;
  std::size_t next_ = 0;
};

}  // namespace verifier
