#include "scan/sane_session.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <sane/sane.h>

// SANE's backends end their reading thread by asynchronous cancellation (sanei_thread.c), which may strike
// while that thread holds malloc's lock: the process then stands still for ever. With this in libc's place
// their threads end at the next system call instead, where all of them spend their lives.
extern "C" int pthread_setcanceltype(int /*type*/, int* old_type) {
  if (old_type) *old_type = PTHREAD_CANCEL_DEFERRED;
  return 0;
}

namespace scan {
namespace {

// Two statuses that Debian's backends give, and sane.h keeps to itself (SANE 1.1).
constexpr int kWarmingUp = 12;
constexpr int kHardwareLocked = 13;

int sessions = 0;  // under saneLock()

const char* codeOf(int status) {
  switch (status) {
    case SANE_STATUS_UNSUPPORTED:
      return "scanner_unsupported";
    case SANE_STATUS_CANCELLED:
      return "scanner_cancelled";
    case SANE_STATUS_DEVICE_BUSY:
      return "scanner_busy";
    case SANE_STATUS_INVAL:
      return "scanner_invalid";
    case SANE_STATUS_EOF:
      return "scanner_empty_page";  // met where a page should have begun
    case SANE_STATUS_JAMMED:
      return "scanner_jammed";
    case SANE_STATUS_NO_DOCS:
      return "scanner_no_docs";
    case SANE_STATUS_COVER_OPEN:
      return "scanner_cover_open";
    case SANE_STATUS_IO_ERROR:
      return "scanner_gone";
    case SANE_STATUS_NO_MEM:
      return "scanner_no_memory";
    case SANE_STATUS_ACCESS_DENIED:
      return "scanner_access_denied";
    case kWarmingUp:
      return "scanner_warming_up";
    case kHardwareLocked:
      return "scanner_locked";
  }
  return "scanner_fault";
}

}  // namespace

std::mutex& saneLock() {
  static std::mutex lock;
  return lock;
}

base::Result<std::unique_ptr<SaneSession>> SaneSession::open() {
  std::lock_guard hold(saneLock());
  if (sessions == 0) {
    SANE_Int version = 0;
    if (const auto status = ::sane_init(&version, nullptr); status != SANE_STATUS_GOOD)
      return base::fail(errorOf(status, "SANE", "sane_init"));
  }
  ++sessions;
  return std::unique_ptr<SaneSession>(new SaneSession);
}

SaneSession::~SaneSession() {
  std::lock_guard hold(saneLock());
  if (--sessions == 0) ::sane_exit();
}

base::Error errorOf(int status, const std::string& place, const char* call) {
  return {codeOf(status),
          place,
          fmt::format("{} answered with status {}", call, status),
          {std::to_string(status)}};
}

}  // namespace scan
