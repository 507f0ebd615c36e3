#include <unistd.h>

#include <iostream>
#include <thread>

#include "verifier/cli/cli.hpp"
#include "verifier/cli/interrupt.hpp"
#include "verifier/cli/output.hpp"
#include "verifier/cli/progress.hpp"
#include "verifier/cli/reports.hpp"
#include "verifier/cli/waiting.hpp"
#include "verifier/cli/work_queue.hpp"

namespace verifier::cli {
namespace {

// A picture of the largest kind the reader takes, with what is made of it, in one thread's hands.
constexpr std::uint64_t kBytesAJob = 768u << 20;

using Queue = WorkQueue<PageTask, Answer>;

int jobsOf(const CheckOptions& options) {
  if (options.jobs > 0) return options.jobs;
  const auto memory = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                      static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const auto bearable = std::max<std::uint64_t>(1, memory / kBytesAJob);
  return static_cast<int>(
      std::min<std::uint64_t>(bearable, std::max(1u, std::thread::hardware_concurrency())));
}

// Some sentences leave out which file they are about; on a command line with several, that is the point.
std::string withPlace(const base::Error& error, const base::Texts& texts) {
  const auto sentence = texts.sentence(error);
  return sentence.find(error.place) == std::string::npos ? error.place + ": " + sentence : sentence;
}

int statusOf(const Closing& closing) {
  if (closing.interrupted) return kInterrupted;
  switch (closing.gathered.conclusion) {
    case Conclusion::all_good:
      return kAllGood;
    case Conclusion::something_wrong:
      return kSomethingWrong;
    case Conclusion::something_unreadable:
    case Conclusion::something_to_review:
      return kSomethingUnreadable;
  }
  return kSomethingUnreadable;
}

// Gives page after page to the queue and tells what comes back.
class Run {
 public:
  // reports: null where none are wanted.
  Run(Pages& pages, Queue& queue, Report& report, Reports* reports, Progress& progress,
      Waiting::Complete complete)
      : pages_(pages),
        queue_(queue),
        report_(report),
        reports_(reports),
        progress_(progress),
        waiting_(std::move(complete), [this](Answer& answer) { tell(answer); }) {}

  Closing finish() {
    bool more = true;
    while (more || !queue_.empty()) {
      if (auto answer = queue_.take(more)) {
        waiting_.add(std::move(*answer));
        continue;
      }
      auto task = Interrupt::came() ? std::nullopt : pages_.next();
      more = task.has_value();
      if (task) queue_.give(std::move(*task));
    }
    waiting_.finish();
    return {std::move(gathering_).finish(), std::move(sources_), told_ < pages_.expected()};
  }

 private:
  void tell(Answer& answer) {
    for (const auto& page : answer.pages) {
      gathering_.add(page);
      sources_.push_back(answer.source);
      report_.page(page, answer.source);
    }
    for (std::size_t i = 0; reports_ && i < answer.sheets.size(); ++i)
      if (answer.sheets[i]) reports_->add(answer.pages[i], std::move(*answer.sheets[i]));
    ++told_;
    progress_.page(answer.held, pages_.expected());
  }

  Pages& pages_;
  Queue& queue_;
  Report& report_;
  Reports* reports_;
  Progress& progress_;
  Waiting waiting_;
  Gathering gathering_{};
  std::vector<Source> sources_{};
  std::size_t told_ = 0;
};

bool onTerminal(const Streams& streams) { return &streams.err == &std::cerr && ::isatty(STDERR_FILENO) == 1; }

class Command {
 public:
  Command(CheckOptions options, const base::Texts& texts, const base::Clock& clock, Streams streams)
      : options_(std::move(options)), texts_(texts), clock_(clock), streams_(streams) {}

  int run() {
    const auto judges = openJudges(options_, texts_, clock_);
    if (!judges) return refused(judges.error());
    if (auto opened = openOutput(); !opened) return refused(opened.error());
    if (auto opened = openReports(judges->desk); !opened) return refused(opened.error());
    const Interrupt interrupt;
    const auto files = filesOf(options_.files, Interrupt::came);
    const bool all_found = !Interrupt::came();
    const auto report = openReport(options_, texts_, output_ ? output_->stream() : streams_.out);
    Pages pages(options_.texts, files, streams_.in, options_.resume ? journal_.get() : nullptr);
    auto closing = readAll(pages, *judges, *report);
    closing.interrupted |= !all_found;
    report->close(closing);
    return put(closing, pages.expected());
  }

 private:
  base::Status openOutput() {
    if (options_.output.empty()) return {};
    std::error_code ignored;
    for (const auto& file : options_.files)  // the report would take the place of the very evidence
      if (std::filesystem::equivalent(file, options_.output, ignored))
        return base::fail("output_is_input", options_.output.string(), "it is read by this run");
    if (auto fine = Output::fits(options_.output); !fine) return fine;
    if (canResume(options_)) {
      auto journal = Journal::open(options_.output, fingerprintOf(options_), options_.resume);
      if (!journal) return base::fail(journal.error());
      journal_ = std::move(*journal);
    }
    auto output = Output::open(options_.output);
    if (!output) return base::fail(output.error());
    output_ = std::move(*output);
    return {};
  }

  base::Status openReports(const std::string& desk) {
    if (options_.reports.empty()) return {};
    auto reports =
        Reports::open(options_.reports, {options_.account, desk, options_.offline}, texts_, clock_.now());
    if (!reports) return base::fail(reports.error());
    reports_ = std::move(*reports);
    return {};
  }

  Closing readAll(Pages& pages, const Judges& judges, Report& report) {
    Queue queue(jobsOf(options_), [&judges, journal = journal_.get()]() -> Queue::Work {
      const auto bench = std::make_shared<Bench>(judges.make());
      return [bench, data_codes = judges.data_codes.get(), journal](PageTask&& task) {
        return answer(std::move(task), *bench, data_codes, journal);
      };
    });
    Progress progress(options_.progress.value_or(onTerminal(streams_)), texts_, clock_, streams_.err);
    std::optional<Bench> own;
    return Run(pages, queue, report, reports_.get(), progress,
               [&](Answer& answer, std::span<const SealedPart> parts) {
                 if (!own) own = judges.make();
                 compareAgain(answer, *own, parts);
               })
        .finish();
  }

  int put(const Closing& closing, std::size_t expected) {
    if (output_)
      if (auto placed = output_->putInPlace(); !placed) return lost(placed.error());
    if (!output_ && !streams_.out.flush()) return lost({"file_unwritable", "-", "standard output"});
    if (reports_)
      if (auto written = reports_->finish(); !written) return lost(written.error());
    if (journal_ && journal_->broken()) say(texts_.get("cli.journal_broken", {options_.output.string()}));
    if (closing.interrupted) {
      say(texts_.get("cli.interrupted", {std::to_string(closing.sources.size()), std::to_string(expected)}));
      say(texts_.get(journal_              ? "cli.resume"
                     : canResume(options_) ? "cli.resume_never"
                                           : "cli.resume_not_so"));
    } else if (journal_) {
      journal_->remove();
    }
    return statusOf(closing);
  }

  void say(const std::string& sentence) { streams_.err << "hall-verifier check: " << sentence << '\n'; }
  int refused(const base::Error& error) {
    say(withPlace(error, texts_));
    return kUsage;
  }
  int lost(const base::Error& error) {
    say(withPlace(error, texts_));
    return kSomethingUnreadable;
  }

  CheckOptions options_;
  const base::Texts& texts_;
  const base::Clock& clock_;
  Streams streams_;
  std::unique_ptr<Journal> journal_{};
  std::unique_ptr<Output> output_{};
  std::unique_ptr<Reports> reports_{};
};

}  // namespace

int check(const std::vector<std::string>& words, const base::Texts& texts, const base::Clock& clock,
          Streams streams) {
  auto options = checkOptions(words);
  if (!options) {
    streams.err << "hall-verifier check: " << texts.sentence(options.error()) << '\n'
                << texts.get("cli.see_help") << '\n';
    return kUsage;
  }
  return Command(std::move(*options), texts, clock, streams).run();
}

}  // namespace verifier::cli
