// How many altered fields a comparison finds, and how many clean pages it suspects, by the way the paper
// came: bench_tampering [COUNT] [SEED] [CHANNEL]     COUNT pages a channel and alteration from seed on;
// CHANNEL: 0 to 7
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <opencv2/core.hpp>

#include "alterations.hpp"
#include "channels.hpp"
#include "qr/qr.hpp"

namespace {

using namespace tampering;

struct Tally {
  int pages = 0, unread = 0, not_compared = 0;
  int clean = 0, flagged = 0, reviewed = 0;
  int altered = 0, found = 0;
  std::vector<double> ms{};
};

struct Bench {
  paper::Press press;
  std::vector<FormWithContent> forms;
};

base::Image imageOf(const cv::Mat& picture) {
  base::Image out{picture.cols, picture.rows, picture.channels(), 0, {}};
  out.pixels.assign(picture.datastart, picture.dataend);
  return out;
}

bool overlap(const domain::Box& a, const domain::Box& b) {
  return a.x_mm < b.x_mm + b.width_mm && b.x_mm < a.x_mm + a.width_mm && a.y_mm < b.y_mm + b.height_mm &&
         b.y_mm < a.y_mm + a.height_mm;
}

bool pointsAt(const verifier::Comparison& compared, const domain::Box& box) {
  const auto in_field = [&](const auto& f) {
    return f.state != verifier::FieldState::matches && overlap(f.box, box);
  };
  return std::any_of(compared.fields.begin(), compared.fields.end(), in_field) ||
         std::any_of(compared.foreign_ink.begin(), compared.foreign_ink.end(),
                     [&](const auto& ink) { return overlap(ink, box); });
}

void count(const verifier::Comparison& compared, const Altered& altered, bool clean, Tally& tally) {
  if (compared.state == domain::ContentState::not_compared) {
    ++tally.not_compared;
    return;
  }
  if (clean) {
    ++tally.clean;
    tally.flagged += compared.state == domain::ContentState::differs;
    tally.reviewed += compared.state == domain::ContentState::review;
    return;
  }
  for (const auto& box : altered.boxes) {
    ++tally.altered;
    tally.found += pointsAt(compared, box);
  }
}

void tryOne(const Bench& bench, Channel channel, Alteration alteration, std::uint64_t seed, Tally& tally) {
  Dice dice(seed * 10'000 + static_cast<std::uint64_t>(channel) * 100 +
            static_cast<std::uint64_t>(alteration));
  const auto& form = bench.forms[static_cast<std::size_t>(dice.below(static_cast<int>(bench.forms.size())))];
  const auto content = someoneElse(form, dice);
  const auto copy = issue(bench.press, form, content, dice);
  if (!copy) return;
  const auto altered = alter(bench.press, form, content, *copy, alteration, 400, dice);
  if (!altered) return;
  ++tally.pages;
  const auto scan = imageOf(through(channel, altered->sheet, altered->scale, dice));
  const auto& carrier = copy->sealing.pages[static_cast<std::size_t>(copy->page)].carrier;
  const auto symbols = qr::read(scan);
  const auto seal =
      std::find_if(symbols.begin(), symbols.end(), [&](const auto& s) { return s.text == carrier; });
  if (seal == symbols.end()) {
    ++tally.unread;
    return;
  }
  const auto issued = issuedPage(bench.press, *copy);
  const auto begin = std::chrono::steady_clock::now();
  const auto compared = verifier::compare(scan, sealPlace(seal->corners), issued);
  tally.ms.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  count(compared, *altered, isClean(alteration), tally);
}

double percent(int part, int whole) { return whole > 0 ? 100.0 * part / whole : 0; }

void printRow(std::string_view channel, Tally& tally) {
  std::sort(tally.ms.begin(), tally.ms.end());
  fmt::print("{:<15} {:>5} {:>7} {:>12} {:>7.1f} % of {:<4} {:>7.1f} % {:>7.1f} % of {:<4} {:>6.0f}\n",
             channel, tally.pages, tally.unread, tally.not_compared, percent(tally.found, tally.altered),
             tally.altered, percent(tally.flagged, tally.clean), percent(tally.reviewed, tally.clean),
             tally.clean, tally.ms.empty() ? 0 : tally.ms[tally.ms.size() / 2]);
}

}  // namespace

int main(int argc, char** argv) {
  const int per_kind = argc > 1 ? std::atoi(argv[1]) : 3;
  const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atoi(argv[2]) : 1);
  const int only = argc > 3 ? std::atoi(argv[3]) : -1;
  const std::filesystem::path source = HALL_SOURCE_DIR;
  auto press = paper::Press::open(paper::Press::defaultFonts());
  auto forms = loadForms(source / "assets");
  if (!press || !forms) {
    fmt::print(stderr, "{}\n", (press ? forms.error() : press.error()).describe());
    return 1;
  }
  const Bench bench{std::move(*press), std::move(*forms)};
  fmt::print("{} of a kind from seed {}\n", per_kind, seed);
  fmt::print("{:<15} {:>5} {:>7} {:>12} {:>17} {:>9} {:>17} {:>6}\n", "", "pages", "no seal", "not compared",
             "altered found", "flagged", "clean: review", "ms");
  for (int c = 0; c < kChannels; ++c) {
    if (only >= 0 && only != c) continue;
    Tally tally;
    for (int a = 0; a < kAlterations; ++a)
      for (int i = 0; i < per_kind; ++i)
        tryOne(bench, static_cast<Channel>(c), static_cast<Alteration>(a),
               seed + static_cast<std::uint64_t>(i), tally);
    printRow(nameOf(static_cast<Channel>(c)), tally);
  }
}
