// The program `hall` as a test runs it: its commands to their end, and a hall that serves until told to end.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace test {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("hall-cli-" + base::toHex(base::randomBytes(6)))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const char* name) const { return path_ / name; }
  std::string text() const { return path_.string(); }

 private:
  fs::path path_;
};

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

inline constexpr const char* kRootPassphrase = "the root's own passphrase";
inline const fs::path kProgram = fs::path(HALL_BINARY_DIR) / "bin" / "hall";

// Runs `hall …` with its output in files of folder, or standard output into a pipe.
inline pid_t start(const Folder& folder, const std::vector<std::string>& arguments,
                   const std::string& input = "", int pipe_end = -1) {
  (void)base::writeFile(folder / "in", base::viewOf(input));
  std::vector<char*> words{const_cast<char*>("hall")};
  for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  const auto in = (folder / "in").string(), out = (folder / "out").string(), err = (folder / "err").string();
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::setenv("LC_ALL", "en_GB.UTF-8", 1);
  ::unsetenv("HALL_KEY_PASSPHRASE");
  ::setenv("HALL_ROOT_PASSPHRASE", kRootPassphrase, 1);
  (void)!std::freopen(in.c_str(), "r", stdin);
  (void)!std::freopen(out.c_str(), "w", stdout);
  (void)!std::freopen(err.c_str(), "w", stderr);
  if (pipe_end >= 0) ::dup2(pipe_end, 1);
  ::execv(kProgram.c_str(), words.data());
  ::_exit(127);
}

inline std::string contentOf(const fs::path& path) { return base::readTextFile(path, 1 << 20).value_or(""); }

inline Outcome finish(const Folder& folder, pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contentOf(folder / "out"), contentOf(folder / "err")};
}

inline Outcome run(const std::vector<std::string>& arguments, const std::string& input = "") {
  Folder folder;
  return finish(folder, start(folder, arguments, input));
}

// The keys of a new hall.
inline void init(const Folder& data) {
  const auto made = run({"keys", "init", "--data", data.text()});
  INFO(made.err);
  REQUIRE(made.status == 0);
}

// A hall that runs until told to end.
class Serving {
 public:
  Serving(const Folder& folder, const std::string& data, const std::vector<std::string>& more = {})
      : folder_(folder) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    std::vector<std::string> arguments{"serve", "--data", data, "--listen", "127.0.0.1:0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    child_ = start(folder, arguments, "", ends[1]);
    ::close(ends[1]);
    std::string line;
    for (char c; ::read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(ends[0]);
    INFO(contentOf(folder / "err"));
    REQUIRE(line.starts_with("listening on https://127.0.0.1:"));
    url_ = line.substr(13);
  }
  ~Serving() {
    if (child_ > 0) end();
  }
  Outcome end() {
    ::kill(child_, SIGTERM);
    return finish(folder_, std::exchange(child_, -1));
  }
  const std::string& url() const { return url_; }

 private:
  const Folder& folder_;
  pid_t child_ = -1;
  std::string url_;
};

}  // namespace test
