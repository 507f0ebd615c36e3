// Codes from readers that a program has to itself: handheld code readers and card readers, of keyboard type
// (evdev, linux/input.h) or serial (termios(3); USB-COM is one of these). What is read is hostile and
// personal: UTF-8 without control characters, at most 8000 of them, and never logged.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "base/result.hpp"

namespace reader {

class ReadingLoop;

struct ReaderAddress {
  enum class Kind { keyboard, serial };
  std::filesystem::path device;  // best below /dev/input/by-id or /dev/serial/by-id: stable over plugging
  Kind kind = Kind::keyboard;
  int baud = 9600;  // of a serial one, 1200 to 115200; 8 data bits, no parity, 1 stop bit
};
// Below /dev/input: keyboard; all else: serial.
ReaderAddress addressOf(const std::filesystem::path& device, int baud);

// One code as the reader ended it: with Enter or Tab by keyboard; with CR, LF or both by serial line. A
// reader set up to send neither can't be used.
struct Code {
  std::string text;
};
struct State {
  enum class Kind { reading, lost };
  Kind kind = Kind::lost;
  // Of lost: reader_missing (not plugged in), reader_access_denied, reader_busy (another program has it),
  // reader_wrong_kind (the device is no reader of this kind), reader_unplugged (while in use), reader_fault.
  base::Error why;
};
using Reading = std::variant<Code, State>;

// Reads on a thread of its own while it lives. A reader that is missing or was unplugged is tried again,
// after a quarter of a second at first and five at last; a State is told on every change, the first one soon
// after the start. A keyboard is grabbed: it types into no window.
class CodeReader {
 public:
  // sink: called on the reader's thread, which waits for it; must not end this object.
  CodeReader(ReaderAddress address, std::function<void(Reading)> sink);
  ~CodeReader();  // ends at once; no call to sink after it
  CodeReader(const CodeReader&) = delete;
  CodeReader& operator=(const CodeReader&) = delete;

 private:
  std::unique_ptr<ReadingLoop> loop_;
};

}  // namespace reader
