// Where pictures of the desk come from, one after the other: a camera, or a list that was recorded. Used by
// one thread at a time.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/clock.hpp"
#include "base/image.hpp"
#include "base/result.hpp"

namespace verifier {

struct Frame {
  base::Image picture;    // RGB
  base::SteadyTime at{};  // when it was taken, about
};

class FrameSource {
 public:
  virtual ~FrameSource() = default;
  // Waits for the next frame; frames nobody asked for in the meantime are gone. Codes: "camera_stopped" (the
  // token asked for it), "camera_gone" (unplugged, or no frame within seconds): the source is of no further
  // use then.
  virtual base::Result<Frame> next(std::stop_token stop) = 0;
};

// A camera by its device file, "/dev/video0" or a name under /dev/v4l/by-id that stays when others are
// plugged in: autofocus on, the finest pictures it gives at eight a second or more. Codes, place: the device:
// "camera_missing", "camera_busy", "camera_access_denied", "camera_unsupported" (no camera, or one without
// pictures we can use).
base::Result<std::unique_ptr<FrameSource>> openCamera(const std::string& device);

}  // namespace verifier
