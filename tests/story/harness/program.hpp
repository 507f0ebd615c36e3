// A real program as a test runs it: started with its own words, listened to line by line, ended by its own
// number, and gone when the test is gone. One thread.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace story {

using namespace std::chrono_literals;
using Environment = std::map<std::string, std::string>;

class Program {
 public:
  // log: where standard error goes; empty: to the test's own.
  Program(std::vector<std::string> words, const Environment& environment = {}, const std::string& log = "") {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) become(words, environment, log, ends[1]);
    ::close(ends[1]);
    out_ = ends[0];
  }
  ~Program() {
    end(SIGTERM);
    if (out_ >= 0) ::close(out_);
  }
  Program(Program&& other) noexcept : pid_(other.pid_), out_(other.out_), text_(std::move(other.text_)) {
    other.pid_ = -1;
    other.out_ = -1;
  }
  Program& operator=(Program&&) = delete;

  pid_t pid() const { return pid_; }
  const std::string& output() const { return text_; }

  // The rest of the first line that begins so; throws with all it said when the line doesn't come.
  std::string waitForLine(const std::string& beginning, std::chrono::milliseconds limit = 20s) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (true) {
      if (auto rest = lineBeginning(beginning)) return *rest;
      if (!readMore(until)) throw std::runtime_error("never said '" + beginning + "' but: " + text_);
    }
  }

  // Runs to its end; the exit status, 128 + signal where one ended it.
  int wait(std::chrono::milliseconds limit = 60s) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (readMore(until)) {
    }
    return reap();
  }

  int end(int signal) {
    if (pid_ <= 0) return 0;
    ::kill(pid_, signal);
    return reap();
  }

 private:
  [[noreturn]] static void become(const std::vector<std::string>& words, const Environment& environment,
                                  const std::string& log, int out) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setpgid(0, 0);
    ::dup2(out, 1);
    if (const int file = log.empty() ? -1 : ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        file >= 0)
      ::dup2(file, 2);
    if (const int nothing = ::open("/dev/null", O_RDONLY); nothing >= 0) ::dup2(nothing, 0);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  std::optional<std::string> lineBeginning(const std::string& beginning) const {
    for (std::size_t at = 0; at < text_.size();) {
      const auto stop = text_.find('\n', at);
      if (stop == std::string::npos) return std::nullopt;
      if (text_.compare(at, beginning.size(), beginning) == 0)
        return text_.substr(at + beginning.size(), stop - at - beginning.size());
      at = stop + 1;
    }
    return std::nullopt;
  }

  bool readMore(std::chrono::steady_clock::time_point until) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd one{out_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&one, 1, static_cast<int>(left.count())) <= 0) return false;
    char block[4096];
    const auto count = ::read(out_, block, sizeof block);
    if (count <= 0) return false;
    text_.append(block, static_cast<std::size_t>(count));
    return true;
  }

  int reap() {
    if (pid_ <= 0) return 0;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  pid_t pid_ = -1;
  int out_ = -1;
  std::string text_;
};

}  // namespace story
