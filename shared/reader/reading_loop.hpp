// The thread of a CodeReader: opens the device, reads it, waits for it to come back. Internal to the room;
// tests give it pipes in place of devices.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "reader/decoder.hpp"
#include "reader/port.hpp"
#include "reader/reader.hpp"

namespace reader {

class ReadingLoop {
 public:
  ReadingLoop(std::filesystem::path device, std::function<base::Result<Port>()> open,
              std::unique_ptr<Decoder> decoder, std::function<void(Reading)> sink);
  ~ReadingLoop();
  ReadingLoop(const ReadingLoop&) = delete;
  ReadingLoop& operator=(const ReadingLoop&) = delete;

 private:
  void run();
  std::optional<base::Error> readUntilLost(const Port& port);
  bool readOnce(const Port& port, std::optional<base::Error>& lost);
  void tellLost(base::Error why);
  bool waitToRetry();  // false: the end has come

  const std::filesystem::path device_;
  const std::function<base::Result<Port>()> open_;
  const std::unique_ptr<Decoder> decoder_;
  const std::function<void(Reading)> sink_;
  const Port ending_;                // an eventfd, readable once the end has come
  std::optional<std::string> told_;  // code of the last State; empty: reading
  std::chrono::milliseconds pause_;
  std::thread thread_;
};

}  // namespace reader
