// How many altered fields a comparison finds, and how many clean pages it suspects, by the way the paper
// came:
//   bench_tampering [--rounds N] [--minutes N] [--from SEED] [--tune] [--clean] [--markdown] [CHANNEL...]
// A round is a page of every alteration, and three more clean ones, through every channel (0 to 7). Reported
// are even seeds; --tune takes the odd ones, on which the thresholds of verifier/compare were set. --clean
// leaves the altered pages out: more clean ones fit into the time.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <opencv2/core.hpp>

#include "tally.hpp"

namespace {

using namespace tampering;
using Clock = std::chrono::steady_clock;

struct Wish {
  int rounds = 3;
  double minutes = 1e9;
  std::uint64_t from = 1000;
  bool tune = false, clean = false, markdown = false;
  std::vector<int> channels{};
};

std::optional<Wish> wishOf(int argc, char** argv) {
  Wish out;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--tune") {
      out.tune = true;
    } else if (word == "--clean") {
      out.clean = true;
    } else if (word == "--markdown") {
      out.markdown = true;
    } else if (word == "--rounds" && more) {
      out.rounds = std::atoi(argv[++i]);
    } else if (word == "--minutes" && more) {
      out.minutes = std::atof(argv[++i]);
    } else if (word == "--from" && more) {
      out.from = std::strtoull(argv[++i], nullptr, 10);
    } else if (word.size() == 1 && word[0] >= '0' && word[0] < '0' + kChannels) {
      out.channels.push_back(word[0] - '0');
    } else {
      return {};
    }
  }
  if (out.channels.empty())
    for (int c = 0; c < kChannels; ++c) out.channels.push_back(c);
  return out;
}

void tryOne(const Bench& bench, Channel channel, Alteration alteration, std::uint64_t seed, Tally& tally) {
  const auto trial = makeTrial(bench, channel, alteration, seed);
  if (!trial) return;
  ++tally.pages;
  if (trial->seal) {
    tally.add(*trial, compareTrial(*trial));
  } else {
    ++tally.unread;
  }
}

constexpr int kMoreClean = 3;
constexpr std::uint64_t kCleanSeeds = 1'000'000;  // apart from the rounds' own

void oneRound(const Bench& bench, Channel channel, std::uint64_t seed, bool only_clean, Tally& tally) {
  for (int a = 0; a < kAlterations; ++a)
    if (const auto alteration = static_cast<Alteration>(a); !only_clean || isClean(alteration))
      tryOne(bench, channel, alteration, seed, tally);
  for (std::uint64_t i = 1; i <= kMoreClean; ++i)
    tryOne(bench, channel, Alteration::none, seed + i * kCleanSeeds, tally);
}

}  // namespace

int main(int argc, char** argv) {
  const auto wish = wishOf(argc, argv);
  if (!wish) {
    fmt::print(stderr,
               "bench_tampering [--rounds N] [--minutes N] [--from SEED] [--tune] [--clean] [--markdown] "
               "[CHANNEL]\n");
    return 2;
  }
  cv::setNumThreads(1);
  auto press = paper::Press::open(paper::Press::defaultFonts());
  auto forms = loadForms(std::filesystem::path(HALL_SOURCE_DIR) / "assets");
  if (!press || !forms) {
    fmt::print(stderr, "{}\n", (press ? forms.error() : press.error()).describe());
    return 1;
  }
  const Bench bench{std::move(*press), std::move(*forms)};
  const auto begin = Clock::now();
  const auto late = [&] { return Clock::now() - begin > std::chrono::duration<double>(wish->minutes * 60); };
  Tallies tallies;
  int rounds = 0;
  for (std::uint64_t seed = wish->from / 2 * 2 + (wish->tune ? 1 : 0); rounds < wish->rounds && !late();
       seed += 2) {
    for (const int c : wish->channels)
      if (!late())
        oneRound(bench, static_cast<Channel>(c), seed, wish->clean, tallies[static_cast<std::size_t>(c)]);
    ++rounds;
  }
  fmt::print(
      "{} rounds from seed {}, {}, {} templates\n\n", rounds, wish->from,
      wish->tune ? "odd seeds: thresholds are set on them" : "even seeds: none was used to set a threshold",
      bench.forms.size());
  fmt::print("{}", wish->markdown ? asMarkdown(tallies) : asText(tallies));
}
