#include "fake_v4l2.hpp"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

namespace {

constexpr std::uint32_t kBufferBytes = 4U << 20;
constexpr std::uint32_t kMostBuffers = 8;

struct Size {
  std::uint32_t width, height, per_second;
};
constexpr Size kJpegSizes[]{{640, 480, 30}, {1440, 1080, 30}, {4000, 3000, 5}};
constexpr Size kRawSizes[]{{640, 480, 30}, {1920, 1080, 5}};

struct State {
  FakeCameraBehaviour behaviour{};
  bool plugged = true;
  std::size_t next = 0;  // of the jpegs
  v4l2_pix_format format{};
  std::map<int, std::deque<std::uint32_t>> queued{};  // by file handle: buffers waiting to be filled
};
std::mutex g_mutex;
std::optional<State> g_camera;

int answer(int problem) {
  errno = problem;
  return problem == 0 ? 0 : -1;
}

template <class T>
T& as(void* argument) {
  return *static_cast<T*>(argument);
}

int sizes(v4l2_frmsizeenum& size) {
  const bool jpeg = size.pixel_format == V4L2_PIX_FMT_MJPEG;
  if (!jpeg && size.pixel_format != V4L2_PIX_FMT_YUYV) return answer(EINVAL);
  if (size.index >= (jpeg ? std::size(kJpegSizes) : std::size(kRawSizes))) return answer(EINVAL);
  const auto& one = jpeg ? kJpegSizes[size.index] : kRawSizes[size.index];
  size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
  size.discrete = {one.width, one.height};
  return answer(0);
}

int intervals(v4l2_frmivalenum& interval) {
  if (interval.index > 0) return answer(EINVAL);
  interval.type = V4L2_FRMIVAL_TYPE_DISCRETE;
  interval.discrete = {1, 30};
  for (const auto& one : kJpegSizes)
    if (interval.pixel_format == V4L2_PIX_FMT_MJPEG && one.width == interval.width)
      interval.discrete = {1, one.per_second};
  for (const auto& one : kRawSizes)
    if (interval.pixel_format == V4L2_PIX_FMT_YUYV && one.width == interval.width)
      interval.discrete = {1, one.per_second};
  return answer(0);
}

int setFormat(State& camera, v4l2_format& format) {
  auto& pix = format.fmt.pix;
  if (pix.pixelformat != V4L2_PIX_FMT_MJPEG && pix.pixelformat != V4L2_PIX_FMT_YUYV)
    pix.pixelformat = V4L2_PIX_FMT_YUYV;  // a driver offers what it has instead
  pix.field = V4L2_FIELD_NONE;
  pix.bytesperline = pix.pixelformat == V4L2_PIX_FMT_YUYV ? pix.width * 2 : 0;
  pix.sizeimage = kBufferBytes;
  camera.format = pix;
  return answer(0);
}

int fill(State& camera, int handle, v4l2_buffer& buffer) {
  auto& queued = camera.queued[handle];
  if (queued.empty()) return answer(EAGAIN);
  const auto& jpeg = camera.behaviour.jpegs[camera.next++ % camera.behaviour.jpegs.size()];
  buffer.index = queued.front();
  queued.pop_front();
  if (::pwrite(handle, jpeg.data(), jpeg.size(), std::int64_t{buffer.index} * kBufferBytes) < 0)
    return answer(EIO);
  buffer.bytesused = static_cast<std::uint32_t>(jpeg.size());
  buffer.length = kBufferBytes;
  buffer.m.offset = buffer.index * kBufferBytes;
  return answer(0);
}

int asked(State& camera, int handle, unsigned long request, void* argument) {
  if (!camera.plugged) return answer(ENODEV);
  switch (static_cast<std::uint32_t>(request)) {
    case VIDIOC_QUERYCAP:
      as<v4l2_capability>(argument).device_caps = camera.behaviour.gives_pictures
                                                      ? V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING
                                                      : V4L2_CAP_META_CAPTURE;
      as<v4l2_capability>(argument).capabilities =
          V4L2_CAP_DEVICE_CAPS | V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
      return answer(0);
    case VIDIOC_ENUM_FRAMESIZES:
      return sizes(as<v4l2_frmsizeenum>(argument));
    case VIDIOC_ENUM_FRAMEINTERVALS:
      return intervals(as<v4l2_frmivalenum>(argument));
    case VIDIOC_G_FMT:
      as<v4l2_format>(argument).fmt.pix = camera.format;
      return answer(0);
    case VIDIOC_S_FMT:
      return camera.behaviour.busy ? answer(EBUSY) : setFormat(camera, as<v4l2_format>(argument));
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM:
      return answer(0);
    case VIDIOC_REQBUFS:
      if (camera.behaviour.busy) return answer(EBUSY);
      as<v4l2_requestbuffers>(argument).count =
          std::min(as<v4l2_requestbuffers>(argument).count, kMostBuffers);
      camera.queued[handle].clear();
      return answer(0);
    case VIDIOC_QUERYBUF:
      as<v4l2_buffer>(argument).length = kBufferBytes;
      as<v4l2_buffer>(argument).m.offset = as<v4l2_buffer>(argument).index * kBufferBytes;
      return answer(0);
    case VIDIOC_QBUF:
      camera.queued[handle].push_back(as<v4l2_buffer>(argument).index);
      return answer(0);
    case VIDIOC_DQBUF:
      return fill(camera, handle, as<v4l2_buffer>(argument));
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
      return answer(0);
    default:
      return answer(EINVAL);  // no inputs to choose, no controls
  }
}

int opened(const char* path, int flags, mode_t mode) {
  {
    const std::lock_guard lock(g_mutex);
    if (g_camera && std::strcmp(path, "/dev/fake-camera") == 0) {
      if (!g_camera->plugged) return answer(ENODEV);
      const int handle = ::memfd_create("camera", MFD_CLOEXEC);
      if (handle < 0 || ::ftruncate(handle, std::int64_t{kBufferBytes} * kMostBuffers) != 0) return -1;
      g_camera->queued[handle] = {};
      return handle;
    }
  }
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

}  // namespace

// The program's own, found before the C library's by whatever is loaded into it.
extern "C" int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return opened(path, flags, mode);
}

extern "C" int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const auto mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : mode_t{0};
  va_end(rest);
  return opened(path, flags, mode);
}

extern "C" int ioctl(int handle, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  {
    const std::lock_guard lock(g_mutex);
    if (g_camera && g_camera->queued.count(handle) != 0) return asked(*g_camera, handle, request, argument);
  }
  return static_cast<int>(::syscall(SYS_ioctl, handle, request, argument));
}

FakeCamera::FakeCamera(FakeCameraBehaviour behaviour) {
  const std::lock_guard lock(g_mutex);
  g_camera = State{.behaviour = std::move(behaviour)};
  g_camera->format.width = 640, g_camera->format.height = 480,
  g_camera->format.pixelformat = V4L2_PIX_FMT_YUYV;
}

FakeCamera::~FakeCamera() {
  const std::lock_guard lock(g_mutex);
  g_camera.reset();
}

void FakeCamera::unplug() {
  const std::lock_guard lock(g_mutex);
  g_camera->plugged = false;
}

int FakeCamera::width() const {
  const std::lock_guard lock(g_mutex);
  return static_cast<int>(g_camera->format.width);
}

int FakeCamera::height() const {
  const std::lock_guard lock(g_mutex);
  return static_cast<int>(g_camera->format.height);
}

bool FakeCamera::streamsJpeg() const {
  const std::lock_guard lock(g_mutex);
  return g_camera->format.pixelformat == V4L2_PIX_FMT_MJPEG;
}
