#include "base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace base {

UnixSeconds SystemClock::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}
SteadyTime SystemClock::steady() const { return std::chrono::steady_clock::now(); }

namespace {

std::string spell(UnixSeconds time, bool local, const char* format) {
  const std::time_t seconds = static_cast<std::time_t>(time);
  std::tm parts{};
  if (local) {
    localtime_r(&seconds, &parts);
  } else {
    gmtime_r(&seconds, &parts);
  }
  char text[64];
  const auto length = std::strftime(text, sizeof text, format, &parts);
  return {text, length};
}

}  // namespace

std::string toRfc3339(UnixSeconds time) { return spell(time, false, "%04Y-%m-%dT%H:%M:%SZ"); }
std::string toLocalMinute(UnixSeconds time) { return spell(time, true, "%Y-%m-%d %H:%M"); }
std::string toChineseDate(UnixSeconds time) { return spell(time, true, "%Y年%m月%d日"); }

Result<UnixSeconds> fromRfc3339(std::string_view text) {
  constexpr std::string_view kPattern = "0000-00-00T00:00:00Z";
  const std::string copy(text);
  const bool spelt = std::equal(text.begin(), text.end(), kPattern.begin(), kPattern.end(),
                                [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
  if (!spelt) return fail("bad_time", copy, "a time is written like 2026-11-23T08:00:00Z");
  std::tm parts{};
  std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
              &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::tm asked = parts;
  const std::time_t seconds = timegm(&parts);
  // timegm carries 31 April over into May; such a date was never meant.
  if (parts.tm_mon != asked.tm_mon || parts.tm_mday != asked.tm_mday || parts.tm_hour != asked.tm_hour ||
      parts.tm_min != asked.tm_min || parts.tm_sec != asked.tm_sec)
    return fail("bad_time", copy, "there is no such date");
  return static_cast<UnixSeconds>(seconds);
}

}  // namespace base
