// A camera at work on a thread of its own: live view, and every page that is laid down. Frames stay in memory
// and are never written or logged.
#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "verifier/camera/frame_source.hpp"
#include "verifier/camera/page_watch.hpp"

namespace verifier {

struct Preview {
  std::shared_ptr<const base::Image> picture{};  // RGB, at most CameraLimits::preview_width wide
  std::optional<Corners> outline{};              // in its pixels
  Hindrance hindrance = Hindrance::no_page;
  bool taken = false;  // the page that lies here was captured already
};
struct Captured {
  base::Image frame;  // whole, as the camera gave it
  Corners outline{};  // of the page, in its pixels; all zero where somebody wanted the frame without one
};
struct Lost {  // told once; previews come again when the camera does
  base::Error error;
};
using CameraEvent = std::variant<Preview, Captured, Lost>;

struct CameraLimits {
  int preview_width = 640;                      // pixels: what a third of a desk's screen shows
  std::chrono::milliseconds preview_apart{66};  // fifteen a second look live
  std::chrono::milliseconds first_retry{1000};  // a cable that was knocked is back by then
  std::chrono::milliseconds last_retry{
      10'000};  // doubling up to here: nobody waits longer for a camera plugged in
  WatchLimits watch{};
};

class Camera {
 public:
  using Open = std::function<base::Result<std::unique_ptr<FrameSource>>()>;
  using Sink = std::function<void(CameraEvent)>;

  // open and sink are called on the camera's thread. A sink that takes its time loses frames and nothing
  // else; no third preview is sent while somebody holds two, so that a queue behind the sink can't grow.
  Camera(Open open, Sink sink, const CameraLimits& limits = {});
  void captureNow();  // any thread: the next frame comes as Captured, with no outline where no page is seen
  ~Camera();          // waits for the frame at hand, a tenth of a second or so
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
