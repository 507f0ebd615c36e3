#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/result.hpp"

namespace base {

std::string Error::describe() const {
  return (place.empty() ? "" : place + ": ") + cause + (code.empty() ? "" : " [" + code + "]");
}

}  // namespace base

namespace base::log {
namespace {

spdlog::logger& logger() {
  // Standard error, so that what a command prints stays clean; the journal adds nothing of its own to the
  // line.
  static auto one = [] {
    auto made = std::make_shared<spdlog::logger>("hall", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    return made;
  }();
  return *one;
}

}  // namespace

void write(Level level, std::string_view line) {
  switch (level) {
    case Level::info:
      logger().info(line);
      break;
    case Level::warn:
      logger().warn(line);
      break;
    case Level::error:
      logger().error(line);
      break;
  }
}

void setQuiet(bool quiet) { logger().set_level(quiet ? spdlog::level::err : spdlog::level::info); }

}  // namespace base::log
