// hall-kiosk: where the kiosk's rooms meet.
#include <malloc.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "base/arguments.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "kiosk/app/dialogue.hpp"
#include "kiosk/app/end_signals.hpp"
#include "kiosk/app/script.hpp"
#include "print/print.hpp"

#ifndef __SANITIZE_ADDRESS__  // which keeps its own account of the heap
// Whatever anybody typed, signed or was sent passes through strings that grow, encoders and decoders: none of
// their leavings may outlast the session in freed memory.
void operator delete(void* memory) noexcept {
  if (memory) ::explicit_bzero(memory, ::malloc_usable_size(memory));
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { ::operator delete(memory); }
#endif

namespace {

constexpr int kDone = 0, kFailed = 1, kUsage = 64;

const std::vector<base::Option> kOptions{{"--config", true},   {"--campus", true}, {"--script", true},
                                         {"--pictures", true}, {"--headless"},     {"--windowed"},
                                         {"--help"},           {"--version"}};

struct Settings {
  config::Device device;
  std::vector<std::string> refusals;  // why this device must not serve
};

// A crash must not write somebody's session to disk, and no other program may look into it.
void closeDoors() {
#ifndef __SANITIZE_ADDRESS__  // the leak check looks into the program the way a debugger does
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

int showHelp(base::Language language) {
  const auto page =
      base::readTextFile(base::assetsFolder() / "lang" / nameOf(language) / "hall-kiosk.help", 1 << 20);
  std::fputs(page ? page->c_str() : page.error().describe().c_str(), page ? stdout : stderr);
  return page ? kDone : kFailed;
}

Settings load(const base::Arguments& arguments, const base::Texts& texts) {
  std::optional<std::filesystem::path> campus;
  if (arguments.has("--campus")) campus = arguments.value("--campus");
  toml_doc::Problems problems;
  Settings out;
  out.device = config::load(campus, arguments.value("--config"), problems);
  if (problems.empty() && out.device.kind != "kiosk")
    problems.push_back({"config_not_a_kiosk", arguments.value("--config"), "kind must be kiosk", {}});
  for (const auto& problem : problems) {
    base::log::error("not in service: {}", problem.describe());
    out.refusals.push_back(config::sentenceOf(problem, texts));
  }
  return out;
}

kiosk::ServiceParts partsOf(const config::Device& device, const base::Clock& clock, kiosk::Post post) {
  kiosk::ServiceParts parts{.clock = clock, .post = std::move(post)};
  const api::HallAddress address{device.hall.url, device.hall.ca_file, device.hall.certificate_file,
                                 device.hall.key_file};
  parts.open_hall = [address] { return api::openHallClient(address); };
  parts.open_printer = [uri = device.printer.uri, &clock] { return print::openPrinter(uri, clock); };
  parts.state = device.state;
  parts.root_key = device.hall.root_key;
  parts.media = device.printer.media;
  return parts;
}

ui::WindowSettings windowOf(const config::Screen& screen, const base::Arguments& arguments) {
  ui::WindowSettings out{.title = "hall-kiosk", .width_px = screen.width_px, .height_px = screen.height_px};
  out.headless = arguments.has("--headless");
  out.fullscreen = screen.fullscreen && !arguments.has("--windowed");
  out.resizable = arguments.has("--windowed");
  out.animations = screen.animations;
  return out;
}

void beginWith(kiosk::Dialogue& dialogue, Settings& settings, const base::Texts& texts,
               const base::Clock& clock) {
  if (settings.refusals.empty()) {
    auto services = kiosk::Services::open(partsOf(settings.device, clock, dialogue.post()));
    if (services) {
      dialogue.serve(std::move(*services));
    } else {
      base::log::error("not in service: {}", services.error().describe());
      settings.refusals.push_back(texts.sentence(services.error()));
    }
  }
  dialogue.begin();
  if (!settings.refusals.empty()) dialogue.refuse(settings.refusals);
}

int converse(kiosk::Dialogue& dialogue, const base::Arguments& arguments, const base::Texts& texts) {
  if (!arguments.has("--script")) {
    while (dialogue.turn()) {
    }
    return kDone;
  }
  dialogue.tellScreens(true);
  kiosk::Script script(dialogue, arguments.has("--pictures") ? arguments.value("--pictures") : ".");
  const auto file = arguments.value("--script");
  const auto done = file == "-" ? script.runInput() : script.runFile(file);
  if (!done) std::fprintf(stderr, "hall-kiosk: %s\n", texts.sentence(done.error()).c_str());
  return done ? kDone : kFailed;
}

int run(const base::Arguments& arguments, base::Language language) {
  const auto folder = base::assetsFolder() / "lang";
  auto zh = base::Texts::load(folder, base::Language::zh), en = base::Texts::load(folder, base::Language::en);
  if (!zh || !en) {
    std::fprintf(stderr, "hall-kiosk: %s\n", (zh ? en : zh).error().describe().c_str());
    return kFailed;
  }
  const kiosk::Languages languages{std::move(*zh), std::move(*en)};
  const auto& texts = languages.in(language);
  auto settings = load(arguments, texts);
  const bool refused = !settings.refusals.empty();
  auto window = ui::Window::open(windowOf(settings.device.screen, arguments));
  if (!window) {
    std::fprintf(stderr, "hall-kiosk: %s\n", texts.sentence(window.error()).c_str());
    for (const auto& sentence : settings.refusals) std::fprintf(stderr, "hall-kiosk: %s\n", sentence.c_str());
    return kFailed;
  }
  const base::SystemClock clock;
  kiosk::Dialogue dialogue(**window, languages, clock, settings.device);
  beginWith(dialogue, settings, languages.in(refused ? language : settings.device.language), clock);
  const kiosk::EndSignals signals([&dialogue] { dialogue.end(); });
  return converse(dialogue, arguments, texts);
}

}  // namespace

int main(int count, char** words) {
  closeDoors();
  kiosk::holdEndSignals();
  const auto language = base::languageOfEnvironment();
  const auto arguments = base::parseArguments({words + 1, words + count}, kOptions);
  if (arguments && arguments->has("--help")) return showHelp(language);
  if (arguments && arguments->has("--version")) return std::printf("hall-kiosk %s\n", HALL_VERSION), kDone;
  if (!arguments || !arguments->has("--config") || !arguments->operands.empty()) {
    std::fprintf(
        stderr, "hall-kiosk: %s; see hall-kiosk --help\n",
        arguments ? "--config FILE is needed, and nothing without a dash" : arguments.error().cause.c_str());
    return kUsage;
  }
  return run(*arguments, language);
}
