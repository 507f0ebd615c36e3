#include "verifier/inbox/watched_folder.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "verifier/inbox/folder_listing.hpp"
#include "verifier/inbox/notices.hpp"

namespace verifier {
namespace {

using std::chrono::milliseconds;

base::SteadyTime steadyNow() { return std::chrono::steady_clock::now(); }

std::filesystem::path wholePath(const std::filesystem::path& folder) {
  std::error_code problem;
  auto out = std::filesystem::absolute(folder, problem).lexically_normal();
  return out.has_filename() ? out : out.parent_path();
}

}  // namespace

struct WatchedFolder::Body {
  std::filesystem::path folder;
  Sink sink;
  FilesThere files_there;
  InboxLimits limits;
  Notices notices{};
  KnownFiles told{limits.files};
  KnownFiles left{limits.files};  // those that lay there at the start

  struct Resting {
    FileState state;
    base::SteadyTime since{};
  };
  std::map<std::string, Resting> resting{};  // files of which nobody said that they are complete

  std::optional<FolderPlace> watched{};  // nullopt: it isn't there
  bool polled = false;                   // the kernel doesn't tell everything
  bool first = true;                     // it was never watched yet
  std::string lost_code{};               // of the trouble that was told
  base::SteadyTime next_look{};
  std::atomic<bool> ending{false};
  std::thread thread{};

  void run() {
    lookFor();
    while (!ending) {
      const auto news = notices.wait(untilNext());
      if (ending) return;
      for (const auto& notice : news) take(notice);
      if (watched) takeRested();
      if (steadyNow() >= next_look) look();
    }
  }

  milliseconds untilNext() const {
    auto next = next_look;
    for (const auto& [name, rest] : resting) next = std::min(next, rest.since + limits.settle);
    return std::max(std::chrono::ceil<milliseconds>(next - steadyNow()), milliseconds(0));
  }

  void take(const Notice& notice) {
    if (ending) return;
    switch (notice.kind) {
      case Notice::Kind::changed:
        return look();
      case Notice::Kind::overrun:
        base::log::warn("the watched folder filled faster than it could be followed; it is read anew");
        return readAnew();
      case Notice::Kind::closed:
        if (const auto state = pageFile(folder, notice.name)) tell(notice.name, *state);
        return;
      case Notice::Kind::renamed:
        if (const auto state = pageFile(folder, notice.name); state && !left.knows(notice.name, *state))
          tell(notice.name, *state);
        return;
      case Notice::Kind::appeared:
        // A name given to a file that is written already: nobody will close it.
        if (const auto state = pageFile(folder, notice.name); state && state->linked)
          rest(notice.name, *state);
        return;
    }
  }

  void tell(const std::string& name, const FileState& state) {
    resting.erase(name);
    if (told.knows(name, state)) return;
    told.add(name, state);
    sink(FileArrived{folder / name});
  }

  void rest(const std::string& name, const FileState& state) {
    if (told.knows(name, state) || left.knows(name, state)) return;
    auto& one = resting[name];
    if (one.state == state) return;
    one = {state, steadyNow()};
  }

  void takeRested() {
    const auto now = steadyNow();
    std::vector<std::pair<std::string, Resting>> due;
    for (const auto& one : resting)
      if (now - one.second.since >= limits.settle) due.push_back(one);
    std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
      return a.second.state.changed_ns < b.second.state.changed_ns;
    });
    for (const auto& [name, rested] : due) {
      if (ending) return;
      const auto state = pageFile(folder, name);
      if (!state)
        resting.erase(name);
      else if (*state == rested.state)
        tell(name, *state);
      else
        rest(name, *state);
    }
  }

  // Is it still the folder that is watched? Mounting over it, for one, the kernel doesn't tell.
  void look() {
    next_look = steadyNow() + limits.look;
    if (!watched || placeOf(folder) != watched) return lookFor();
    if (polled) readAnew();
  }

  void lookFor() {
    next_look = steadyNow() + limits.look;
    watched = placeOf(folder);
    polled = watched && (!notices.watch(folder) || isShared(folder));
    const auto listed = pagesIn(folder, limits.files);
    if (!listed) return lose(listed.error());
    if (!watched) return lose({"watched_folder_missing", folder.string(), "no folder"});
    resting.clear();
    lost_code.clear();
    base::log::info("watching the folder {}", folder.string());
    sink(FolderWatched{});
    const auto early = notices.wait(milliseconds(0));  // of files that came since it is watched
    if (std::exchange(first, false) && files_there == FilesThere::left)
      leave(*listed, early);
    else
      for (const auto& [name, state] : *listed) rest(name, state);
    for (const auto& notice : early) take(notice);
  }

  void leave(const std::vector<ListedFile>& listed, const std::vector<Notice>& early) {
    for (const auto& [name, state] : listed)
      if (std::none_of(early.begin(), early.end(), [&](const auto& notice) { return notice.name == name; }))
        left.add(name, state);
  }

  void readAnew() {
    const auto listed = pagesIn(folder, limits.files);
    if (!listed) return lose(listed.error());
    for (const auto& [name, state] : *listed) rest(name, state);
  }

  void lose(const base::Error& error) {
    watched.reset();
    resting.clear();
    notices.watchFor(folder);
    if (error.code == "watched_folder_missing" && placeOf(folder))
      next_look = steadyNow();  // it came meanwhile
    if (error.code == lost_code) return;
    lost_code = error.code;
    base::log::warn("the watched folder is lost: {}", error.describe());
    sink(FolderLost{error});
  }
};

WatchedFolder::WatchedFolder(const std::filesystem::path& folder, Sink sink, FilesThere files_there,
                             const InboxLimits& limits)
    : body_(new Body{wholePath(folder), std::move(sink), files_there, limits}) {
  body_->thread = std::thread([body = body_.get()] { body->run(); });
}

WatchedFolder::~WatchedFolder() {
  body_->ending = true;
  body_->notices.wake();
  body_->thread.join();
}

}  // namespace verifier
