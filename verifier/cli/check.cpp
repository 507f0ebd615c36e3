#include <unistd.h>

#include <iostream>
#include <thread>

#include "verifier/cli/cli.hpp"
#include "verifier/cli/interrupt.hpp"
#include "verifier/cli/judge.hpp"
#include "verifier/cli/output.hpp"
#include "verifier/cli/pages.hpp"
#include "verifier/cli/progress.hpp"
#include "verifier/cli/work_queue.hpp"

namespace verifier::cli {
namespace {

// A picture of the largest kind the reader takes, with what is made of it, in one thread's hands.
constexpr std::uint64_t kBytesAJob = 768u << 20;

struct Answer {
  Source source;
  std::vector<CheckedPage> pages;  // one; a page with two hall seals gives two
  bool held = false;               // by the journal: nothing was read
};
using Queue = WorkQueue<PageTask, Answer>;

int jobsOf(const CheckOptions& options) {
  if (options.jobs > 0) return options.jobs;
  const auto memory = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
                      static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const auto bearable = std::max<std::uint64_t>(1, memory / kBytesAJob);
  return static_cast<int>(
      std::min<std::uint64_t>(bearable, std::max(1u, std::thread::hardware_concurrency())));
}

std::vector<CheckedPage> failed(const base::Error& error) {
  CheckedPage page;
  page.error = error;
  return {std::move(page)};
}

// The picture lives no longer than this.
std::vector<CheckedPage> answered(const PageTask& task, const Judge& judge,
                                  const DataCodeReader* data_codes) {
  if (task.error) return failed(*task.error);
  if (task.text) return checkPage({.pile = "", .number = task.number, .texts = {*task.text}}, judge);
  const auto image = task.file->page(task.source.page - 1);
  if (!image) return failed(image.error());
  return checkPage(readPage(task.pile, task.number, *image, data_codes), judge);
}

Answer work(PageTask task, const Judge& judge, const DataCodeReader* data_codes, Journal* journal) {
  Answer out{std::move(task.source), std::move(task.found)};
  task.source = out.source;
  out.held = !out.pages.empty();
  try {
    if (!out.held) {
      out.pages = answered(task, judge, data_codes);
      if (journal && task.stamp) journal->add(*task.stamp, out.source.page - 1, out.source.pages, out.pages);
    }
  } catch (const std::exception& problem) {  // out of memory, above all: this page's failure, not the run's
    out.pages = failed({"page_failed", out.source.file, problem.what()});
  }
  for (auto& page : out.pages) {
    page.pile = task.pile;
    page.number = task.number;
  }
  return out;
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
      return kSomethingUnreadable;
  }
  return kSomethingUnreadable;
}

// Gives page after page to the queue and tells what comes back.
class Run {
 public:
  Run(Pages& pages, Queue& queue, Report& report, Progress& progress)
      : pages_(pages), queue_(queue), report_(report), progress_(progress) {}

  Closing finish() {
    bool more = true;
    while (more || !queue_.empty()) {
      if (auto answer = queue_.take(more)) {
        tell(*answer);
        continue;
      }
      auto task = Interrupt::came() ? std::nullopt : pages_.next();
      more = task.has_value();
      if (task) queue_.give(std::move(*task));
    }
    return {std::move(gathering_).finish(), std::move(sources_), told_ < pages_.expected()};
  }

 private:
  void tell(const Answer& answer) {
    for (const auto& page : answer.pages) {
      gathering_.add(page);
      sources_.push_back(answer.source);
      report_.page(page, answer.source);
    }
    ++told_;
    progress_.page(answer.held, pages_.expected());
  }

  Pages& pages_;
  Queue& queue_;
  Report& report_;
  Progress& progress_;
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
    auto journal = Journal::open(options_.output, fingerprintOf(options_), options_.resume);
    if (!journal) return base::fail(journal.error());
    journal_ = std::move(*journal);
    auto output = Output::open(options_.output);
    if (!output) return base::fail(output.error());
    output_ = std::move(*output);
    return {};
  }

  Closing readAll(Pages& pages, const Judges& judges, Report& report) {
    Queue queue(jobsOf(options_), [&judges, journal = journal_.get()]() -> Queue::Work {
      return [judge = judges.make(), data_codes = judges.data_codes.get(), journal](PageTask&& task) {
        return work(std::move(task), judge, data_codes, journal);
      };
    });
    Progress progress(options_.progress.value_or(onTerminal(streams_)), texts_, clock_, streams_.err);
    return Run(pages, queue, report, progress).finish();
  }

  int put(const Closing& closing, std::size_t expected) {
    if (output_)
      if (auto placed = output_->putInPlace(); !placed) return lost(placed.error());
    if (!output_ && !streams_.out.flush()) return lost({"file_unwritable", "-", "standard output"});
    if (journal_ && journal_->broken()) say(texts_.get("cli.journal_broken", {options_.output.string()}));
    if (closing.interrupted) {
      say(texts_.get("cli.interrupted", {std::to_string(closing.sources.size()), std::to_string(expected)}));
      say(texts_.get(journal_ ? "cli.resume" : "cli.resume_never"));
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
