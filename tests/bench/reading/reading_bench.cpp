// How many worn pages are read, by hall-verifier and by the readers anybody can install, from the same files.
//
//   bench_reading [--count N] [--seed FIRST] [--classes A,B] [--strength A,B] [--workers N] [--minutes N]
//                 [--within] [--keep FOLDER] [--csv FILE] [--quick]
//
// --minutes   no picture is begun later; every class has had about the same number by then
// --within    qr::read in this process only, no other program
// --keep      keeps the pictures that ours didn't read or read wrongly
// --quick     for CTest: a mild and a moderate picture of every class, --within; exit status 1 when one isn't
//             read or a text is wrong
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <mutex>
#include <opencv2/core/utility.hpp>
#include <sstream>
#include <thread>

#include "base/arguments.hpp"
#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/file.hpp"
#include "program_run.hpp"
#include "report.hpp"

namespace {

using namespace reading;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Wanted {
  int count = 30;
  int first = 1;
  int workers = 2;
  int minutes = 24 * 60;
  std::vector<Kind> kinds{};
  std::vector<Strength> strengths{};
  bool within = false, quick = false;
  fs::path keep{}, csv{};
};

struct Task {
  Kind kind{};
  Strength strength{};
  std::uint64_t seed = 0;
};

template <class T, class From>
bool readList(const std::string& words, From from, std::vector<T>& out) {
  std::istringstream in(words);
  for (std::string word; std::getline(in, word, ',');) {
    const auto one = from(word);
    if (!one) {
      fmt::print(stderr, "bench_reading: {} is no such thing\n", word);
      return false;
    }
    out.push_back(*one);
  }
  return true;
}

bool readNumber(const std::string& word, int& out) {
  if (word.empty()) return true;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc{} && end == word.data() + word.size() && out > 0;
}

bool readOptions(int argc, char** argv, Wanted& out) {
  const auto arguments = base::parseArguments({argv + 1, argv + argc}, {{"--count", true},
                                                                        {"--seed", true},
                                                                        {"--classes", true},
                                                                        {"--strength", true},
                                                                        {"--workers", true},
                                                                        {"--minutes", true},
                                                                        {"--within"},
                                                                        {"--keep", true},
                                                                        {"--csv", true},
                                                                        {"--quick"}});
  if (!arguments || !arguments->operands.empty()) return false;
  out.quick = arguments->has("--quick");
  out.within = out.quick || arguments->has("--within");
  if (out.quick)
    out = {.count = 1,
           .workers = 1,
           .strengths = {Strength::mild, Strength::moderate},
           .within = true,
           .quick = true};
  out.keep = arguments->value("--keep");
  out.csv = arguments->value("--csv");
  return readNumber(arguments->value("--count"), out.count) &&
         readNumber(arguments->value("--seed"), out.first) &&
         readNumber(arguments->value("--workers"), out.workers) &&
         readNumber(arguments->value("--minutes"), out.minutes) &&
         readList(arguments->value("--classes"), kindFrom, out.kinds) &&
         readList(arguments->value("--strength"), strengthFrom, out.strengths);
}

std::vector<Task> tasksFor(const Wanted& wanted) {
  std::vector<Task> out;
  for (int seed = wanted.first; seed < wanted.first + wanted.count; ++seed)
    for (int i = 0; i < kKinds; ++i)
      for (const auto strength : kStrengths) {
        const auto kind = static_cast<Kind>(i);
        const auto named = [](const auto& list, auto one) {
          return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
        };
        if (named(wanted.kinds, kind) && named(wanted.strengths, strength))
          out.push_back({kind, strength, static_cast<std::uint64_t>(seed)});
      }
  return out;
}

struct Folder {
  fs::path path = fs::temp_directory_path() / ("bench_reading_" + base::toHex(base::randomBytes(6)));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

void keepOrDrop(const Trial& trial, const Wanted& wanted) {
  const auto& ours = trial.within;
  std::error_code ignored;
  if (!wanted.keep.empty() && (!ours.read || ours.wrong))
    fs::copy_file(trial.file, wanted.keep / fs::path(trial.file).filename(),
                  fs::copy_options::overwrite_existing, ignored);
  fs::remove(trial.file, ignored);
}

class Bench {
 public:
  Bench(const Wanted& wanted, Programs programs)
      : wanted_(wanted), programs_(std::move(programs)), tasks_(tasksFor(wanted)) {}

  std::vector<Trial> run() {
    std::vector<std::thread> workers;
    for (int i = 0; i < wanted_.workers; ++i) workers.emplace_back([this] { work(); });
    for (auto& worker : workers) worker.join();
    std::sort(done_.begin(), done_.end(), [](const Trial& a, const Trial& b) {
      return std::tie(a.kind, a.strength, a.seed) < std::tie(b.kind, b.strength, b.seed);
    });
    return std::move(done_);
  }
  bool failed() const { return failed_; }

 private:
  void work() {
    try {
      const auto office = Office::open(base::assetsFolder());
      if (!office) throw std::runtime_error(office.error().describe());
      for (std::size_t next = next_++; next < tasks_.size() && !failed_ && Clock::now() < until_;
           next = next_++) {
        const auto& task = tasks_[next];
        auto trial = tried(*office, task.kind, task.strength, task.seed, programs_);
        keepOrDrop(trial, wanted_);
        const std::lock_guard lock(mutex_);
        done_.push_back(std::move(trial));
      }
    } catch (const std::exception& error) {
      fmt::print(stderr, "bench_reading: {}\n", error.what());
      failed_ = true;
    }
  }

  const Wanted& wanted_;
  Programs programs_;
  std::vector<Task> tasks_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  const Clock::time_point until_ = Clock::now() + std::chrono::minutes(wanted_.minutes);
  std::mutex mutex_{};
  std::vector<Trial> done_{};
};

std::uint64_t lastSeed(const std::vector<Trial>& trials) {
  std::uint64_t out = 0;
  for (const auto& trial : trials) out = std::max(out, trial.seed);
  return out;
}

int quickStatus(const std::vector<Trial>& trials) {
  int status = 0;
  for (const auto& trial : trials)
    if (!trial.within.read || trial.within.wrong) {
      fmt::print("{} {} seed {}: {}\n", nameOf(trial.kind), nameOf(trial.strength), trial.seed,
                 trial.within.wrong ? "a wrong text" : "not read");
      status = 1;
    }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  int status = 0;
  if (measuresForParent(argc, argv, status)) return status;
  Wanted wanted;
  if (!readOptions(argc, argv, wanted)) {
    fmt::print(stderr, "bench_reading: options stand at the top of reading_bench.cpp\n");
    return 64;
  }
  cv::setNumThreads(1);
  const Folder folder;
  std::error_code ignored;
  if (!wanted.keep.empty()) fs::create_directories(wanted.keep, ignored);
  Programs programs{.folder = folder.path};
  if (!wanted.within) programs.verifier = fs::canonical("/proc/self/exe").parent_path() / "hall-verifier";
  const auto office = Office::open(base::assetsFolder());
  if (!office || !office->writeKeys(folder.path)) {
    fmt::print(stderr, "bench_reading: {}\n",
               office ? "the keys can't be written" : office.error().describe());
    return 1;
  }
  Bench bench(wanted, programs);
  const auto trials = bench.run();
  if (bench.failed()) return 1;
  fmt::print("{} pictures, seeds {} to {}\n\n{}", trials.size(), wanted.first, lastSeed(trials),
             tableOf(trials, !wanted.within));
  if (!wanted.csv.empty() && !base::writeFile(wanted.csv, base::bytesOf(csvOf(trials)))) return 1;
  return wanted.quick ? quickStatus(trials) : 0;
}
