// A camera that the kernel doesn't know: this program's own open() and ioctl() answer for its device file as
// a UVC driver would, so that OpenCV's V4L2 backend runs as it does on a desk. One at a time.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"

struct FakeCameraBehaviour {
  std::vector<base::Bytes> jpegs{};  // given again and again
  bool busy = false;                 // another program streams
  bool gives_pictures = true;        // false: a node for metadata only, as webcams have beside the real one
};

class FakeCamera {
 public:
  explicit FakeCamera(FakeCameraBehaviour behaviour);
  ~FakeCamera();
  FakeCamera(const FakeCamera&) = delete;
  FakeCamera& operator=(const FakeCamera&) = delete;

  std::string device() const { return "/dev/fake-camera"; }
  void unplug();
  int width() const;  // as it was set last
  int height() const;
  bool streamsJpeg() const;
};
