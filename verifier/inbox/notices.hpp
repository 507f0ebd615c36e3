// What the kernel tells of a folder (inotify), and a way to wake whoever waits for it. wake() from any
// thread, the rest from one.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace verifier {

struct Notice {
  enum class Kind {
    closed,    // a file was closed after writing
    renamed,   // a file got this name, or was moved here
    appeared,  // a file was made; whether somebody writes to it isn't known
    changed,   // the folder itself went, or something beside it did: look again
    overrun,   // notices were lost
  } kind;
  std::string name{};  // of a file in the folder
};

class Descriptor {
 public:
  explicit Descriptor(int handle = -1) : handle_(handle) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return handle_; }

 private:
  int handle_;
};

class Notices {
 public:
  Notices();
  // False where the kernel has no more watches to give: the folder has to be looked at now and then.
  bool watch(const std::filesystem::path& folder);
  // Until a folder of this name may be there: watches the nearest one above it that exists.
  void watchFor(const std::filesystem::path& missing);
  std::vector<Notice> wait(std::chrono::milliseconds at_most);  // empty after that time, or woken
  void wake();

 private:
  void forget();
  Descriptor wake_, inotify_;
  int folder_ = -1, above_ = -1;  // watches
  std::string awaited_{};         // in the folder above
};

}  // namespace verifier
