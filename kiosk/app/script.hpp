// A scripted run: the same screens, driven by taps on their elements. One command a line, # begins a comment:
//
//   wait SCREEN [SECONDS]   until that screen is up (30)
//   expect SCREEN           it is up now
//   tap ELEMENT [SECONDS]   waits until the element is there and enabled (30), then taps it
//   press ELEMENT until OTHER   taps ELEMENT again and again until OTHER is there and enabled
//   type TEXT               on the touch keyboard, key by key
//   stroke ELEMENT          a finger writes across it
//   await CONDITION [SECONDS]   trouble, no_trouble (printer), notice, no_notice, no_waiting
//                           (nothing asked of the hall is open), stalled,
//                           failed (the copy), pages N (at least so many counted)
//   picture NAME            saves NAME.png
//
// Every command that was done is answered by a line `ok COMMAND` on standard output.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "kiosk/app/dialogue.hpp"

namespace kiosk {

class Script {
 public:
  Script(Dialogue& dialogue, std::filesystem::path pictures)
      : dialogue_(dialogue), pictures_(std::move(pictures)) {}

  // Codes: "script_bad_line", "script_timed_out"; place: file:line.
  base::Status runFile(const std::filesystem::path& file);
  // Lines from standard input as they come, until it ends.
  base::Status runInput();

 private:
  base::Status line(const std::string& text, const std::string& place);
  base::Status until(const std::function<bool()>& reached, int seconds, const std::string& place,
                     const std::string& wanted);
  base::Status tap(const std::string& element, int seconds, const std::string& place);
  base::Status press(const std::string& element, const std::string& other, const std::string& place);
  base::Status type(const std::string& text, const std::string& place);
  base::Status await(const std::string& condition, int number, const std::string& place);
  base::Status picture(const std::string& name, const std::string& place);
  bool enabled(const std::string& element);
  void settle();

  Dialogue& dialogue_;
  std::filesystem::path pictures_;
};

}  // namespace kiosk
