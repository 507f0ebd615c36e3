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
#include <utility>
#include <vector>

namespace story {

using namespace std::chrono_literals;
using Environment = std::map<std::string, std::string>;

class Program {
 public:
  // log: where standard error goes; empty: to the test's own.
  Program(std::vector<std::string> words, const Environment& environment = {}, const std::string& log = "") {
    int from[2], to[2];
    if (::pipe2(from, O_CLOEXEC) != 0 || ::pipe2(to, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    ::signal(SIGPIPE, SIG_IGN);  // telling a program that has gone is an error to be seen, not the test's end
    pid_ = ::fork();
    if (pid_ == 0) become(words, environment, log, to[0], from[1]);
    ::close(from[1]);
    ::close(to[0]);
    out_ = from[0];
    in_ = to[1];
  }
  ~Program() {
    end(SIGTERM);
    for (const int one : {in_, out_})
      if (one >= 0) ::close(one);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void tell(const std::string& line) {
    const auto text = line + "\n";
    if (::write(in_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error("it no longer listens; it said: " + text_);
  }
  void hangUp() { ::close(std::exchange(in_, -1)); }

  pid_t pid() const { return pid_; }
  const std::string& output() const { return text_; }

  // The rest of the next line that begins so; throws with all it said when the line doesn't come.
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
                                  const std::string& log, int in, int out) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ::setpgid(0, 0);
    ::dup2(in, 0);
    ::dup2(out, 1);
    if (const int file = log.empty() ? -1 : ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        file >= 0)
      ::dup2(file, 2);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }

  std::optional<std::string> lineBeginning(const std::string& beginning) {
    while (true) {
      const auto stop = text_.find('\n', heard_);
      if (stop == std::string::npos) return std::nullopt;
      const auto line = text_.substr(heard_, stop - heard_);
      heard_ = stop + 1;
      if (line.starts_with(beginning)) return line.substr(beginning.size());
    }
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
  int in_ = -1, out_ = -1;
  std::string text_;
  std::size_t heard_ = 0;  // what of it waitForLine has passed
};

}  // namespace story
