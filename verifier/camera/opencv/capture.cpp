#include "verifier/camera/opencv/capture.hpp"

#include <memory>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <vector>

namespace verifier {
namespace {

constexpr int kBuffers = 2;  // one is filled while the other is read: no frame is older than one before it

class V4l2Capture final : public Capture {
 public:
  explicit V4l2Capture(const char* device) : cameras_(1) { cameras_[0].open(device, cv::CAP_V4L2); }

  bool set(const CaptureMode& mode) {
    auto& camera = cameras_[0];
    if (!camera.isOpened()) return false;
    camera.set(cv::CAP_PROP_BUFFERSIZE, kBuffers);
    camera.set(cv::CAP_PROP_FOURCC, mode.jpeg ? cv::VideoWriter::fourcc('M', 'J', 'P', 'G')
                                              : cv::VideoWriter::fourcc('Y', 'U', 'Y', 'V'));
    camera.set(cv::CAP_PROP_FRAME_WIDTH, mode.width);
    camera.set(cv::CAP_PROP_FRAME_HEIGHT, mode.height);
    camera.set(cv::CAP_PROP_FPS, mode.per_second);
    camera.set(cv::CAP_PROP_AUTOFOCUS, 1);  // refused by cameras with a fixed lens
    return camera.isOpened();
  }

  Next wait(std::chrono::milliseconds at_most) override {
    try {
      std::vector<int> ready;
      if (!cv::VideoCapture::waitAny(cameras_, ready, std::chrono::nanoseconds(at_most).count()) ||
          ready.empty())
        return cameras_[0].isOpened() ? Next::none_yet : Next::gone;
      return cameras_[0].grab() ? Next::ready : Next::gone;
    } catch (const cv::Exception&) {  // a device that was pulled out
      return Next::gone;
    }
  }

  base::Image take() override {
    try {
      cv::Mat bgr;
      if (!cameras_[0].retrieve(bgr) || bgr.empty() || bgr.type() != CV_8UC3) return {};
      base::Image out{.width = bgr.cols, .height = bgr.rows, .channels = 3};
      out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
      cv::Mat rgb(bgr.size(), CV_8UC3, out.pixels.data());
      cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
      return out;
    } catch (const cv::Exception&) {
      return {};
    }
  }

 private:
  std::vector<cv::VideoCapture> cameras_;  // one, as waitAny takes it
};

}  // namespace

Capture* hallOpenCapture(const char* device, const CaptureMode* mode) {
  try {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    auto out = std::make_unique<V4l2Capture>(device);
    return out->set(*mode) ? out.release() : nullptr;
  } catch (const std::exception&) {
    return nullptr;
  }
}

}  // namespace verifier
