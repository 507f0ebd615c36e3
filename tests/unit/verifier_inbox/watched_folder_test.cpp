// A real folder, written to as scanners and people do it.
#include "verifier/inbox/watched_folder.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <set>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/log.hpp"

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using verifier::FilesThere;
using verifier::InboxEvent;
using verifier::WatchedFolder;

constexpr verifier::InboxLimits kQuick{.settle = 60ms, .look = 50ms};
constexpr verifier::InboxLimits kNeverLooks{.settle = 60ms, .look = 1h};  // the kernel alone has to tell

struct Folder {
  fs::path above = fs::temp_directory_path() / ("inbox_" + base::toHex(base::randomBytes(8)));
  fs::path path = above / "scans";
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(above); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

void write(const fs::path& file, const std::string& text = "page") { std::ofstream(file) << text; }

// What came through the sink, awaited by the test.
class Events {
 public:
  WatchedFolder::Sink sink() {
    return [this](const InboxEvent& event) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !held_; });
      events_.push_back(event);
      changed_.notify_all();
    };
  }
  // While held, the sink doesn't return.
  void hold(bool held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    changed_.notify_all();
  }

  template <class Kind>
  Kind next() {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, 30s, [this] { return !events_.empty(); }));
    const auto event = events_.front();
    events_.pop_front();
    CAPTURE(event.index());
    REQUIRE(std::holds_alternative<Kind>(event));
    return std::get<Kind>(event);
  }
  void untilWatched() {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, 30s, [this] {
      while (!events_.empty() && std::holds_alternative<verifier::FolderLost>(events_.front()))
        events_.pop_front();
      return !events_.empty();
    }));
    lock.unlock();
    next<verifier::FolderWatched>();
  }
  std::string nextFile() { return next<verifier::FileArrived>().path.filename(); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<InboxEvent> events_;
  bool held_ = false;
};

// Whatever happened before is told before this file is.
void nothingElse(Events& events, const fs::path& folder) {
  static int number = 0;
  const auto name = "last" + std::to_string(++number) + ".pdf";
  write(folder / name);
  CHECK(events.nextFile() == name);
}

}  // namespace

TEST_CASE("a file is told when it is closed or gets its name, not before") {
  const Folder folder;
  Events events;
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kNeverLooks);
  events.next<verifier::FolderWatched>();
  std::ofstream slow(folder.path / "slow.pdf");
  slow << "the first half" << std::flush;
  write(folder.path / "scan.tmp");
  fs::rename(folder.path / "scan.tmp", folder.path / "scan.TIFF");
  CHECK(events.nextFile() == "scan.TIFF");
  slow << " and the second";
  slow.close();
  CHECK(events.nextFile() == "slow.pdf");
  write(folder.above / "moved.jpg");
  fs::rename(folder.above / "moved.jpg", folder.path / "moved.jpg");
  CHECK(events.nextFile() == "moved.jpg");
}

TEST_CASE("what is no page is left alone: other names, empty and hidden files, folders, links") {
  const Folder folder;
  Events events;
  write(folder.above / "secret.pdf");
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kQuick);
  events.next<verifier::FolderWatched>();
  write(folder.path / "notes.txt");
  write(folder.path / "empty.pdf", "");
  write(folder.path / ".half.pdf");
  fs::create_directory(folder.path / "folder.pdf");
  write(folder.path / "folder.pdf" / "inside.pdf");
  fs::create_symlink(folder.above / "secret.pdf", folder.path / "link.pdf");
  fs::create_symlink(folder.above / "secret.pdf", folder.above / "link.pdf");
  fs::rename(folder.above / "link.pdf", folder.path / "moved.pdf");
  REQUIRE(::mkfifo((folder.path / "pipe.pdf").c_str(), 0600) == 0);
  nothingElse(events, folder.path);
}

TEST_CASE("files that lie there already are left, or taken oldest first when that is asked for") {
  const Folder folder;
  for (const int number : {2, 1, 3}) {
    const auto file = folder.path / (std::to_string(number) + ".pdf");
    write(file);
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(10 - number));
  }
  {
    Events events;
    const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kQuick);
    events.next<verifier::FolderWatched>();
    fs::rename(folder.path / "2.pdf", folder.path / "two.pdf");  // still the old one
    nothingElse(events, folder.path);
    write(folder.path / "1.pdf", "another content");
    CHECK(events.nextFile() == "1.pdf");
  }
  fs::remove(folder.path / "1.pdf");
  Events events;
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::taken, kQuick);
  events.next<verifier::FolderWatched>();
  CHECK(events.nextFile() == "two.pdf");
  CHECK(events.nextFile() == "3.pdf");
}

TEST_CASE("a content is told once, whatever is done with its file; another content is another paper") {
  const Folder folder;
  Events events;
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kQuick);
  events.next<verifier::FolderWatched>();
  const auto file = folder.path / "scan.pdf";
  write(file);
  CHECK(events.nextFile() == "scan.pdf");
  std::ofstream(file, std::ios::app).flush();  // opened and closed, nothing written
  fs::rename(file, folder.path / "renamed.pdf");
  nothingElse(events, folder.path);
  write(folder.path / "renamed.pdf", "the second paper");
  CHECK(events.nextFile() == "renamed.pdf");
}

TEST_CASE("a file that was linked in has no writer to wait for, and rests first") {
  const Folder folder;
  Events events;
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kNeverLooks);
  events.next<verifier::FolderWatched>();
  write(folder.above / "spooled.pdf");
  fs::last_write_time(folder.above / "spooled.pdf", fs::file_time_type::clock::now() - 10s);
  fs::create_hard_link(folder.above / "spooled.pdf", folder.path / "spooled.pdf");
  fs::remove(folder.above / "spooled.pdf");
  CHECK(events.nextFile() == "spooled.pdf");
}

TEST_CASE("a file that went before it rested is no error") {
  const Folder folder;
  Events events;
  write(folder.path / "old.pdf");
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::taken, kQuick);
  events.next<verifier::FolderWatched>();
  fs::remove(folder.path / "old.pdf");
  nothingElse(events, folder.path);
}

TEST_CASE("a folder that isn't there is told once, and watched when it comes") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  const auto later = folder.above / "share" / "desk" / "in";
  const WatchedFolder watched(later, events.sink(), FilesThere::left, kNeverLooks);
  const auto lost = events.next<verifier::FolderLost>();
  CHECK(lost.error.code == "watched_folder_missing");
  CHECK(lost.error.place == later.string());
  fs::create_directories(later);
  events.next<verifier::FolderWatched>();
  nothingElse(events, later);
}

TEST_CASE("a folder that goes and comes back is watched again, and only what is new in it is told") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  write(folder.path / "old.pdf");
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kNeverLooks);
  events.next<verifier::FolderWatched>();
  write(folder.path / "first.pdf");
  CHECK(events.nextFile() == "first.pdf");
  SECTION("moved away and back") {
    fs::rename(folder.path, folder.above / "elsewhere");
    CHECK(events.next<verifier::FolderLost>().error.code == "watched_folder_missing");
    write(folder.above / "elsewhere" / "meanwhile.pdf");
    fs::rename(folder.above / "elsewhere", folder.path);
    events.next<verifier::FolderWatched>();
    CHECK(events.nextFile() == "meanwhile.pdf");
    nothingElse(events, folder.path);
  }
  SECTION("removed and made anew") {
    fs::remove_all(folder.path);
    CHECK(events.next<verifier::FolderLost>().error.code == "watched_folder_missing");
    fs::create_directory(folder.path);
    events.next<verifier::FolderWatched>();
    nothingElse(events, folder.path);
  }
}

TEST_CASE("another folder mounted in its place is noticed though the kernel says nothing") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  const auto link = folder.above / "link";
  fs::create_directory(folder.above / "other");
  fs::create_directory_symlink(folder.path, link);
  const WatchedFolder watched(link, events.sink(), FilesThere::left, kQuick);
  events.next<verifier::FolderWatched>();
  fs::create_directory_symlink(folder.above / "other", folder.above / "new");
  fs::rename(folder.above / "new", link);
  events.next<verifier::FolderWatched>();
  write(folder.above / "other" / "scan.pdf");
  CHECK(events.nextFile() == "scan.pdf");
}

TEST_CASE("a folder of another kind, and one that may not be read, say so") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  write(folder.above / "file");
  const WatchedFolder watched(folder.above / "file", events.sink(), FilesThere::left, kQuick);
  CHECK(events.next<verifier::FolderLost>().error.code == "watched_folder_missing");
  if (::geteuid() == 0) return;  // root may read everything
  fs::permissions(folder.path, fs::perms::none);
  Events more;
  const WatchedFolder closed(folder.path, more.sink(), FilesThere::left, kNeverLooks);
  CHECK(more.next<verifier::FolderLost>().error.code == "watched_folder_unreadable");
  fs::permissions(folder.path, fs::perms::owner_all);
  more.next<verifier::FolderWatched>();
}

TEST_CASE("a folder with too many files says so, and is watched once it was cleared out") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  auto few = kQuick;
  few.files = 5;
  for (int i = 0; i < 6; ++i) write(folder.path / (std::to_string(i) + ".pdf"));
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, few);
  const auto lost = events.next<verifier::FolderLost>();
  CHECK(lost.error.code == "watched_folder_too_full");
  CHECK(lost.error.args == std::vector<std::string>{"5"});
  fs::remove(folder.path / "0.pdf");
  fs::remove(folder.path / "1.pdf");
  events.next<verifier::FolderWatched>();
  nothingElse(events, folder.path);
}

TEST_CASE("a flood past the kernel's queue loses no file and tells none twice") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::left, kQuick);
  events.next<verifier::FolderWatched>();
  events.hold(true);
  constexpr int kFiles = 9000;  // two notices each; the kernel keeps 16,384
  for (int i = 0; i < kFiles; ++i) write(folder.path / (std::to_string(i) + ".png"), "x");
  events.hold(false);
  std::set<std::string> names;
  for (int i = 0; i < kFiles; ++i) names.insert(events.nextFile());
  CHECK(names.size() == kFiles);
  nothingElse(events, folder.path);
}

TEST_CASE("without the kernel's notices the folder is looked at, and a file is told once it rests") {
  base::log::setQuiet(true);
  const Folder folder;
  Events events;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const int free = ::dup(0);
  ::close(free);
  const rlimit one{static_cast<rlim_t>(free) + 1, before.rlim_max};  // room for what wakes the thread alone
  ::setrlimit(RLIMIT_NOFILE, &one);
  const WatchedFolder watched(folder.path, events.sink(), FilesThere::taken, kQuick);
  ::setrlimit(RLIMIT_NOFILE, &before);
  write(folder.path / "scan.pdf");
  events.untilWatched();  // its thread may have met the want of handles first
  CHECK(events.nextFile() == "scan.pdf");
  write(folder.path / "next.pdf");
  CHECK(events.nextFile() == "next.pdf");
}
