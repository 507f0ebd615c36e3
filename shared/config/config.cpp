#include "config/config.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "config/layers.hpp"
#include "config/rules.hpp"

namespace config {
namespace {

void object(Section& section, std::string_view key, const std::optional<Objection>& objection) {
  if (objection)
    section.problem(key, objection->code,
                    fmt::format("{} = {}: {} {}", section.nameOf(key), objection->value, objection->code,
                                objection->detail),
                    {objection->value, objection->detail});
}

std::string required(Section& section, std::string_view key,
                     std::optional<Objection> (*rule)(std::string_view), For use = For::both) {
  auto value = section.text(key, std::nullopt, use);
  if (!value.empty()) object(section, key, rule(value));
  return value;
}

std::filesystem::path pem(Section& section, std::string_view key, Pem wanted) {
  auto path = section.path(key, std::nullopt);
  if (!path.empty()) object(section, key, objectionToPemFile(path, wanted));
  return path;
}

Hall readHall(Section& root) {
  auto section = root.section("hall");
  Hall hall;
  hall.url = required(section, "url", objectionToHallUrl);
  hall.ca_file = pem(section, "ca_file", Pem::certificate);
  hall.certificate_file = pem(section, "certificate_file", Pem::certificate);
  hall.key_file = pem(section, "key_file", Pem::private_key);
  hall.root_key = required(section, "root_key", objectionToRootKey);
  section.finish();
  return hall;
}

Screen standardScreen(bool desk) {
  Screen screen;
  if (desk) {
    screen.width_px = 1440;
    screen.height_px = 900;
    screen.diagonal_inch = 24;
    screen.orientation = Orientation::landscape;
    screen.fullscreen = false;
  }
  return screen;
}

void checkOrientation(Section& section, const Screen& screen) {
  const bool upright = screen.height_px > screen.width_px;
  if (upright == (screen.orientation == Orientation::portrait)) return;
  const std::string said = screen.orientation == Orientation::portrait ? "portrait" : "landscape";
  for (const auto* key : {"orientation", "width_px", "height_px"}) {
    if (!section.isSet(key)) continue;
    section.problem(
        key, "config_orientation",
        fmt::format("orientation is {}, but the screen is {}x{}", said, screen.width_px, screen.height_px),
        {said, std::to_string(screen.width_px), std::to_string(screen.height_px)});
    return;
  }
}

Screen readScreen(Section& root, bool desk) {
  auto section = root.section("screen");
  const auto standard = standardScreen(desk);
  Screen screen;
  screen.width_px = section.integer("width_px", standard.width_px, 800, 7680);
  screen.height_px = section.integer("height_px", standard.height_px, 600, 7680);
  screen.diagonal_inch = section.number("diagonal_inch", standard.diagonal_inch, 7, 100);
  const auto orientation =
      section.choice("orientation", {"portrait", "landscape"},
                     standard.orientation == Orientation::portrait ? "portrait" : "landscape");
  screen.orientation = orientation == "portrait" ? Orientation::portrait : Orientation::landscape;
  screen.fullscreen = section.boolean("fullscreen", standard.fullscreen);
  screen.animations = section.boolean("animations", standard.animations);
  checkOrientation(section, screen);
  section.finish();
  return screen;
}

Printer readPrinter(Section& root) {
  auto section = root.section("printer");
  Printer printer;
  printer.uri = required(section, "uri", objectionToPrinterUri, For::kiosk);
  printer.media = section.choice("media", {"iso_a4_210x297mm"}, printer.media, For::kiosk);
  printer.paper_low_sheets =
      section.integer("paper_low_sheets", printer.paper_low_sheets, 0, 5000, For::kiosk);
  section.finish();
  return printer;
}

std::vector<SignInMethod> readSignIn(Section& root, bool desk) {
  const std::vector<std::string> allowed =
      desk ? std::vector<std::string>{"account", "phone"} : std::vector<std::string>{"account"};
  const auto names = root.texts("sign_in", allowed);
  std::vector<SignInMethod> methods;
  for (const auto& name : names) {
    const auto method = name == "phone" ? SignInMethod::phone : SignInMethod::account;
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      root.problem("sign_in", "config_sign_in",
                   fmt::format("sign_in has \"{}\"; allowed: {}", name, fmt::join(allowed, ", ")),
                   {name, fmt::format("{}", fmt::join(allowed, ", "))});
    else if (std::find(methods.begin(), methods.end(), method) == methods.end())
      methods.push_back(method);
  }
  if (names.empty()) root.problem("sign_in", "config_empty", "sign_in must not be empty", {});
  return methods;
}

Timeouts readTimeouts(Section& root) {
  auto section = root.section("timeouts");
  const auto seconds = [&section](const char* key, std::chrono::seconds standard, int least, int most,
                                  For use) {
    return std::chrono::seconds(section.integer(key, static_cast<int>(standard.count()), least, most, use));
  };
  Timeouts out;
  out.idle_ask = seconds("idle_ask_seconds", out.idle_ask, 10, 600, For::kiosk);
  out.idle_wipe = seconds("idle_wipe_seconds", out.idle_wipe, 5, 120, For::kiosk);
  out.done_screen = seconds("done_screen_seconds", out.done_screen, 5, 300, For::kiosk);
  out.print_stall = seconds("print_stall_seconds", out.print_stall, 30, 900, For::kiosk);
  out.hall_retry = seconds("hall_retry_seconds", out.hall_retry, 1, 300, For::both);
  out.result_clear = seconds("result_clear_seconds", out.result_clear, 5, 3600, For::desk);
  out.facts_refresh = seconds("facts_refresh_seconds", out.facts_refresh, 60, 3600, For::desk);
  section.finish();
  return out;
}

void readReaders(Section& root, Inputs& inputs) {
  auto section = root.section("readers");
  inputs.handheld = section.boolean("handheld", inputs.handheld, For::desk);
  const auto device = section.text("device", "", For::desk);
  object(section, "device", objectionToReaderDevice(device));
  inputs.reader = device;
  inputs.reader_baud = section.integer("baud", inputs.reader_baud, 1200, 115200, For::desk);
  object(section, "baud", objectionToBaud(inputs.reader_baud));
  section.finish();
}

Inputs readInputs(Section& root) {
  Inputs inputs;
  readReaders(root, inputs);
  auto camera = root.section("camera");
  inputs.camera = camera.text("device", "", For::desk);
  object(camera, "device", objectionToCameraDevice(inputs.camera));
  camera.finish();
  auto scanner = root.section("scanner");
  inputs.scanner = scanner.text("name", "", For::desk);
  inputs.scanner_dpi = scanner.integer("dpi", inputs.scanner_dpi, 150, 600, For::desk);
  scanner.finish();
  auto inbox = root.section("inbox");
  inputs.watched_folder = inbox.path("watched_folder", "", For::desk);
  inbox.finish();
  return inputs;
}

void readLook(Section& root, Device& device) {
  auto section = root.section("look");
  const auto appearance = section.choice("appearance", {"light", "dark"}, "light", For::desk);
  device.appearance = appearance == "dark" ? Appearance::dark : Appearance::light;
  device.sounds = section.boolean("sounds", true, For::desk);
  section.finish();
}

Device readDevice(Section& root, Section::Context& context, const std::string& kind) {
  const bool desk = context.kind == Kind::desk;
  Device device;
  device.kind = kind;
  device.name = required(root, "name", objectionToDeviceName);
  device.location = root.text("location", "");
  device.language =
      root.choice("language", {"zh", "en"}, "zh") == "en" ? base::Language::en : base::Language::zh;
  device.state = root.path("state", desk ? "/var/lib/hall-desk" : "/var/lib/hall-kiosk");
  device.sign_in = readSignIn(root, desk);
  device.hall = readHall(root);
  device.screen = readScreen(root, desk);
  device.printer = readPrinter(root);
  device.timeouts = readTimeouts(root);
  device.inputs = readInputs(root);
  readLook(root, device);
  root.finish();
  return device;
}

// "file:12:3" -> {"file", 12, 3}, so that mistakes are told in the order in which a person meets them in the
// files.
std::tuple<std::string, int, int> orderOf(const base::Error& problem) {
  std::string_view text = problem.place;
  const auto number = [&text] {
    const auto colon = text.rfind(':');
    int value = 0;
    if (colon == std::string_view::npos) return 0;
    const auto tail = text.substr(colon + 1);
    const auto [end, failed] = std::from_chars(tail.data(), tail.data() + tail.size(), value);
    if (failed != std::errc() || end != tail.data() + tail.size()) return 0;
    text = text.substr(0, colon);
    return value;
  };
  const int column = number();
  const int line = number();
  return {std::string(text), line, column};
}

std::filesystem::path folderOf(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::absolute(file, ignored).parent_path();
}

}  // namespace

Device load(const std::optional<std::filesystem::path>& campus, const std::filesystem::path& device,
            toml_doc::Problems& problems, std::vector<Setting>* settings) {
  toml_doc::Problems found;
  const auto campus_file = campus ? toml_doc::Document::load(*campus, found) : toml_doc::Document();
  const auto device_file = toml_doc::Document::load(device, found);
  Device out;
  if (found.empty()) {  // a file that can't be read would only add a row of "is missing"
    Section::Context context{
        std::nullopt, device_file.root(), campus ? folderOf(*campus) : "", folderOf(device), &found,
        settings};
    Section root(context, "", campus ? campus_file.root() : toml_doc::Table(), device_file.root());
    const auto kind = root.choice("kind", {"kiosk", "desk"}, std::nullopt);
    if (found.empty()) context.kind = kind == "desk" ? Kind::desk : Kind::kiosk;
    out = readDevice(root, context, kind);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return orderOf(a) < orderOf(b); });
  problems.insert(problems.end(), found.begin(), found.end());
  return out;
}

std::string sentenceOf(const base::Error& problem, const base::Texts& texts) {
  auto line = texts.sentence(problem);
  for (auto& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return line;
}

std::string sentenceOf(const toml_doc::Problems& problems, const base::Texts& texts) {
  std::string out;
  for (const auto& problem : problems) out += (out.empty() ? "" : "\n") + sentenceOf(problem, texts);
  return out;
}

}  // namespace config
