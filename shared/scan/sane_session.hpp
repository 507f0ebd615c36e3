// SANE for this process: begun, ended, and called by one thread at a time. Internal to the room.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/result.hpp"

namespace scan {

// While one lives, SANE is initialised. The last one ends it, so that the next finds what was plugged in
// since: many backends look for their scanners in sane_init alone. Any thread.
class SaneSession {
 public:
  static base::Result<std::unique_ptr<SaneSession>> open();
  ~SaneSession();
  SaneSession(const SaneSession&) = delete;
  SaneSession& operator=(const SaneSession&) = delete;

 private:
  SaneSession() = default;
};

// Held over every call into SANE: the standard says nothing about threads, and backends keep state in
// globals. Even so two scanners of one backend can't scan at once, as sanei_thread hands a thread its scanner
// in a global that the next sane_start overwrites; hence one is open at a time. A call lasts as long as the
// scanner needs for its next bytes; sane_start until the lamp is warm.
std::mutex& saneLock();

// What a SANE_Status means. place: the scanner's name; call: the function that answered so.
base::Error errorOf(int status, const std::string& place, const char* call);

}  // namespace scan
