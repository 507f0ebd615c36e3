// The camera's thread over recorded frames: live view, captures, a camera lost and found, a slow consumer.
#include "verifier/camera/camera.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "base/log.hpp"
#include "qr/qr.hpp"
#include "verifier/camera/recorded_frames.hpp"
#include "visit.hpp"

namespace {

using namespace std::chrono_literals;
using desk_scene::Visit;
using verifier::Camera;
using verifier::CameraEvent;
using verifier::RecordedFrames;

std::vector<base::Image> picturesOf(const Visit& visit) {
  std::vector<base::Image> out;
  for (const auto& moment : visit.moments()) out.push_back(desk_scene::shot(moment.scene, out.size()));
  return out;
}

const std::vector<base::Image>& onePage() {
  static const auto pictures = picturesOf(Visit().nothing(6).lay(1, {0, 0}, 0.04, 7));
  return pictures;
}

// What came through the sink, awaited by the test.
class Events {
 public:
  Camera::Sink sink() {
    return [this](CameraEvent event) {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
      changed_.notify_all();
    };
  }

  // The next event of this kind; those before it are let go.
  template <class Kind>
  Kind next() {
    std::unique_lock lock(mutex_);
    for (;;) {
      REQUIRE(changed_.wait_for(lock, 60s, [this] { return !events_.empty(); }));
      auto event = std::move(events_.front());
      events_.pop_front();
      if (auto* found = std::get_if<Kind>(&event)) return std::move(*found);
    }
  }

  std::size_t waiting() {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<CameraEvent> events_;
};

Camera::Open recorded(RecordedFrames::AtEnd at_end = RecordedFrames::AtEnd::gone) {
  return [=]() -> base::Result<std::unique_ptr<verifier::FrameSource>> {
    return std::make_unique<RecordedFrames>(onePage(), 67ms, at_end);
  };
}

verifier::CameraLimits quick() {
  verifier::CameraLimits limits;
  limits.first_retry = limits.last_retry = 1ms;
  return limits;
}

}  // namespace

TEST_CASE("a page laid under the camera is shown live and captured; a camera that is lost is opened again") {
  base::log::setQuiet(true);
  Events events;
  const Camera camera(recorded(), events.sink(), quick());
  for (int round = 0; round < 2; ++round) {
    const auto preview = events.next<verifier::Preview>();
    CHECK(preview.picture->width == 480);  // a third of 1440
    CHECK(preview.picture->height == 360);
    const auto captured = events.next<verifier::Captured>();
    CHECK(captured.frame.width == 1440);
    const auto symbols = qr::read(captured.frame);
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].text == desk_scene::sealOf(1));
    const auto lost = events.next<verifier::Lost>();
    CHECK(lost.error.code == "camera_gone");
  }
}

TEST_CASE("the outline is told in the live picture's own pixels") {
  Events events;
  const Camera camera(recorded(), events.sink(), quick());
  for (;;) {
    const auto preview = events.next<verifier::Preview>();
    if (!preview.taken) continue;
    REQUIRE(preview.outline);
    desk_scene::Scene scene;
    const auto corners = desk_scene::cornersOf(scene, {1, {0, 0}, 0.04});
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t axis = 0; axis < 2; ++axis)
        CHECK((*preview.outline)[i][axis] == Approx(corners[i][axis] / 3).margin(2));
    break;
  }
}

TEST_CASE("previews nobody has taken yet don't pile up") {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<verifier::Preview> held;
  int captures = 0;
  const Camera camera(recorded(RecordedFrames::AtEnd::again), [&](CameraEvent event) {
    const std::lock_guard lock(mutex);
    if (auto* preview = std::get_if<verifier::Preview>(&event)) held.push_back(std::move(*preview));
    if (std::holds_alternative<verifier::Captured>(event)) ++captures;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  REQUIRE(changed.wait_for(lock, 60s, [&] { return captures >= 2; }));  // some forty frames later
  CHECK(held.size() == 2);
  held.clear();
  CHECK(changed.wait_for(lock, 60s, [&] { return held.size() == 2; }));
}

TEST_CASE("a camera that can't be opened is told once, and used when it comes") {
  base::log::setQuiet(true);
  Events events;
  int tries = 0;
  const Camera camera(
      [&]() -> base::Result<std::unique_ptr<verifier::FrameSource>> {
        if (++tries < 5) return base::fail("camera_missing", "/dev/video9", "not there");
        return recorded()();
      },
      events.sink(), quick());
  CHECK(events.next<verifier::Lost>().error.code == "camera_missing");
  events.next<verifier::Captured>();
  CHECK(events.next<verifier::Lost>().error.code == "camera_gone");
}

TEST_CASE("a camera is let go while it waits for a frame or for its return") {
  base::log::setQuiet(true);
  class Silent final : public verifier::FrameSource {
    base::Result<verifier::Frame> next(std::stop_token stop) override {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any().wait(lock, stop, [] { return false; });
      return base::fail("camera_stopped", "", "asked to stop");
    }
  };
  Events events;
  {
    const Camera camera([] { return std::make_unique<Silent>(); }, events.sink());
  }
  {
    verifier::CameraLimits patient;
    patient.first_retry = 1h;
    const Camera camera(
        []() -> base::Result<std::unique_ptr<verifier::FrameSource>> {
          return base::fail("camera_busy", "/dev/video9", "in use");
        },
        events.sink(), patient);
    events.next<verifier::Lost>();
  }
  CHECK(events.waiting() == 0);
}
