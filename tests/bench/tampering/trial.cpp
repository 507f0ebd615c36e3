#include "trial.hpp"

#include <malloc.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <opencv2/core.hpp>
#include <sstream>

#include "qr/qr.hpp"

namespace tampering {
namespace {

constexpr double kSheetDpi = 400;

base::Image imageOf(const cv::Mat& picture) {
  base::Image out{picture.cols, picture.rows, picture.channels(), 0, {}};
  out.pixels.assign(picture.datastart, picture.dataend);
  return out;
}

std::optional<verifier::SealPlace> sealIn(const base::Image& scan, const Copy& copy) {
  const auto& carrier = copy.sealing.pages[static_cast<std::size_t>(copy.page)].carrier;
  for (const auto& symbol : qr::read(scan))
    if (symbol.text == carrier) return sealPlace(symbol.corners);
  return {};
}

std::optional<Trial> tryForm(const Bench& bench, const FormWithContent& form, Trial trial, Dice& dice) {
  const auto content = someoneElse(form, dice);
  const auto copy = issue(bench.press, form, content, dice);
  if (!copy) return {};
  auto altered = alter(bench.press, form, content, *copy, trial.alteration, kSheetDpi, dice);
  if (!altered) return {};
  for (const auto& ink : officeInk(*copy, dice)) altered->inks.push_back(ink);
  trial.scan = imageOf(through(trial.channel, altered->sheet, altered->inks, altered->scale, dice));
  trial.seal = sealIn(trial.scan, *copy);
  trial.issued = issuedPage(bench.press, *copy);
  trial.places = std::move(altered->places);
  return trial;
}

double cpuMs() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Of /proc/self/status, in MB.
double memoryMb(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind(key + ":", 0) == 0) return std::stod(line.substr(key.size() + 1)) / 1024;
  return 0;
}

}  // namespace

std::optional<Trial> makeTrial(const Bench& bench, Channel channel, Alteration alteration,
                               std::uint64_t seed) {
  Dice dice(seed * 10'000 + static_cast<std::uint64_t>(channel) * 100 +
            static_cast<std::uint64_t>(alteration));
  const int count = static_cast<int>(bench.forms.size()), first = dice.below(count);
  for (int i = 0; i < count; ++i) {
    const auto& form = bench.forms[static_cast<std::size_t>((first + i) % count)];
    if (auto trial = tryForm(bench, form, {.channel = channel, .alteration = alteration}, dice)) return trial;
  }
  return {};
}

Outcome compareTrial(const Trial& trial) {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";  // the high-water mark starts anew
  const double before_mb = memoryMb("VmRSS"), begin = cpuMs();
  Outcome out{.compared = verifier::compare(trial.scan, *trial.seal, trial.issued)};
  out.cpu_ms = cpuMs() - begin;
  out.extra_mb = memoryMb("VmHWM") - before_mb;
  return out;
}

bool pointsAt(const verifier::Comparison& compared, const std::vector<domain::Box>& boxes) {
  const auto over = [&](const domain::Box& a) {
    return std::any_of(boxes.begin(), boxes.end(), [&](const auto& b) { return overlaps(a, b); });
  };
  const auto suspected = [&](const auto& f) {
    return f.state != verifier::FieldState::matches && over(f.box);
  };
  return std::any_of(compared.fields.begin(), compared.fields.end(), suspected) ||
         std::any_of(compared.foreign_ink.begin(), compared.foreign_ink.end(), over);
}

}  // namespace tampering
