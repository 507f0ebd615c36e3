#include "verifier/inbox/notices.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace verifier {
namespace {

constexpr std::uint32_t kInFolder =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::uint32_t kAbove =
    IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

constexpr std::uint32_t kItselfGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

Notice::Kind kindOf(std::uint32_t mask) {
  if (mask & kItselfGone) return Notice::Kind::changed;
  if (mask & IN_CREATE) return Notice::Kind::appeared;
  return mask & IN_MOVED_TO ? Notice::Kind::renamed : Notice::Kind::closed;
}

}  // namespace

Descriptor::~Descriptor() {
  if (handle_ >= 0) ::close(handle_);
}

Notices::Notices()
    : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)), inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

void Notices::forget() {
  for (int* watch : {&folder_, &above_})
    if (*watch >= 0) ::inotify_rm_watch(inotify_.get(), std::exchange(*watch, -1));
}

bool Notices::watch(const std::filesystem::path& folder) {
  forget();
  folder_ = ::inotify_add_watch(inotify_.get(), folder.c_str(), kInFolder);
  return folder_ >= 0;
}

void Notices::watchFor(const std::filesystem::path& missing) {
  forget();
  for (auto below = missing; above_ < 0 && below.has_relative_path(); below = below.parent_path()) {
    awaited_ = below.filename();
    above_ = ::inotify_add_watch(inotify_.get(), below.parent_path().c_str(), kAbove);
  }
}

std::vector<Notice> Notices::wait(std::chrono::milliseconds at_most) {
  std::array<pollfd, 2> handles{{{inotify_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
  ::poll(handles.data(), handles.size(),
         static_cast<int>(std::clamp<std::int64_t>(at_most.count(), 0, 60'000)));
  alignas(inotify_event) std::array<char, 64 * 1024> block;
  const auto size = ::read(inotify_.get(), block.data(), block.size());
  std::vector<Notice> out;
  for (std::ptrdiff_t at = 0; at < size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(block.data() + at);
    at += static_cast<std::ptrdiff_t>(sizeof(inotify_event) + event->len);
    const std::string name(event->name, event->len > 0 ? ::strnlen(event->name, event->len) : 0);
    if (event->mask & IN_Q_OVERFLOW)
      out.push_back({Notice::Kind::overrun});
    else if (event->wd == above_ && (event->mask & kItselfGone || name == awaited_))
      out.push_back({Notice::Kind::changed});
    else if (event->wd == folder_ && !(event->mask & IN_ISDIR && name.size() > 0))
      out.push_back({kindOf(event->mask), name});
  }
  return out;
}

void Notices::wake() { ::eventfd_write(wake_.get(), 1); }

}  // namespace verifier
