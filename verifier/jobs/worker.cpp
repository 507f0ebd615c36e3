#include "verifier/jobs/worker.hpp"

#include <algorithm>
#include <filesystem>

#include "base/log.hpp"
#include "verifier/input/files.hpp"
#include "verifier/jobs/counter.hpp"
#include "verifier/jobs/devices.hpp"
#include "verifier/jobs/lane.hpp"
#include "verifier/jobs/link.hpp"
#include "verifier/jobs/papers.hpp"
#include "verifier/jobs/reports.hpp"

namespace verifier::desk {
namespace {

namespace fs = std::filesystem;

base::Result<std::vector<FolderEntry>> listed(const fs::path& folder) {
  std::vector<FolderEntry> entries;
  std::error_code problem;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, problem), end;
       !problem && at != end; at.increment(problem)) {
    std::error_code none;
    const auto name = at->path().filename().string();
    const bool is_folder = at->is_directory(none);
    if (name.starts_with('.') || (!is_folder && !namesPages(at->path()))) continue;
    entries.push_back({name, is_folder});
  }
  if (problem) return base::fail("folder_unreadable", folder.string(), problem.message());
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
  return entries;
}

}  // namespace

struct Worker::Body {
  Sitting sitting;
  std::unique_ptr<Outbox> outbox;
  Papers codes, pictures;  // each on its own lane
  Counter counter;
  Reports reports;  // on the pictures' lane
  Devices devices;
  HallLink link;  // before the lanes, whose last work may still lose the hall
  Lane code_lane, picture_lane, counter_lane;

  Body(config::Device device, const OpenHall& open_hall, const base::Clock& clock, Sink sink)
      : sitting(std::move(device), clock, std::move(sink), [this] { link.lost(); }),
        outbox(opened()),
        codes(sitting, open_hall),
        pictures(sitting, open_hall),
        counter(sitting, open_hall, outbox.get()),
        devices(sitting),
        link(sitting, open_hall, [this] { counter_lane.queue([this] { counter.deliver(); }); }) {
    counter_lane.queue([this] { counter.tellOutbox(); });
    link.begin();
  }
  ~Body() { link.end(); }

  std::unique_ptr<Outbox> opened() {
    auto out = Outbox::open(sitting.device.state, sitting.clock);
    if (out) return std::move(*out);
    base::log::error("decisions can't be kept: {}", out.error().describe());
    sitting.sink(OutboxTold{.error = out.error()});
    return nullptr;
  }

  // What the counter does, on its thread.
  template <class Effect>
  void atCounter(Effect effect) {
    counter_lane.queue([this, effect = std::move(effect)] { counter(effect); });
  }

  void operator()(const CheckFile& file) {
    picture_lane.queue([this, file] { pictures.check(file); });
  }
  void operator()(const CheckPicture& picture) {
    picture_lane.queue([this, picture] { pictures.check(picture); });
  }
  void operator()(const CheckCode& code) {
    code_lane.queue([this, code] { codes.check(code); });
  }
  void operator()(const SignInNow& effect) { atCounter(effect); }
  void operator()(const BeginPhone& effect) { atCounter(effect); }
  void operator()(const AskPhone& effect) { atCounter(effect); }
  void operator()(const SignOutNow& effect) {
    picture_lane.queue([this] { pictures.forget(); });
    atCounter(effect);
  }
  void operator()(const DecideNow& effect) { atCounter(effect); }
  void operator()(const UndoNow& effect) { atCounter(effect); }
  void operator()(const FindReceipts& effect) { atCounter(effect); }
  void operator()(const CountStatistics& effect) { atCounter(effect); }
  void operator()(const NameColleagues& effect) { atCounter(effect); }
  void operator()(const Acknowledge& effect) { atCounter(effect); }
  void operator()(const ListFolder& list) {
    picture_lane.queue([this, list] {
      const auto folder = list.path.empty() ? fs::path("/") : fs::path(list.path);
      sitting.sink(FolderListed{folder.string(), listed(folder)});
    });
  }
  void operator()(const WriteReport& report) {
    picture_lane.queue(
        [this, report] { sitting.sink(ReportWritten{reports.write(report, sitting.clock.now())}); });
  }
  void operator()(const ScanNow& scan) { devices.scan(scan.feeder); }
  void operator()(const StopScanning&) { devices.stopScanning(); }
  void operator()(const CaptureNow&) { devices.capture(); }
  void operator()(const PlaySound&) {}
};

Worker::Worker(config::Device device, OpenHall open_hall, const base::Clock& clock, Sink sink)
    : body_(std::make_unique<Body>(std::move(device), open_hall, clock, std::move(sink))) {}
Worker::~Worker() = default;

void Worker::start(Effect effect) { std::visit(*body_, effect); }

}  // namespace verifier::desk
