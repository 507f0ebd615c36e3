// What the module hall_camera.so offers. OpenCV's video part brings two hundred libraries, a fifth of a
// second and 50 MB to the start of whatever links it, so that it is loaded only once a camera is opened.
// Used by the camera's thread alone.
#pragma once

#include <chrono>

#include "base/image.hpp"

namespace verifier {

struct CaptureMode {
  int width = 0, height = 0;  // pixels
  double per_second = 0;      // frames
  bool jpeg = false;          // MJPG; else YUYV
  bool operator==(const CaptureMode&) const = default;
};

class Capture {
 public:
  virtual ~Capture() = default;
  enum class Next { ready, none_yet, gone };
  virtual Next wait(std::chrono::milliseconds at_most) = 0;
  // The frame that is ready, RGB; empty when it was damaged on the way.
  virtual base::Image take() = 0;
};

// Null when the device can't be opened so. Never throws.
extern "C" Capture* hallOpenCapture(const char* device, const CaptureMode* mode);
using OpenCapture = decltype(&hallOpenCapture);

}  // namespace verifier
