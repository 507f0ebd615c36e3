#include "verifier/desk/desk.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>

#include "base/file.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "ui/window.hpp"
#include "verifier/desk/screens.hpp"
#include "verifier/desk/worker.hpp"

namespace verifier {
namespace {

using namespace desk;
using std::chrono::seconds;

constexpr int kUnavailable = 69, kBadConfig = 78;  // sysexits.h
constexpr seconds kTick{1};       // while a check outlasts the time after which the desk clears itself
constexpr seconds kRefresh{600};  // keys and lists stay younger than their ttl

std::filesystem::path configOf(const DeskSettings& settings) {
  if (!settings.config.empty()) return settings.config;
  const char* named = std::getenv("HALL_DESK_CONFIG");
  return named && *named ? named : "/etc/hall-terminals/desk.toml";
}

struct Languages {
  base::Texts zh, en;
  const base::Texts& in(base::Language language) const { return language == base::Language::zh ? zh : en; }
};

base::Result<Languages> loadLanguages() {
  auto zh = base::Texts::load(base::assetsFolder() / "lang", base::Language::zh);
  if (!zh) return base::fail(zh.error());
  auto en = base::Texts::load(base::assetsFolder() / "lang", base::Language::en);
  if (!en) return base::fail(en.error());
  return Languages{std::move(*zh), std::move(*en)};
}

// Answers of the worker on their way to the UI thread.
class Mailbox {
 public:
  void put(Event event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
  }
  std::deque<Event> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
  }

 private:
  std::mutex mutex_;
  std::deque<Event> events_;
};

Event eventOf(const ui::WindowEvent& event) {
  switch (event.kind) {
    case ui::WindowEvent::Kind::quit:
      break;
    case ui::WindowEvent::Kind::key:
      return PressedKey{event.text};
    case ui::WindowEvent::Kind::text:
      return TypedText{event.text};
    case ui::WindowEvent::Kind::file_dropped:
      return DroppedFile{event.text};
    case ui::WindowEvent::Kind::resized:
      break;
  }
  return Tick{};
}

class Desk {
 public:
  Desk(ui::Window& window, const Languages& languages, Model model)
      : window_(window), languages_(languages), model_(std::move(model)) {}

  void serve(const config::Device& device) {
    Worker worker(
        device,
        [&device] {
          return api::openHallClient(
              {device.hall.url, device.hall.ca_file, device.hall.certificate_file, device.hall.key_file});
        },
        clock_,
        [this](Event event) {
          mailbox_.put(std::move(event));
          window_.wake();
        });
    worker_ = &worker;
    for (auto next = clock_.steady(); !model_.quit;) {
      if (clock_.steady() >= next) {
        worker.meetHall();
        next = clock_.steady() + kRefresh;
      }
      turn(next);
    }
    worker_ = nullptr;
  }

  void refuse() {
    while (!model_.quit) turn(clock_.steady() + kRefresh);
  }

  void postpone(std::vector<std::filesystem::path> files) {
    for (auto& file : files) mailbox_.put(DroppedFile{file.string()});
  }

 private:
  void turn(base::SteadyTime until) {
    if (const auto clears = clearsAt(model_))
      until = std::min(until, std::max(*clears, clock_.steady() + kTick));
    for (auto& event : mailbox_.take()) take(event);
    window_.setTexts(&languages_.in(model_.language));
    const auto came_in = window_.run(until, [this](ui::Ui& ui) { take(draw(model_, ui)); });
    for (const auto& event : came_in) {
      if (event.kind == ui::WindowEvent::Kind::quit) model_.quit = true;
      take(eventOf(event));
    }
    take(Tick{});
  }

  void take(const Event& event) {
    for (auto& effect : step(model_, event, clock_.now(), clock_.steady()))
      if (worker_) worker_->start(std::move(effect));
  }

  ui::Window& window_;
  const Languages& languages_;
  Model model_;
  base::SystemClock clock_;
  Mailbox mailbox_;
  Worker* worker_ = nullptr;
};

ui::WindowSettings windowOf(const config::Device& device, const std::string& title) {
  ui::WindowSettings settings;
  settings.title = title;
  settings.width_px = device.screen.width_px > device.screen.height_px ? device.screen.width_px : 1280;
  settings.height_px = device.screen.width_px > device.screen.height_px ? device.screen.height_px : 800;
  settings.resizable = true;
  settings.fullscreen = false;  // a desk keeps other programs open
  settings.animations = device.screen.animations;
  return settings;
}

}  // namespace

int runDesk(const DeskSettings& settings) {
  const auto languages = loadLanguages();
  if (!languages) {
    std::fprintf(stderr, "hall-verifier: %s\n", languages.error().describe().c_str());
    return kUnavailable;
  }
  toml_doc::Problems problems;
  const auto device = config::load(settings.campus, configOf(settings), problems);
  Model model;
  model.language = problems.empty() ? device.language : base::languageOfEnvironment();
  const auto& texts = languages->in(model.language);
  model.desk_name = device.name;
  model.limits.result_clear = device.timeouts.result_clear;
  const char* home = std::getenv("HOME");
  model.home_folder = home ? home : "/";
  model.refusal = problems.empty() ? "" : config::sentenceOf(problems, texts);
  if (!problems.empty()) base::log::error("the configuration was refused: {}", model.refusal);
  auto window = ui::Window::open(windowOf(device, texts.get("desk.title")));
  if (!window) {
    std::fprintf(stderr, "hall-verifier: %s\n", texts.sentence(window.error()).c_str());
    return problems.empty() ? kUnavailable : kBadConfig;
  }
  Desk desk(**window, *languages, std::move(model));
  if (!problems.empty()) {
    desk.refuse();
    return kBadConfig;
  }
  desk.postpone(settings.files);
  desk.serve(device);
  return 0;
}

}  // namespace verifier
