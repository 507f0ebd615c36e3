#include "verifier/cli/progress.hpp"

#include <fmt/core.h>

#include <chrono>
#include <ostream>

namespace verifier::cli {
namespace {

constexpr auto kRedraw = std::chrono::milliseconds(200);  // quick enough to look alive

std::string lasting(double seconds, const base::Texts& texts) {
  if (seconds < 90) return texts.get("cli.seconds", {fmt::format("{:.0f}", seconds)});
  if (seconds < 5400) return texts.get("cli.minutes", {fmt::format("{:.0f}", seconds / 60)});
  return texts.get("cli.hours", {fmt::format("{:.1f}", seconds / 3600)});
}

}  // namespace

Progress::Progress(bool shown, const base::Texts& texts, const base::Clock& clock, std::ostream& err)
    : shown_(shown), texts_(texts), clock_(clock), err_(err), began_(clock.steady()) {}

Progress::~Progress() { clear(); }

void Progress::page(bool held, std::size_t expected) {
  ++done_;
  if (held) ++held_;
  if (!shown_) return;
  const auto now = clock_.steady();
  if (drawn_once_ && now - drawn_ < kRedraw) return;
  drawn_ = now;
  drawn_once_ = true;
  // Back to the line's start, and everything behind the text cleared (ECMA-48: CSI K).
  err_ << '\r' << line(expected, std::chrono::duration<double>(now - began_).count()) << "\x1b[K"
       << std::flush;
}

std::string Progress::line(std::size_t expected, double seconds) const {
  const auto done = std::to_string(done_), all = std::to_string(expected);
  const auto read = static_cast<double>(done_ - held_);
  if (seconds < 1 || read < 1) return texts_.get("cli.progress_begins", {done, all});
  const double rate = read / seconds;
  const auto left = static_cast<double>(expected - std::min(expected, done_)) / rate;
  return texts_.get("cli.progress", {done, all, fmt::format("{:.1f}", rate), lasting(left, texts_)});
}

void Progress::clear() {
  if (drawn_once_) err_ << "\r\x1b[K" << std::flush;
  drawn_once_ = false;
}

}  // namespace verifier::cli
