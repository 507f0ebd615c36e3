// What a device file says of itself (V4L2, linux/videodev2.h), asked before OpenCV opens it: OpenCV only says
// that it couldn't. Any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "verifier/camera/opencv/capture.hpp"

namespace verifier {

// The modes it offers in MJPG and YUYV, in no order. Codes: those of openCamera.
base::Result<std::vector<CaptureMode>> probeCamera(const std::string& device);

// The finest that is quick enough to tell a page at rest, JPEG before raw; nullptr when there is none.
const CaptureMode* bestOf(const std::vector<CaptureMode>& modes);

}  // namespace verifier
