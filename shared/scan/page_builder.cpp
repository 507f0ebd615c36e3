#include "scan/page_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace scan {
namespace {

constexpr std::int64_t kMostRowBytes = 64 << 20;

bool isPass(Band band) { return band == Band::red || band == Band::green || band == Band::blue; }
int samplesOf(Band band) { return band == Band::rgb ? 3 : 1; }
int channelsOf(Band band) { return band == Band::grey ? 1 : 3; }

// What the pixels of a row need. At depth 1 eight pixels share a byte; in RGB each such byte has its colour.
std::int64_t neededBytes(const Frame& frame) {
  const auto samples = samplesOf(frame.band);
  if (frame.depth == 1) return (frame.width + 7) / 8 * samples;
  return frame.width * samples * (frame.depth / 8);
}

// The sample of pixel x in colour `channel` of `samples`. In grey at depth 1, and only there, 1 is black.
std::uint8_t sampleAt(const Frame& frame, const std::uint8_t* row, std::int64_t x, int channel, int samples) {
  switch (frame.depth) {
    case 1: {
      const bool bit = row[x / 8 * samples + channel] & (0x80 >> (x % 8));
      return bit != (frame.band == Band::grey) ? 255 : 0;
    }
    case 8:
      return row[x * samples + channel];
    case 16: {
      std::uint16_t sample = 0;  // in this machine's byte order
      std::memcpy(&sample, row + (x * samples + channel) * 2, sizeof sample);
      return static_cast<std::uint8_t>(sample >> 8);
    }
  }
  return 0;
}

}  // namespace

base::Status PageBuilder::check(const Frame& frame) const {
  const auto bad = [this](const std::string& cause) {
    return base::fail("scanner_bad_frame", place_, cause);
  };
  if (frame.depth != 1 && frame.depth != 8 && frame.depth != 16)
    return bad(fmt::format("{} bits a sample", frame.depth));
  if (frame.width <= 0 || frame.lines == 0) return bad("the frame has no pixels");
  if (frames_ > 0 &&
      (!isPass(frame.band) || !isPass(frame_.band) || frames_ == 3 || frame.width != page_.width))
    return bad(fmt::format("frame {} doesn't belong to those before it", frames_ + 1));
  if (frame.width > kMostPixels || frame.lines > kMostPixels || frame.width * frame.lines > kMostPixels)
    return base::fail("scanner_page_too_large", place_,
                      fmt::format("{}x{} pixels", frame.width, frame.lines));
  if (frame.bytes_per_line < neededBytes(frame) || frame.bytes_per_line > kMostRowBytes)
    return bad(fmt::format("{} bytes a line of {} pixels", frame.bytes_per_line, frame.width));
  return {};
}

base::Status PageBuilder::beginFrame(const Frame& frame) {
  if (auto fine = check(frame); !fine) return fine;
  complete_rows_ = frames_ == 0 ? 0 : frames_ == 1 ? rows_ : std::min(rows_, complete_rows_);
  if (frames_++ == 0) {
    page_.width = static_cast<int>(frame.width);
    page_.channels = channelsOf(frame.band);
    if (frame.lines > 0) page_.pixels.reserve(page_.stride() * static_cast<std::size_t>(frame.lines));
  }
  frame_ = frame;
  rows_ = 0;
  partial_row_.clear();
  return {};
}

base::Status PageBuilder::add(base::BytesView bytes) {
  const auto length = static_cast<std::size_t>(frame_.bytes_per_line);
  while (!bytes.empty()) {
    if (partial_row_.empty() && bytes.size() >= length) {
      if (auto fine = takeRow(bytes.subspan(0, length)); !fine) return fine;
      bytes = bytes.subspan(length);
      continue;
    }
    const auto part = std::min(bytes.size(), length - partial_row_.size());
    partial_row_.insert(partial_row_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(part));
    bytes = bytes.subspan(part);
    if (partial_row_.size() < length) return {};
    if (auto fine = takeRow(partial_row_); !fine) return fine;
    partial_row_.clear();
  }
  return {};
}

base::Status PageBuilder::takeRow(base::BytesView row) {
  if (frames_ > 1 && rows_ >= complete_rows_) {  // lower than its other colours: those rows can't be shown
    ++rows_;
    return {};
  }
  if (frames_ == 1) {
    if ((rows_ + 1) * page_.width > kMostPixels)
      return base::fail("scanner_page_too_large", place_,
                        fmt::format("{}x{} pixels and more", page_.width, rows_));
    page_.pixels.resize(page_.pixels.size() + page_.stride());
  }
  auto* out = page_.pixels.data() + static_cast<std::size_t>(rows_) * page_.stride();
  ++rows_;
  const int samples = samplesOf(frame_.band);
  if (frame_.depth == 8 && samples == page_.channels) {
    std::copy_n(row.data(), page_.stride(), out);
    return {};
  }
  const int first = frame_.band == Band::green ? 1 : frame_.band == Band::blue ? 2 : 0;
  for (std::int64_t x = 0; x < page_.width; ++x)
    for (int channel = 0; channel < samples; ++channel)
      out[x * page_.channels + first + channel] = sampleAt(frame_, row.data(), x, channel, samples);
  return {};
}

base::Result<base::Image> PageBuilder::finish(double dpi) {
  if (isPass(frame_.band) && frames_ != 3)
    return base::fail("scanner_bad_frame", place_, fmt::format("{} of 3 colours", frames_));
  const auto height = frames_ > 1 ? std::min(rows_, complete_rows_) : rows_;
  if (height == 0) return base::fail("scanner_empty_page", place_, "the page ended before its first row");
  page_.height = static_cast<int>(height);
  page_.dpi = dpi;
  page_.pixels.resize(page_.stride() * static_cast<std::size_t>(height));
  return std::move(page_);
}

double PageBuilder::progress() const {
  const auto lines = frame_.lines > 0 ? frame_.lines : expected_lines_;
  if (frames_ == 0 || lines <= 0) return 0;
  const double frame = std::min(1.0, static_cast<double>(rows_) / static_cast<double>(lines));
  return isPass(frame_.band) ? (frames_ - 1 + frame) / 3 : frame;
}

}  // namespace scan
