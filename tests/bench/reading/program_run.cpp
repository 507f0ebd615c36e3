#include "program_run.hpp"

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

extern char** environ;

namespace reading {
namespace {

constexpr int kReport = 3;  // the file descriptor the costs come back on
constexpr rlim_t kLongest_s = 60;
constexpr const char* kMeasure = "--measure";

struct Costs {
  double processor_ms = 0, memory_mb = 0;
  int ended = 0;
};

double millisecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
}

[[noreturn]] void become(char** words) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(std::max(0, sched_getcpu()), &one);
  sched_setaffinity(0, sizeof one, &one);
  const rlimit limit{kLongest_s, kLongest_s};
  setrlimit(RLIMIT_CPU, &limit);
  close(kReport);
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDERR_FILENO);
  execvp(words[0], words);
  _exit(127);
}

std::string allOf(int descriptor) {
  std::string out;
  char block[65536];
  for (ssize_t got = 0; (got = read(descriptor, block, sizeof block)) > 0;)
    out.append(block, static_cast<std::size_t>(got));
  return out;
}

struct Pipe {
  int ends[2]{-1, -1};
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) std::perror("pipe");
  }
  ~Pipe() {
    close(ends[0]);
    closeWriting();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void closeWriting() {
    if (ends[1] >= 0) close(ends[1]);
    ends[1] = -1;
  }
};

}  // namespace

ProgramRun runProgram(const std::vector<std::string>& words) {
  std::vector<std::string> all{"/proc/self/exe", kMeasure};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (auto& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  Pipe output, report;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, report.ends[1], kReport);
  pid_t child = 0;
  const bool started = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  output.closeWriting();
  report.closeWriting();
  ProgramRun out;
  if (!started) return out;
  out.output = allOf(output.ends[0]);
  Costs costs;
  if (const auto bytes = allOf(report.ends[0]); bytes.size() == sizeof costs)
    std::memcpy(&costs, bytes.data(), sizeof costs);
  waitpid(child, nullptr, 0);
  out.processor_ms = costs.processor_ms;
  out.memory_mb = costs.memory_mb;
  out.ended = costs.ended != 0;
  return out;
}

bool measuresForParent(int argc, char** argv, int& status) {
  if (argc < 3 || std::strcmp(argv[1], kMeasure) != 0) return false;
  const pid_t child = fork();
  if (child == 0) become(argv + 2);
  int ending = 0;
  rusage used{};
  wait4(child, &ending, 0, &used);
  const Costs costs{millisecondsOf(used.ru_utime) + millisecondsOf(used.ru_stime),
                    static_cast<double>(used.ru_maxrss) / 1024,
                    WIFEXITED(ending) && WEXITSTATUS(ending) != 127};
  status = write(kReport, &costs, sizeof costs) == sizeof costs ? 0 : 1;
  return true;
}

}  // namespace reading
