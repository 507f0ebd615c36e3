#include "verifier/camera/camera.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "base/log.hpp"
#include "verifier/camera/reduced_frame.hpp"

namespace verifier {
namespace {

// Reduced by a whole number, which is quickest.
base::Image smaller(const base::Image& frame, int factor) {
  base::Image out{.width = frame.width / factor, .height = frame.height / factor, .channels = 3};
  out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
  const cv::Mat from(frame.height, frame.width, CV_8UC3, const_cast<std::uint8_t*>(frame.pixels.data()));
  cv::Mat to(out.height, out.width, CV_8UC3, out.pixels.data());
  cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
  return out;
}

}  // namespace

struct Camera::Body {
  Open open;
  Sink sink;
  CameraLimits limits;
  std::array<std::weak_ptr<const base::Image>, 2> sent{};  // previews somebody may still hold
  std::optional<base::SteadyTime> last_preview{};
  std::string lost_code{};          // of the trouble that was told; empty: none
  std::atomic<bool> wanted{false};  // the next frame, whatever it shows
  std::jthread thread{};            // last: it uses all of the above

  void run(const std::stop_token& stop) {
    auto wait = limits.first_retry;
    while (!stop.stop_requested()) {
      if (auto source = open()) {
        if (watch(**source, stop)) wait = limits.first_retry;
      } else {
        tellLost(source.error());
      }
      rest(stop, wait);
      wait = std::min(2 * wait, limits.last_retry);
    }
  }

  // True when it gave frames at all.
  bool watch(FrameSource& source, const std::stop_token& stop) {
    PageWatch page_watch(limits.watch);
    Captured kept;
    for (bool any = false;; any = true) {
      auto frame = source.next(stop);
      if (stop.stop_requested()) return any;
      if (!frame) return tellLost(frame.error()), any;
      if (!isSound(frame->picture)) continue;
      if (!lost_code.empty()) base::log::info("the camera is back");
      lost_code.clear();
      const auto seen = page_watch.look(frame->picture, frame->at);
      preview(*frame, seen);
      if (wanted.exchange(false)) sink(Captured{frame->picture, seen.outline.value_or(Corners{})});
      if (seen.keep) kept = {std::move(frame->picture), *seen.outline};
      if (seen.capture) sink(std::exchange(kept, {}));
    }
  }

  void preview(const Frame& frame, const Watched& seen) {
    if (last_preview && frame.at - *last_preview < limits.preview_apart && !seen.capture) return;
    auto* free = std::find_if(sent.begin(), sent.end(), [](const auto& one) { return one.expired(); });
    if (free == sent.end()) return;
    last_preview = frame.at;
    const int factor = std::max(1, (frame.picture.width + limits.preview_width - 1) / limits.preview_width);
    Preview out{std::make_shared<const base::Image>(smaller(frame.picture, factor)), seen.outline,
                seen.hindrance, seen.taken};
    if (out.outline)
      for (auto& corner : *out.outline)
        for (auto& value : corner) value = (value + 0.5) / factor - 0.5;
    *free = out.picture;
    sink(std::move(out));
  }

  void tellLost(const base::Error& error) {
    if (error.code == lost_code) return;
    lost_code = error.code;
    base::log::warn("the camera is lost: {}", error.describe());
    sink(Lost{error});
  }

  static void rest(const std::stop_token& stop, std::chrono::milliseconds time) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
  }
};

Camera::Camera(Open open, Sink sink, const CameraLimits& limits)
    : body_(new Body{.open = std::move(open), .sink = std::move(sink), .limits = limits}) {
  body_->thread = std::jthread([body = body_.get()](const std::stop_token& stop) { body->run(stop); });
}

Camera::~Camera() = default;

void Camera::captureNow() { body_->wanted = true; }

}  // namespace verifier
