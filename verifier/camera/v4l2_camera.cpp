// A camera through OpenCV's V4L2 backend, which lies in a module of its own (opencv/capture.hpp).
#include <dlfcn.h>

#include <filesystem>

#include "base/log.hpp"
#include "verifier/camera/frame_source.hpp"
#include "verifier/camera/v4l2_probe.hpp"

namespace verifier {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kSlice{100};     // how soon a stop is noticed
constexpr milliseconds kSilence{5000};  // a camera wakes up within two or three seconds; past this it hangs

// Beside the program in a build, under lib/ once installed. Loaded once and never unloaded: OpenCV's threads
// and caches live as long as the process.
base::Result<OpenCapture> captureModule() {
  std::error_code problem;
  const auto here = std::filesystem::read_symlink("/proc/self/exe", problem).parent_path();
  std::string cause;
  for (const auto& folder : {here, here / "../bin", here / "../lib/hall-terminals"}) {
    const auto file = folder / "hall_camera.so";
    if (!std::filesystem::exists(file, problem)) continue;
    void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
      cause = ::dlerror();
      continue;
    }
    if (void* open = ::dlsym(module, "hallOpenCapture")) return reinterpret_cast<OpenCapture>(open);
  }
  base::log::error("the camera module hall_camera.so: {}", cause.empty() ? "not found" : cause);
  return base::fail("camera_unsupported", "hall_camera.so", "the program's camera part is not installed");
}

class V4l2Camera final : public FrameSource {
 public:
  V4l2Camera(std::unique_ptr<Capture> capture, std::string device)
      : capture_(std::move(capture)), device_(std::move(device)) {}

  base::Result<Frame> next(std::stop_token stop) override {
    const auto give_up = std::chrono::steady_clock::now() + kSilence;
    while (std::chrono::steady_clock::now() < give_up) {
      if (stop.stop_requested()) return base::fail("camera_stopped", device_, "asked to stop");
      const auto next = capture_->wait(kSlice);
      if (next == Capture::Next::gone) return base::fail("camera_gone", device_, "the device gave up");
      if (next == Capture::Next::none_yet) continue;
      Frame frame{.picture = {}, .at = std::chrono::steady_clock::now()};
      frame.picture = capture_->take();
      if (!frame.picture.empty()) return frame;
    }
    return base::fail("camera_gone", device_, "no frame within five seconds");
  }

 private:
  std::unique_ptr<Capture> capture_;
  std::string device_;
};

}  // namespace

base::Result<std::unique_ptr<FrameSource>> openCamera(const std::string& device) {
  const auto modes = probeCamera(device);
  if (!modes) return base::fail(modes.error());
  const auto* mode = bestOf(*modes);
  if (mode == nullptr)
    return base::fail("camera_unsupported", device, "it offers no pictures in MJPG or YUYV");
  static const auto open = captureModule();
  if (!open) return base::fail(open.error());
  std::unique_ptr<Capture> capture((*open)(device.c_str(), mode));
  if (!capture) return base::fail("camera_busy", device, "the device opens but gives no pictures");
  base::log::info("camera {}: {} x {} {}, {} a second", device, mode->width, mode->height,
                  mode->jpeg ? "MJPG" : "YUYV", mode->per_second);
  return std::make_unique<V4l2Camera>(std::move(capture), device);
}

}  // namespace verifier
