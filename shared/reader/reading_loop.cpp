#include "reader/reading_loop.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace reader {
namespace {

constexpr std::chrono::milliseconds kFirstPause{250};  // a plug that slipped is back at once
constexpr std::chrono::milliseconds kLastPause{5000};  // unnoticed by who plugs it in, and by the processor

// A process without a descriptor left for this can't go on; the same as memory that is used up.
Port makeEvent() {
  const int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) std::abort();
  return Port(descriptor);
}

}  // namespace

ReadingLoop::ReadingLoop(std::filesystem::path device, std::function<base::Result<Port>()> open,
                         std::unique_ptr<Decoder> decoder, std::function<void(Reading)> sink)
    : device_(std::move(device)),
      open_(std::move(open)),
      decoder_(std::move(decoder)),
      sink_(std::move(sink)),
      ending_(makeEvent()),
      pause_(kFirstPause),
      thread_([this] { run(); }) {}

ReadingLoop::~ReadingLoop() {
  const std::uint64_t one = 1;
  if (::write(ending_.descriptor(), &one, sizeof one) != sizeof one)
    std::abort();  // the first write always fits
  thread_.join();
}

void ReadingLoop::run() {
  while (true) {
    auto port = open_();
    if (port) {
      decoder_->forget();
      told_ = "";
      sink_(State{State::Kind::reading, {}});
      auto lost = readUntilLost(*port);
      if (!lost) return;
      tellLost(std::move(*lost));
    } else {
      tellLost(std::move(port.error()));
    }
    if (!waitToRetry()) return;
  }
}

void ReadingLoop::tellLost(base::Error why) {
  if (told_ == why.code || (told_ == "reader_unplugged" && why.code == "reader_missing")) return;
  told_ = why.code;
  sink_(State{State::Kind::lost, std::move(why)});
}

bool ReadingLoop::waitToRetry() {
  pollfd ending{ending_.descriptor(), POLLIN, 0};
  const int ready = ::poll(&ending, 1, static_cast<int>(pause_.count()));
  pause_ = std::min(pause_ * 2, kLastPause);
  return ready <= 0;
}

// nullopt: the end has come.
std::optional<base::Error> ReadingLoop::readUntilLost(const Port& port) {
  while (true) {
    pollfd both[] = {{ending_.descriptor(), POLLIN, 0}, {port.descriptor(), POLLIN, 0}};
    if (::poll(both, 2, -1) < 0 && errno != EINTR) return errorOf(errno, device_);
    if (both[0].revents != 0) return std::nullopt;
    std::optional<base::Error> lost;
    if (both[1].revents != 0 && !readOnce(port, lost)) return lost;
  }
}

// false: the device is gone.
bool ReadingLoop::readOnce(const Port& port, std::optional<base::Error>& lost) {
  std::uint8_t bytes[4096];
  const auto count = ::read(port.descriptor(), bytes, sizeof bytes);
  if (count > 0) {
    pause_ = kFirstPause;
    const base::BytesView taken(bytes, static_cast<std::size_t>(count));
    for (auto& text : decoder_->take(taken, std::chrono::steady_clock::now())) sink_(Code{std::move(text)});
    return true;
  }
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
  lost = count == 0 ? base::Error{"reader_unplugged", device_.string(), "hung up"} : errorOf(errno, device_);
  return false;
}

}  // namespace reader
