#include "kiosk/app/script.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

#include "base/file.hpp"
#include "base/log.hpp"
#include "kiosk/app/screen_names.hpp"

namespace kiosk {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kScriptLimit = 1u << 16;
constexpr int kPatience = 30;    // seconds; a sealing hall on a busy machine takes a few
constexpr int kPressLimit = 60;  // pages of the longest document, and some

// A signature as a hurried hand writes it: two characters of a few strokes.
const std::vector<std::vector<ui::Point>> kStrokes{
    {{.15f, .30f}, {.20f, .28f}, {.28f, .27f}, {.36f, .26f}},
    {{.26f, .16f}, {.25f, .32f}, {.24f, .48f}, {.20f, .66f}, {.15f, .78f}},
    {{.26f, .46f}, {.31f, .58f}, {.37f, .70f}, {.42f, .76f}},
    {{.56f, .22f}, {.64f, .21f}, {.72f, .20f}, {.80f, .20f}},
    {{.68f, .12f}, {.68f, .30f}, {.67f, .50f}, {.66f, .72f}, {.62f, .70f}},
    {{.58f, .48f}, {.66f, .46f}, {.74f, .45f}, {.84f, .46f}},
};

// Lines from the thread that reads them.
class Inbox {
 public:
  void put(std::string line) {
    std::lock_guard hold(guard_);
    lines_.push_back(std::move(line));
  }
  void end() {
    std::lock_guard hold(guard_);
    ended_ = true;
  }
  std::optional<std::string> take() {
    std::lock_guard hold(guard_);
    if (lines_.empty()) return std::nullopt;
    auto line = std::move(lines_.front());
    lines_.pop_front();
    return line;
  }
  bool over() {
    std::lock_guard hold(guard_);
    return ended_ && lines_.empty();
  }

 private:
  std::mutex guard_;
  std::deque<std::string> lines_;
  bool ended_ = false;
};

base::Status bad(const std::string& place, const std::string& cause) {
  return base::fail("script_bad_line", place, cause, {cause});
}

}  // namespace

base::Status Script::runFile(const std::filesystem::path& file) {
  const auto text = base::readTextFile(file, kScriptLimit);
  if (!text) return base::fail(text.error());
  std::istringstream lines(*text);
  std::string one;
  for (int number = 1; std::getline(lines, one); ++number)
    if (auto done = line(one, file.string() + ":" + std::to_string(number)); !done) return done;
  return {};
}

base::Status Script::runInput() {
  Inbox inbox;
  std::thread reader([&inbox, &window = dialogue_.window()] {
    for (std::string one; std::getline(std::cin, one);) inbox.put(one), window.wake();
    inbox.end(), window.wake();
  });
  base::Status done;
  for (int number = 1; done && !inbox.over(); ++number) {
    std::optional<std::string> next;
    while (done && !(next = inbox.take()) && !inbox.over())
      if (!dialogue_.turn()) done = bad("stdin", "the window was closed");
    if (next) done = line(*next, "stdin:" + std::to_string(number));
  }
  if (!done) {
    base::log::error("{}", done.error().describe());
    std::_Exit(1);  // the reader waits for a line that never comes
  }
  reader.join();
  return done;
}

base::Status Script::line(const std::string& text, const std::string& place) {
  std::istringstream words(text.substr(0, text.find('#')));
  std::string command, first, second, third;
  if (!(words >> command)) return {};
  words >> first >> second >> third;
  const bool numbered =
      !second.empty() && std::ranges::all_of(second, [](unsigned char c) { return std::isdigit(c); });
  const int seconds = numbered && second.size() < 5 ? std::stoi(second) : kPatience;
  const auto shown = [&] { return nameOf(dialogue_.model().screen) == first; };
  base::Status done = bad(place, "no such command: " + command);
  if (command == "wait") done = until(shown, seconds, place, "screen " + first);
  if (command == "expect") done = shown() ? base::Status() : until(shown, 0, place, "screen " + first);
  if (command == "tap") done = tap(first, seconds, place);
  if (command == "press") done = press(first, third, place);
  if (command == "type") done = type(first, place);
  if (command == "stroke") {
    done = until([&] { return enabled(first); }, seconds, place, "element " + first);
    for (const auto& stroke : kStrokes) {
      if (done) dialogue_.window().strokeOver(first, stroke);
      settle();
    }
  }
  if (command == "await") done = await(first, numbered ? seconds : -1, place);
  if (command == "picture") done = picture(first, place);
  if (done) std::printf("ok %s\n", text.c_str()), std::fflush(stdout);
  return done;
}

base::Status Script::until(const std::function<bool()>& reached, int seconds, const std::string& place,
                           const std::string& wanted) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (true) {
    settle();  // what has happened is drawn before anything is waited for
    if (reached()) return {};
    if (std::chrono::steady_clock::now() >= limit)
      return base::fail("script_timed_out", place,
                        "no " + wanted + " after " + std::to_string(seconds) + " s; the screen is " +
                            std::string(nameOf(dialogue_.model().screen)),
                        {wanted, std::string(nameOf(dialogue_.model().screen))});
    if (!dialogue_.turn(limit)) return bad(place, "the window was closed");
  }
}

bool Script::enabled(const std::string& element) {
  return std::ranges::any_of(dialogue_.window().ui().elements(),
                             [&](const auto& one) { return one.id == element && one.enabled; });
}

// Until the finger's press and release have reached the screen.
void Script::settle() {
  for (int i = 0; i < 2; ++i) (void)dialogue_.turn(std::chrono::steady_clock::now());
}

base::Status Script::tap(const std::string& element, int seconds, const std::string& place) {
  auto there = until([&] { return enabled(element); }, seconds, place, "element " + element);
  if (!there) return there;
  dialogue_.window().tap(element);
  settle();
  return {};
}

base::Status Script::press(const std::string& element, const std::string& other, const std::string& place) {
  const auto either = [&] { return enabled(other) || enabled(element); };
  for (int i = 0; i < kPressLimit; ++i) {
    if (auto there = until(either, kPatience, place, "element " + element); !there) return there;
    if (enabled(other)) return {};
    if (auto tapped = tap(element, kPatience, place); !tapped) return tapped;
  }
  return base::fail("script_timed_out", place, element + " never led to " + other, {other, element});
}

base::Status Script::type(const std::string& text, const std::string& place) {
  for (const char c : text) {
    const auto key = std::string("key:") + c;
    for (int layers = 0; layers < 3 && !enabled(key); ++layers) {
      const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
      const auto change = letter && enabled("key:shift") ? "key:shift" : "key:layer";
      if (auto changed = tap(change, kPatience, place); !changed) return changed;
    }
    if (auto tapped = tap(key, kPatience, place); !tapped) return tapped;
  }
  return {};
}

base::Status Script::await(const std::string& condition, int number, const std::string& place) {
  const auto& model = dialogue_.model();
  const auto job = [&]() -> const PrintJob* { return model.session.job ? &*model.session.job : nullptr; };
  std::function<bool()> reached;
  int seconds = number < 0 ? kPatience : number;
  if (condition == "trouble") reached = [&] { return model.printer.troubled(); };
  if (condition == "no_trouble") reached = [&] { return !model.printer.troubled(); };
  if (condition == "notice") reached = [&] { return model.notice.has_value(); };
  if (condition == "no_notice") reached = [&] { return !model.notice; };
  if (condition == "no_waiting") reached = [&] { return model.waiting == Waiting::none; };
  if (condition == "stalled") reached = [&] { return job() && job()->stalled; };
  if (condition == "failed") reached = [&] { return job() && job()->phase == PrintPhase::failed; };
  if (condition == "pages") {
    reached = [&, number] { return job() && job()->pages_done >= number; };
    seconds = kPatience;
  }
  if (!reached) return bad(place, "no such condition: " + condition);
  return until(reached, seconds, place, condition);
}

base::Status Script::picture(const std::string& name, const std::string& place) {
  if (name.empty() || name.find('/') != std::string::npos) return bad(place, "a picture's name is one word");
  std::error_code ignored;
  std::filesystem::create_directories(pictures_, ignored);
  return ui::savePng(dialogue_.picture(), (pictures_ / (name + ".png")).string());
}

}  // namespace kiosk
