// The camera's driver against devices that are missing, busy or no cameras, and against one that answers as a
// webcam's driver does.
#include <turbojpeg.h>
#include <catch2/catch.hpp>
#include <filesystem>

#include "base/unique_handle.hpp"
#include "desk_scene.hpp"
#include "fake_v4l2.hpp"
#include "qr/qr.hpp"
#include "verifier/camera/frame_source.hpp"
#include "verifier/camera/v4l2_probe.hpp"

namespace {

base::Bytes asJpeg(const base::Image& rgb) {
  const base::Handle<void, tjDestroy> jpeg(tjInitCompress());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  REQUIRE(tjCompress2(jpeg.get(), rgb.pixels.data(), rgb.width, 0, rgb.height, TJPF_RGB, &bytes, &size,
                      TJSAMP_422, 90, 0) == 0);
  base::Bytes out(bytes, bytes + size);
  tjFree(bytes);
  return out;
}

const base::Image& pageOnDesk() {
  static const auto frame = [] {
    desk_scene::Scene scene;
    scene.pages = {{1, {0, 0}, 0.04}};
    return desk_scene::shot(scene, 1);
  }();
  return frame;
}

std::string codeOf(const std::string& device) {
  const auto camera = verifier::openCamera(device);
  return camera ? "opened" : camera.error().code;
}

}  // namespace

TEST_CASE("what can't be opened as a camera says what to do about it") {
  CHECK(codeOf("/dev/video-that-is-not-there") == "camera_missing");
  CHECK(codeOf("/dev/null/video0") == "camera_missing");
  CHECK(codeOf("/dev/null") == "camera_unsupported");
  CHECK(codeOf("/proc/self/status") != "opened");
  CHECK(codeOf(std::filesystem::temp_directory_path()) == "camera_unsupported");
  CHECK(codeOf("") == "camera_missing");
  CHECK(verifier::openCamera("/dev/null").error().place == "/dev/null");
}

TEST_CASE("a camera gives its finest pictures, whole and in the right colours") {
  FakeCamera fake({.jpegs = {asJpeg(pageOnDesk())}});
  auto camera = verifier::openCamera(fake.device());
  REQUIRE(camera);
  CHECK(fake.width() == 1440);  // 4000 x 3000 at five a second is too slow
  CHECK(fake.height() == 1080);
  CHECK(fake.streamsJpeg());
  for (int i = 0; i < 5; ++i) {
    const auto frame = (*camera)->next({});
    REQUIRE(frame);
    CHECK(frame->picture.width == 1440);
    CHECK(frame->picture.height == 1080);
    const auto* wood = frame->picture.row(20) + 60;
    CHECK(wood[0] > wood[2] + 30);  // brown: more red than blue
    if (i > 0) continue;
    const auto symbols = qr::read(frame->picture);
    REQUIRE(symbols.size() == 1);
    CHECK(symbols[0].text == desk_scene::sealOf(1));
  }
}

TEST_CASE("a camera another program uses, and a node without pictures, are told apart") {
  const FakeCamera busy({.jpegs = {asJpeg(pageOnDesk())}, .busy = true});
  CHECK(codeOf(busy.device()) == "camera_busy");
  const FakeCamera metadata({.gives_pictures = false});
  CHECK(codeOf(metadata.device()) == "camera_unsupported");
}

TEST_CASE("a camera that is pulled out is gone, and a wish to stop ends the wait") {
  FakeCamera fake({.jpegs = {asJpeg(pageOnDesk())}});
  auto camera = verifier::openCamera(fake.device());
  REQUIRE(camera);
  REQUIRE((*camera)->next({}));
  std::stop_source stop;
  stop.request_stop();
  CHECK((*camera)->next(stop.get_token()).error().code == "camera_stopped");
  fake.unplug();
  auto next = (*camera)->next({});
  if (next) next = (*camera)->next({});  // one may have been on its way
  REQUIRE_FALSE(next);
  CHECK(next.error().code == "camera_gone");
  CHECK(codeOf(fake.device()) == "camera_missing");
}

TEST_CASE("a damaged frame is passed over") {
  auto cut = asJpeg(pageOnDesk());
  cut.resize(40);
  FakeCamera fake({.jpegs = {asJpeg(pageOnDesk()), cut}});
  auto camera = verifier::openCamera(fake.device());
  REQUIRE(camera);
  for (int i = 0; i < 3; ++i) {
    const auto frame = (*camera)->next({});
    REQUIRE(frame);
    CHECK(frame->picture.width == 1440);
  }
}

TEST_CASE("of a camera's modes the finest quick one is taken, and JPEG before raw") {
  using verifier::bestOf;
  using Modes = std::vector<verifier::CaptureMode>;
  const auto best = [](const Modes& modes) { return *bestOf(modes); };
  CHECK(best({{640, 480, 30, true}, {1920, 1080, 30, true}, {1280, 720, 60, true}}).width == 1920);
  CHECK(best({{3840, 2160, 30, true}, {1920, 1080, 30, true}}).width == 3840);
  CHECK(best({{4608, 3456, 10, true}, {3264, 2448, 15, true}}).width == 3264);
  CHECK(best({{1920, 1080, 30, false}, {1920, 1080, 30, true}}).jpeg);
  CHECK(best({{1920, 1080, 5, false}, {1280, 720, 10, false}}).width == 1280);
  CHECK(best({{1920, 1080, 5, false}, {2592, 1944, 2, false}}).width == 1920);
  CHECK(bestOf({}) == nullptr);
  CHECK(bestOf({{160, 120, 30, true}}) == nullptr);
}
