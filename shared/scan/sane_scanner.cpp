#include "scan/sane_scanner.hpp"

#include <fmt/format.h>
#include <sane/sane.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstring>

namespace scan {
namespace {

constexpr double kPaperWidth_mm = 210, kPaperHeight_mm = 297;  // ISO 216: A4
constexpr double kInch_mm = 25.4;
constexpr std::size_t kPiece = 64 * 1024;        // short enough that a stop is heard while the carriage moves
constexpr std::chrono::milliseconds kRest{20};   // after a read that brought nothing
constexpr std::chrono::minutes kMostSilence{2};  // a lamp warms up in less

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return text;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Sources are free words: "Flatbed", "FlatBed", "Document Table"; "ADF", "ADF Front", "Automatic Document
// Feeder(left aligned)", "Automatic Document Feeder (One-sided)", "ADF Duplex".
std::optional<Source> sourceOf(const std::string& word) {
  const auto name = lower(word);
  if (contains(name, "flatbed") || contains(name, "flat bed") || contains(name, "table") || name == "normal")
    return Source::flatbed;
  if (contains(name, "adf") || contains(name, "feeder")) return Source::feeder;
  return std::nullopt;
}

// One side of each sheet where there is the choice; a back or both sides only when nothing else is offered.
int preferenceOf(const std::string& word) {
  const auto name = lower(word);
  if (contains(name, "duplex") || contains(name, "both")) return 1;
  return contains(name, "back") ? 0 : 2;
}

std::optional<std::string> wordFor(const std::vector<std::string>& words, Source source) {
  std::optional<std::string> best;
  for (const auto& word : words)
    if (sourceOf(word) == source && (!best || preferenceOf(word) > preferenceOf(*best))) best = word;
  return best;
}

// The mode whose name begins with one of these, the earlier the better.
std::optional<std::string> modeAmong(const std::vector<std::string>& words,
                                     std::initializer_list<std::string_view> beginnings) {
  for (const auto beginning : beginnings)
    for (const auto& word : words)
      if (lower(word).starts_with(beginning)) return word;
  return std::nullopt;
}

std::optional<Band> bandOf(int format) {
  switch (format) {
    case SANE_FRAME_GRAY:
      return Band::grey;
    case SANE_FRAME_RGB:
      return Band::rgb;
    case SANE_FRAME_RED:
      return Band::red;
    case SANE_FRAME_GREEN:
      return Band::green;
    case SANE_FRAME_BLUE:
      return Band::blue;
  }
  return std::nullopt;
}

bool taken = false;  // a scanner is open; under saneLock()

// Ends early when stopped.
void rest(const std::stop_token& stop) {
  std::mutex guard;
  std::unique_lock hold(guard);
  std::condition_variable_any().wait_for(hold, stop, kRest, [] { return false; });
}

}  // namespace

base::Result<std::unique_ptr<SaneScanner>> SaneScanner::open(const std::string& name) {
  auto session = SaneSession::open();
  if (!session) return base::fail(std::move(session.error()));
  SANE_Handle handle = nullptr;
  SANE_Status status = SANE_STATUS_DEVICE_BUSY;
  {
    std::lock_guard hold(saneLock());
    if (!taken) status = ::sane_open(name.c_str(), &handle);
    taken = taken || status == SANE_STATUS_GOOD;
  }
  if (status == SANE_STATUS_INVAL)  // section 4.3.4: no device of this name
    return base::fail("scanner_not_found", name, "sane_open knows no such device");
  if (status != SANE_STATUS_GOOD) return base::fail(errorOf(status, name, "sane_open"));
  return std::unique_ptr<SaneScanner>(new SaneScanner(std::move(*session), handle, name));
}

SaneScanner::SaneScanner(std::unique_ptr<SaneSession> session, void* handle, std::string name)
    : session_(std::move(session)), handle_(handle), name_(std::move(name)), options_(handle, name_) {}

SaneScanner::~SaneScanner() {
  end();
  std::lock_guard hold(saneLock());
  ::sane_close(handle_);
  taken = false;
}

// The carriage goes back, paper in the feeder comes out.
void SaneScanner::cancel() {
  if (!running_) return;
  running_ = false;
  std::lock_guard hold(saneLock());
  ::sane_cancel(handle_);
}

void SaneScanner::end() {
  cancel();
  job_.reset();
}

std::set<Source> SaneScanner::sources() const {
  if (!options_.has("source")) return {Source::flatbed};  // one way only: a page at a time
  std::set<Source> out;
  auto words = options_.words("source");
  if (const auto word = options_.word("source"); words.empty() && word) words.push_back(*word);
  for (const auto& word : words)
    if (const auto source = sourceOf(word)) out.insert(*source);
  if (out.empty()) out.insert(Source::flatbed);
  return out;
}

base::Status SaneScanner::begin(const Job& job) {
  end();
  if (auto fine = chooseSource(job.source); !fine) return fine;
  if (auto fine = chooseMode(job.colour); !fine) return fine;
  if (auto fine = chooseResolution(job.dpi); !fine) return fine;
  if (auto fine = choosePaper(); !fine) return fine;
  job_ = job;
  pages_ = 0;
  return {};
}

base::Status SaneScanner::chooseSource(Source source) {
  if (!sources().contains(source))
    return source == Source::feeder
               ? base::fail("scanner_no_feeder", name_, "none of its sources is a feeder")
               : base::fail("scanner_no_flatbed", name_, "none of its sources is a flatbed");
  const auto word = wordFor(options_.words("source"), source);
  return word && options_.canSet("source") ? options_.setWord("source", *word) : base::Status{};
}

base::Status SaneScanner::chooseMode(bool colour) {
  const auto words = options_.words("mode");
  const auto colours = modeAmong(words, {"color", "colour", "24", "48", "rgb"});
  const auto greys = modeAmong(words, {"gray", "grey", "true gray", "8", "16"});
  const auto& mode = colour ? (colours ? colours : greys) : (greys ? greys : colours);
  if (mode && options_.canSet("mode"))
    if (auto fine = options_.setWord("mode", *mode); !fine) return fine;
  return prefer("depth", 8);
}

// An option without which a page can be scanned all the same: a scanner that hasn't it, or won't take the
// value, stays as it is; other failures are told.
base::Status SaneScanner::prefer(const char* option, double value) {
  if (!options_.canSet(option) || !options_.allowed(option)) return {};
  auto fine = options_.setNumber(option, value);
  const bool refused =
      !fine && (fine.error().code == "scanner_invalid" || fine.error().code == "scanner_unsupported");
  return refused ? base::Status{} : fine;
}

base::Status SaneScanner::chooseResolution(int dpi) {
  if (auto fine = prefer("resolution", dpi); !fine) return fine;
  if (!options_.has("resolution")) {
    if (auto fine = prefer("x-resolution", dpi); !fine) return fine;
  }
  if (auto fine = prefer("y-resolution", options_.number("x-resolution").value_or(dpi)); !fine) return fine;
  const auto used = options_.number("resolution");
  dpi_ = std::max(0.0, used ? *used : options_.number("x-resolution").value_or(0));
  return {};
}

// Feeders that ask for the paper's size take no larger window than that, so it comes first.
base::Status SaneScanner::choosePaper() {
  const std::pair<const char*, double> lengths[] = {
      {"page-width", kPaperWidth_mm}, {"page-height", kPaperHeight_mm}, {"tl-x", 0}, {"tl-y", 0},
      {"br-x", kPaperWidth_mm},       {"br-y", kPaperHeight_mm}};
  for (const auto& [option, length_mm] : lengths)
    if (auto fine = chooseLength(option, length_mm); !fine) return fine;
  return {};
}

base::Status SaneScanner::chooseLength(const char* option, double length_mm) {
  const auto allowed = options_.allowed(option);
  if (!allowed) return {};
  const bool pixels = allowed->unit == Allowed::Unit::pixel;
  if (pixels && dpi_ <= 0) return {};
  return prefer(option, pixels ? length_mm / kInch_mm * dpi_ : length_mm);
}

base::Result<std::optional<base::Image>> SaneScanner::nextPage(const std::function<void(double)>& progress,
                                                               std::stop_token stop) {
  if (!job_) return base::fail("scanner_invalid", name_, "no job was begun");
  const bool feeder = job_->source == Source::feeder;
  if (!feeder && pages_ > 0) {
    end();
    return std::nullopt;
  }
  auto page = readPage(progress, stop);
  if (page) {
    if (!feeder) cancel();
    ++pages_;
    return std::optional(std::move(*page));
  }
  end();
  if (feeder && pages_ > 0 && page.error().code == "scanner_no_docs") return std::nullopt;
  return base::fail(std::move(page.error()));
}

base::Result<base::Image> SaneScanner::readPage(const std::function<void(double)>& progress,
                                                const std::stop_token& stop) {
  PageBuilder page(name_, static_cast<std::int64_t>(kPaperHeight_mm / kInch_mm * dpi_));
  for (bool last = false; !last;) {
    if (stop.stop_requested()) return base::fail("scanner_cancelled", name_, "stopped");
    const auto begun = startFrame();
    if (!begun) return base::fail(begun.error());
    last = begun->last_of_page;
    if (auto fine = page.beginFrame(begun->frame); !fine) return base::fail(std::move(fine.error()));
    if (auto fine = readFrame(page, progress, stop); !fine) return base::fail(std::move(fine.error()));
  }
  return page.finish(dpi_);
}

base::Result<SaneScanner::Begun> SaneScanner::startFrame() {
  running_ = true;
  std::lock_guard hold(saneLock());
  if (const auto status = ::sane_start(handle_); status != SANE_STATUS_GOOD)
    return base::fail(errorOf(status, name_, "sane_start"));
  SANE_Parameters told{};  // exact only after sane_start
  if (const auto status = ::sane_get_parameters(handle_, &told); status != SANE_STATUS_GOOD)
    return base::fail(errorOf(status, name_, "sane_get_parameters"));
  int format = 0;  // not every backend keeps to the enumeration
  std::memcpy(&format, &told.format, sizeof format);
  const auto band = bandOf(format);
  if (!band) return base::fail("scanner_bad_frame", name_, fmt::format("frame of format {}", format));
  return Begun{told.last_frame == SANE_TRUE,
               {*band, told.pixels_per_line, told.bytes_per_line, told.lines, told.depth}};
}

base::Status SaneScanner::readFrame(PageBuilder& page, const std::function<void(double)>& progress,
                                    const std::stop_token& stop) {
  base::Bytes piece(kPiece);
  auto heard = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    SANE_Int length = 0;
    SANE_Status status = SANE_STATUS_GOOD;
    {
      std::lock_guard hold(saneLock());
      status = ::sane_read(handle_, piece.data(), static_cast<SANE_Int>(piece.size()), &length);
    }
    if (status == SANE_STATUS_EOF) return {};
    if (status != SANE_STATUS_GOOD) return base::fail(errorOf(status, name_, "sane_read"));
    if (length > 0) {
      const auto count = std::min(static_cast<std::size_t>(length), piece.size());
      if (auto fine = page.add(base::BytesView(piece).first(count)); !fine) return fine;
      if (progress) progress(page.progress());
      heard = std::chrono::steady_clock::now();
    } else if (std::chrono::steady_clock::now() - heard > kMostSilence) {
      return base::fail("scanner_gone", name_, "it sent nothing for two minutes");
    } else {
      rest(stop);
    }
  }
  return base::fail("scanner_cancelled", name_, "stopped");
}

}  // namespace scan
