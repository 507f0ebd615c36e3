#include "verifier/jobs/devices.hpp"

#include <algorithm>
#include <mutex>

#include "base/log.hpp"
#include "reader/reader.hpp"
#include "scan/scan.hpp"
#include "verifier/camera/camera.hpp"
#include "verifier/inbox/watched_folder.hpp"
#include "verifier/jobs/lane.hpp"

namespace verifier::desk {
namespace {

constexpr double kStep = 0.02;  // of a page: finer progress isn't seen, and every one redraws

DevicePanel panelOf(const std::optional<base::Error>& error) {
  return {error ? DeviceState::lost : DeviceState::ready, error};
}

}  // namespace

struct Devices::Body {
  Sitting& sitting;
  std::mutex mutex;
  std::stop_source stop;  // of the scan at hand
  ScannerPanel scanner;   // scanner's lane only
  std::unique_ptr<reader::CodeReader> reader;
  std::unique_ptr<WatchedFolder> folder;
  std::unique_ptr<Camera> camera;
  Lane lane;  // the scanner's; last: it works with the others

  explicit Body(Sitting& sitting_) : sitting(sitting_) {
    openReader();
    openFolder();
    openCamera();
    if (!inputs().scanner.empty()) lane.queue([this] { lookAtScanner(); });
  }
  ~Body() { stopScanning(); }

  const config::Inputs& inputs() const { return sitting.device.inputs; }
  void tell(DeviceTold::Which which, const std::optional<base::Error>& error) {
    sitting.sink(DeviceTold{which, panelOf(error)});
  }

  void openReader() {
    if (inputs().reader.empty()) return;
    reader = std::make_unique<reader::CodeReader>(
        reader::addressOf(inputs().reader, inputs().reader_baud), [this](const reader::Reading& reading) {
          if (const auto* code = std::get_if<reader::Code>(&reading))
            return sitting.sink(ReadCode{code->text});
          const auto& state = std::get<reader::State>(reading);
          const bool lost = state.kind == reader::State::Kind::lost;
          tell(DeviceTold::Which::reader, lost ? std::optional(state.why) : std::nullopt);
        });
  }

  void openFolder() {
    if (inputs().watched_folder.empty()) return;
    folder = std::make_unique<WatchedFolder>(inputs().watched_folder, [this](const InboxEvent& event) {
      if (const auto* arrived = std::get_if<FileArrived>(&event))
        return sitting.sink(FoundFile{arrived->path.string()});
      const auto* lost = std::get_if<FolderLost>(&event);
      tell(DeviceTold::Which::folder, lost ? std::optional(lost->error) : std::nullopt);
    });
  }

  void openCamera() {
    if (inputs().camera.empty()) return;
    camera = std::make_unique<Camera>([device = inputs().camera] { return verifier::openCamera(device); },
                                      [this](CameraEvent event) { saw(std::move(event)); });
  }

  void saw(CameraEvent event) {
    if (auto* captured = std::get_if<Captured>(&event))
      return sitting.sink(PictureTaken{std::make_shared<base::Image>(std::move(captured->frame))});
    CameraPanel panel{DeviceState::ready};
    if (auto* preview = std::get_if<Preview>(&event)) {
      panel.picture = preview->picture;
      panel.outline = preview->outline;
      panel.hindrance = preview->taken ? "taken" : std::string(verifier::nameOf(preview->hindrance));
      if (preview->hindrance == Hindrance::none && !preview->taken) panel.hindrance.clear();
    } else {
      panel.state = DeviceState::lost;
      panel.error = std::get<Lost>(event).error;
    }
    sitting.sink(CameraSaw{std::move(panel)});
  }

  // --- scanner

  base::Result<std::unique_ptr<scan::Scanner>> opened() { return scan::openScanner(inputs().scanner); }

  void tellScanner(DeviceState state, std::optional<base::Error> error = std::nullopt) {
    scanner.state = state;
    scanner.error = std::move(error);
    sitting.sink(ScannerTold{scanner});
  }

  void lookAtScanner() {
    const auto found = opened();
    if (!found) return tellScanner(DeviceState::lost, found.error());
    scanner.feeder = (*found)->sources().contains(scan::Source::feeder);
    tellScanner(DeviceState::ready);
  }

  void stopScanning() {
    const std::lock_guard lock(mutex);
    stop.request_stop();
  }

  std::stop_token newScan() {
    const std::lock_guard lock(mutex);
    stop = std::stop_source();
    return stop.get_token();
  }

  void scan(bool feeder, const std::stop_token& token) {
    scanner.pages = 0;
    scanner.progress = 0;
    auto found = opened();
    if (!found) return tellScanner(DeviceState::lost, found.error());
    auto& device = **found;
    scanner.feeder = device.sources().contains(scan::Source::feeder);
    tellScanner(DeviceState::busy);
    const auto begun =
        device.begin({feeder ? scan::Source::feeder : scan::Source::flatbed, inputs().scanner_dpi, true});
    if (!begun) return tellScanner(DeviceState::ready, begun.error());
    for (;;) {
      auto page = device.nextPage([this](double done) { progress(done); }, token);
      if (!page && page.error().code == "scanner_cancelled") return tellScanner(DeviceState::ready);
      if (!page) return tellScanner(afterwards(page.error()), page.error());
      if (!*page) return tellScanner(DeviceState::ready);
      ++scanner.pages;
      sitting.sink(PictureTaken{std::make_shared<base::Image>(std::move(**page))});
      progress(0);
    }
  }

  // Paper can be put right at the scanner; a scanner that is gone has to come back first.
  static DeviceState afterwards(const base::Error& error) {
    return error.code == "scanner_gone" || error.code == "scanner_access_denied" ? DeviceState::lost
                                                                                 : DeviceState::ready;
  }

  void progress(double done) {
    if (done != 0 && done - scanner.progress < kStep) return;
    scanner.progress = done;
    tellScanner(DeviceState::busy);
  }
};

Devices::Devices(Sitting& sitting) : body_(std::make_unique<Body>(sitting)) {}
Devices::~Devices() = default;

void Devices::scan(bool feeder) {
  body_->lane.queue([body = body_.get(), feeder, token = body_->newScan()] { body->scan(feeder, token); });
}

void Devices::stopScanning() { body_->stopScanning(); }

void Devices::capture() {
  if (body_->camera) body_->camera->captureNow();
}

}  // namespace verifier::desk
