#include "kiosk/app/dialogue.hpp"

#include <algorithm>
#include <cstdio>

#include "kiosk/app/screen_names.hpp"
#include "kiosk/flow/flow.hpp"
#include "kiosk/screens/screens.hpp"

namespace kiosk {
namespace {

using namespace std::chrono_literals;

// How closely the printer is looked at.
constexpr auto kWhilePrinting = 1000ms;  // a jam shows while the person still wonders
constexpr auto kWhileServing = 3000ms;   // before they press print
constexpr auto kAtRest = 30'000ms;       // nobody there: often enough for the attract screen to warn

std::chrono::milliseconds watchEvery(const Model& model) {
  if (model.session.job && model.session.job->running()) return kWhilePrinting;
  if (model.signedIn() || model.screen == Screen::out_of_service) return kWhileServing;
  return kAtRest;
}

std::optional<Key> keyOf(const ui::WindowEvent& event) {
  using Kind = ui::WindowEvent::Kind;
  if (event.kind == Kind::text) return Key{.kind = Key::Kind::character, .character = event.text};
  if (event.kind != Kind::key) return std::nullopt;
  if (event.text == "Return" || event.text == "Keypad Enter") return Key{.kind = Key::Kind::enter};
  if (event.text == "Backspace") return Key{.kind = Key::Kind::backspace};
  return std::nullopt;
}

Timeouts timeoutsOf(const config::Timeouts& from) {
  Timeouts out;
  out.idle_ask = from.idle_ask;
  out.idle_wipe = from.idle_wipe;
  out.done_screen = from.done_screen;
  out.print_stall = from.print_stall;
  out.hall_retry = from.hall_retry;
  return out;
}

}  // namespace

Dialogue::Dialogue(ui::Window& window, const Languages& languages, const base::Clock& clock,
                   const config::Device& device)
    : window_(window), languages_(languages), clock_(clock) {
  model_.timeouts = timeoutsOf(device.timeouts);
  model_.device_name = device.name;
  model_.location = device.location;
  model_.default_language = device.language;
  window_.setTexts(&languages_.in(device.language));
}

Post Dialogue::post() {
  return [this](Event event) {
    {
      std::lock_guard hold(guard_);
      posted_.push_back(std::move(event));
    }
    window_.wake();
  };
}

void Dialogue::serve(std::unique_ptr<Services> services) { services_ = std::move(services); }

void Dialogue::refuse(std::vector<std::string> sentences) {
  happened(event::ConfigRefused{std::move(sentences)});
}

void Dialogue::begin() {
  perform(kiosk::start(model_, clock_.steady()));
  tick();
}

void Dialogue::tick() { happened(event::Tick{clock_.now()}); }

void Dialogue::happened(Event event) {
  perform(step(model_, event, clock_.steady()));
  adapt();
}

// What follows from the model without being asked for.
void Dialogue::adapt() {
  window_.setTexts(&languages_.in(model_.language));
  if (services_) services_->watchPrinter(watchEvery(model_));
  if (!tell_ || told_ == model_.screen) return;
  told_ = model_.screen;
  std::printf("screen %s\n", std::string(nameOf(model_.screen)).c_str());
  std::fflush(stdout);
}

void Dialogue::perform(Effects effects) {
  for (auto& effect : effects) {
    if (std::holds_alternative<effect::WipeSession>(effect)) window_.ui().dropPictures();
    if (services_) services_->start(std::move(effect));
  }
}

void Dialogue::takePosted() {
  std::deque<Event> posted;
  {
    std::lock_guard hold(guard_);
    posted.swap(posted_);
  }
  for (auto& event : posted) happened(std::move(event));
}

void Dialogue::typed(const ui::WindowEvent& event) {
  if (const auto key = keyOf(event)) happened(event::KeyTyped{*key});
}

void Dialogue::end() {
  ended_ = true;
  window_.wake();
}

bool Dialogue::turn(std::optional<base::SteadyTime> latest) {
  if (ended_) return false;
  auto deadline = nextDeadline(model_);
  if (latest) deadline = deadline ? std::min(*deadline, *latest) : latest;
  const auto came_in = window_.run(deadline, [this](ui::Ui& ui) {
    auto action = draw(model_, ui);
    if (!std::holds_alternative<action::None>(action)) happened(event::Tapped{std::move(action)});
  });
  takePosted();
  for (const auto& event : came_in) {
    if (event.kind == ui::WindowEvent::Kind::quit) return false;
    typed(event);
  }
  const auto due = nextDeadline(model_);
  if (due && clock_.steady() >= *due) tick();
  return !ended_;
}

base::Image Dialogue::picture() {
  return window_.capture([this](ui::Ui& ui) { (void)draw(model_, ui); });
}

}  // namespace kiosk
