#include "verifier/desk/desk.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <utility>

#include "base/file.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "ui/sound.hpp"
#include "ui/window.hpp"
#include "verifier/desk/screens.hpp"
#include "verifier/jobs/command_word.hpp"
#include "verifier/jobs/worker.hpp"

namespace verifier {
namespace {

using namespace desk;
using std::chrono::seconds;

constexpr int kUnavailable = 69, kBadConfig = 78;  // sysexits.h
constexpr std::chrono::milliseconds kTick{
    200};                       // while something outlasts the time at which the desk would wake
constexpr seconds kMinute{60};  // ages and remaining times are told in minutes

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

ui::Tone toneOf(domain::Grade grade) {
  switch (grade) {
    case domain::Grade::good:
      return ui::Tone::good;
    case domain::Grade::caution:
      return ui::Tone::caution;
    case domain::Grade::bad:
      return ui::Tone::bad;
  }
  return ui::Tone::bad;
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
    while (!model_.quit) turn();
    worker_ = nullptr;
  }

  void refuse() {
    while (!model_.quit) turn();
  }

  void postpone(std::vector<std::filesystem::path> files) {
    for (auto& file : files) mailbox_.put(DroppedFile{file.string()});
  }

 private:
  void turn() {
    auto until = clock_.steady() + kMinute;
    if (const auto rests = sounds_.resting()) until = std::min(until, *rests);
    if (const auto wakes = wakesAt(model_))
      until = std::min(until, std::max(*wakes, clock_.steady() + kTick));
    for (auto& event : mailbox_.take()) take(event);
    window_.setTexts(&languages_.in(model_.language));
    window_.setTheme(model_.dark ? ui::Theme::dark() : ui::Theme::light());
    // What was shown of people's papers leaves the window's memory with them.
    if (std::exchange(had_papers_, !model_.piles.empty()) && model_.piles.empty())
      window_.ui().dropPictures();
    const auto came_in = window_.run(until, [this](ui::Ui& ui) { take(draw(model_, ui)); });
    for (const auto& event : came_in) {
      if (event.kind == ui::WindowEvent::Kind::quit) model_.quit = true;
      take(eventOf(event));
    }
    sounds_.rest(clock_.steady());
    take(Tick{});
  }

  void take(const Event& event) {
    for (auto& effect : step(model_, event, clock_.now(), clock_.steady())) {
      if (const auto* sound = std::get_if<PlaySound>(&effect))
        sounds_.play(toneOf(sound->grade), clock_.steady());
      else if (worker_)
        worker_->start(std::move(effect));
    }
  }

  ui::Window& window_;
  const Languages& languages_;
  Model model_;
  base::SystemClock clock_;
  Mailbox mailbox_;
  ui::Sounds sounds_;
  bool had_papers_ = false;
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
  model.dark = device.appearance == config::Appearance::dark;
  model.sounds = device.sounds;
  const auto offers = [&](config::SignInMethod method) {
    return std::find(device.sign_in.begin(), device.sign_in.end(), method) != device.sign_in.end();
  };
  model.offers_account = offers(config::SignInMethod::account);
  model.offers_phone = offers(config::SignInMethod::phone);
  for (const auto* reason : kUsualReasons)
    model.usual_reasons.push_back(languages->zh.get(std::string("desk.reason.") + reason));
  const char* home = std::getenv("HOME");
  model.home_folder = home ? home : "/";
  model.refusal = problems.empty() ? "" : config::sentenceOf(problems, texts);
  if (problems.empty()) model.command_word = commandWord(device.state);
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
