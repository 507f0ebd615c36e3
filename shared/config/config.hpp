// A device's configuration: one TOML file, campus layered under device. Every option stands in
// device-config/examples/{campus,kiosk,desk}.toml with its meaning, its default and what is allowed.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/texts.hpp"
#include "toml_doc/toml_doc.hpp"

namespace config {

enum class Orientation { portrait, landscape };
enum class SignInMethod { account, phone };  // account and password; a code that the person's phone confirms
enum class Appearance { light, dark };

struct Hall {
  std::string url;                // https://host[:port], without a slash at its end
  std::filesystem::path ca_file;  // trusts the hall's TLS certificate
  std::filesystem::path certificate_file;
  std::filesystem::path key_file;
  std::string root_key;  // base64 of the seal root's Ed25519 key
};

struct Screen {
  int width_px = 1080;
  int height_px = 1920;
  double diagonal_inch = 32;
  Orientation orientation = Orientation::portrait;
  bool fullscreen = true;
  bool animations = false;
};

struct Printer {
  std::string uri;  // ipp://…, ipps://…, or cups:<queue>
  std::string media = "iso_a4_210x297mm";
  int paper_low_sheets = 0;
};

// Every wait a person can notice, each with its reason in the example file.
struct Timeouts {
  std::chrono::seconds idle_ask{45};
  std::chrono::seconds idle_wipe{15};
  std::chrono::seconds done_screen{20};
  std::chrono::seconds print_stall{120};
  std::chrono::seconds hall_retry{10};
  std::chrono::seconds result_clear{60};    // desk: a verdict leaves the screen
  std::chrono::seconds facts_refresh{300};  // desk: keys and status lists are fetched ahead that often
};

// Where a desk's papers come from. A device that isn't plugged in is no mistake: the desk waits for it.
struct Inputs {
  bool handheld = true;          // a code reader that types into the window
  std::filesystem::path reader;  // /dev/input/…: keyboard type, grabbed; else serial; empty: none
  int reader_baud = 9600;        // of a serial one
  std::string camera;            // /dev/…; empty: none
  std::string scanner;           // as SANE names it, or "first"; empty: none
  int scanner_dpi = 300;
  std::filesystem::path watched_folder;  // empty: none
};

struct Device {
  std::string kind;  // kiosk | desk
  std::string name;  // KIOSK-07
  std::string location;
  base::Language language = base::Language::zh;
  Hall hall;
  Screen screen;
  Printer printer;                                           // kiosk only
  std::vector<SignInMethod> sign_in{SignInMethod::account};  // in the order in which they are offered
  Timeouts timeouts;
  std::filesystem::path state;  // ledger, outbox, cached keys and lists
  Inputs inputs;                // desk only, as the two below
  Appearance appearance = Appearance::light;
  bool sounds = true;
};

// One option as it came out of the layers, for `hall-provision show` and the test that holds the examples.
struct Setting {
  std::string name;      // "timeouts.idle_ask_seconds"
  std::string value;     // as TOML writes it
  std::string standard;  // the default as TOML writes it; empty: the option is required
  std::string origin;    // file:line:column; empty: the default
};

// device is read over campus: same options, the device's win. Every mistake of both files lands in problems,
// by file and line, with what is wrong and what is allowed; with any problem the device must not start.
// Relative paths belong to the file they stand in. An option of the other kind is a mistake in the device's
// file, and skipped in the campus's, which kiosks and desks share. Codes: those of toml_doc, and config_*.
Device load(const std::optional<std::filesystem::path>& campus, const std::filesystem::path& device,
            toml_doc::Problems& problems, std::vector<Setting>* settings = nullptr);

// What hall-provision prints, and what kiosk and desk show and log before they refuse to start: a line a
// problem, each "file:line:column: sentence". Control characters of the file are shown as "?".
std::string sentenceOf(const base::Error& problem, const base::Texts& texts);
std::string sentenceOf(const toml_doc::Problems& problems, const base::Texts& texts);

}  // namespace config
