#include "verifier/camera/v4l2_probe.hpp"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <tuple>

namespace verifier {
namespace {

constexpr double kLeastPerSecond = 8;            // three good frames within a third of a second
constexpr std::int64_t kMostPixels = 8'500'000;  // 4K: more takes longer to decode than a frame lasts
constexpr int kMostModes = 200;                  // a driver that never ends its list is left there

class Device {
 public:
  explicit Device(const std::string& path) : handle_(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)) {}
  ~Device() {
    if (handle_ >= 0) ::close(handle_);
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  bool isOpen() const { return handle_ >= 0; }
  template <class Argument>
  bool ask(unsigned long request, Argument& argument) const {
    int answer = 0;
    do answer = ::ioctl(handle_, request, &argument);
    while (answer < 0 && errno == EINTR);
    return answer >= 0;
  }

 private:
  int handle_;
};

tl::unexpected<base::Error> refusal(int problem, const std::string& device) {
  const auto cause = std::generic_category().message(problem);
  switch (problem) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case ENOTDIR:
      return base::fail("camera_missing", device, cause);
    case EBUSY:
      return base::fail("camera_busy", device, cause);
    case EACCES:
    case EPERM:
      return base::fail("camera_access_denied", device, cause);
    default:
      return base::fail("camera_unsupported", device, cause);
  }
}

double fastest(const Device& device, std::uint32_t format, std::uint32_t width, std::uint32_t height) {
  double out = 0;
  v4l2_frmivalenum interval{};
  interval.pixel_format = format, interval.width = width, interval.height = height;
  for (interval.index = 0; interval.index < kMostModes && device.ask(VIDIOC_ENUM_FRAMEINTERVALS, interval);
       ++interval.index) {
    const auto& apart =
        interval.type == V4L2_FRMIVAL_TYPE_DISCRETE ? interval.discrete : interval.stepwise.min;
    if (apart.numerator > 0) out = std::max(out, 1.0 * apart.denominator / apart.numerator);
    if (interval.type != V4L2_FRMIVAL_TYPE_DISCRETE) break;
  }
  return out > 0 ? out : 30;  // a driver that doesn't say takes what it is asked for
}

void addModes(const Device& device, std::uint32_t format, std::vector<CaptureMode>& modes) {
  v4l2_frmsizeenum size{};
  size.pixel_format = format;
  for (size.index = 0; size.index < kMostModes && device.ask(VIDIOC_ENUM_FRAMESIZES, size); ++size.index) {
    const bool discrete = size.type == V4L2_FRMSIZE_TYPE_DISCRETE;
    const auto width = discrete ? size.discrete.width : std::min(size.stepwise.max_width, 1920U);
    const auto height = discrete ? size.discrete.height : std::min(size.stepwise.max_height, 1080U);
    modes.push_back({static_cast<int>(width), static_cast<int>(height),
                     fastest(device, format, width, height), format == V4L2_PIX_FMT_MJPEG});
    if (!discrete) break;
  }
}

// Buffers belong to whoever streams: asking for one is the only way to learn that somebody does.
bool isBusy(const Device& device) {
  v4l2_requestbuffers buffers{};
  buffers.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffers.memory = V4L2_MEMORY_MMAP;
  buffers.count = 1;
  if (!device.ask(VIDIOC_REQBUFS, buffers)) return errno == EBUSY;
  buffers.count = 0;
  device.ask(VIDIOC_REQBUFS, buffers);
  return false;
}

}  // namespace

base::Result<std::vector<CaptureMode>> probeCamera(const std::string& path) {
  const Device device(path);
  if (!device.isOpen()) return refusal(errno, path);
  v4l2_capability can{};
  if (!device.ask(VIDIOC_QUERYCAP, can))
    return errno == ENODEV ? refusal(errno, path)
                           : base::fail("camera_unsupported", path, "this device is no camera");
  const auto caps = can.capabilities & V4L2_CAP_DEVICE_CAPS ? can.device_caps : can.capabilities;
  if (!(caps & V4L2_CAP_VIDEO_CAPTURE) || !(caps & V4L2_CAP_STREAMING))
    return base::fail("camera_unsupported", path, "this device gives no moving pictures");
  if (isBusy(device)) return refusal(EBUSY, path);
  std::vector<CaptureMode> modes;
  for (const auto format : {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV}) addModes(device, format, modes);
  return modes;
}

const CaptureMode* bestOf(const std::vector<CaptureMode>& modes) {
  const auto rank = [](const CaptureMode& mode) {
    const auto pixels = std::int64_t{mode.width} * mode.height;
    const bool usable = mode.per_second >= kLeastPerSecond && pixels <= kMostPixels;
    return std::tuple(usable, usable ? pixels : -pixels, mode.jpeg, mode.per_second);
  };
  const auto best = std::max_element(modes.begin(), modes.end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == modes.end() || best->width < 320 || best->height < 240 ? nullptr : &*best;
}

}  // namespace verifier
