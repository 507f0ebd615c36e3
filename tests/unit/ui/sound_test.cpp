// The tones are told apart by their shape, and no machine needs a loudspeaker.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <thread>

#include "ui/sound.hpp"

using namespace std::chrono_literals;

namespace {

// How much of a frequency sounds between two moments (Goertzel).
double loudness(const std::vector<std::int16_t>& samples, double hertz, double from_s, double to_s) {
  const auto first = static_cast<std::size_t>(from_s * ui::kSoundRate);
  const auto last = std::min(samples.size(), static_cast<std::size_t>(to_s * ui::kSoundRate));
  const double turn = 2 * std::numbers::pi * hertz / ui::kSoundRate;
  double real = 0, imaginary = 0;
  for (std::size_t i = first; i < last; ++i) {
    real += samples[i] * std::cos(turn * static_cast<double>(i));
    imaginary += samples[i] * std::sin(turn * static_cast<double>(i));
  }
  return std::hypot(real, imaginary) / static_cast<double>(last - first);
}

double lengthOf(ui::Tone tone) { return static_cast<double>(ui::samplesOf(tone).size()) / ui::kSoundRate; }

// SDL's drivers are chosen by the environment.
struct Driver {
  explicit Driver(const char* name) { setenv("SDL_AUDIODRIVER", name, 1); }
  ~Driver() {
    unsetenv("SDL_AUDIODRIVER");
    unsetenv("SDL_DISKAUDIOFILE");
  }
};

}  // namespace

TEST_CASE("good rises, caution says the same twice, bad is low and longer than either") {
  const auto good = ui::samplesOf(ui::Tone::good), caution = ui::samplesOf(ui::Tone::caution);
  const auto bad = ui::samplesOf(ui::Tone::bad);
  CHECK(loudness(good, 659.3, 0, 0.13) > 10 * loudness(good, 987.8, 0, 0.13));
  CHECK(loudness(good, 987.8, 0.14, 0.39) > 10 * loudness(good, 659.3, 0.14, 0.39));
  for (const auto& [from, to] : {std::pair{0.0, 0.13}, std::pair{0.2, 0.33}})
    CHECK(loudness(caution, 587.3, from, to) > 1000);
  CHECK(loudness(caution, 587.3, 0.14, 0.19) < 1);
  CHECK(loudness(bad, 146.8, 0, 0.5) > 1000);
  CHECK(loudness(bad, 659.3, 0, 0.5) < 50);
  CHECK(lengthOf(ui::Tone::bad) > lengthOf(ui::Tone::good));
  CHECK(lengthOf(ui::Tone::bad) > lengthOf(ui::Tone::caution));
  CHECK(lengthOf(ui::Tone::bad) <= 0.7);
}

TEST_CASE("no tone clicks or is cut off at full scale") {
  for (const auto tone : {ui::Tone::good, ui::Tone::caution, ui::Tone::bad}) {
    const auto samples = ui::samplesOf(tone);
    REQUIRE(samples.size() > 1000);
    CHECK(std::abs(samples.front()) < 20);
    CHECK(std::abs(samples.back()) < 20);
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
    CHECK(*high < 20'000);
    CHECK(*low > -20'000);
    CHECK(*high > 5'000);
    for (std::size_t i = 1; i < samples.size(); ++i) REQUIRE(std::abs(samples[i] - samples[i - 1]) < 4'000);
  }
}

TEST_CASE("a tone opens the device, and the device is let go of once it has ended") {
  const Driver driver("dummy");
  ui::Sounds sounds;
  const base::SteadyTime now{};
  CHECK_FALSE(sounds.resting());
  REQUIRE(sounds.play(ui::Tone::good, now));
  REQUIRE(sounds.resting());
  CHECK(*sounds.resting() > now + 390ms);
  sounds.rest(now + 100ms);
  CHECK(sounds.resting());
  sounds.rest(*sounds.resting());
  CHECK_FALSE(sounds.resting());
}

TEST_CASE("without anything that plays, tones are silent and nothing breaks") {
  const Driver driver("nosuchdriver");
  ui::Sounds sounds;
  CHECK_FALSE(sounds.play(ui::Tone::bad, {}));
  CHECK_FALSE(sounds.play(ui::Tone::good, {}));
  CHECK_FALSE(sounds.resting());
}

TEST_CASE("what reaches the device are the tone's samples") {
  const auto file =
      std::filesystem::temp_directory_path() / ("hall-sound-" + std::to_string(getpid()) + ".raw");
  const Driver driver("disk");
  setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  const auto wanted = ui::samplesOf(ui::Tone::good);
  std::vector<std::int16_t> played;
  {
    ui::Sounds sounds;
    REQUIRE(sounds.play(ui::Tone::good, {}));
    const auto enough = std::chrono::steady_clock::now() + 20s;
    while (std::filesystem::file_size(file) < wanted.size() * 2 && std::chrono::steady_clock::now() < enough)
      std::this_thread::yield();
  }
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(file);
  played.resize(bytes.size() / 2);
  std::copy_n(bytes.data(), played.size() * 2, reinterpret_cast<char*>(played.data()));
  const auto found = std::search(played.begin(), played.end(), wanted.begin(), wanted.end());
  CHECK(found != played.end());
}
