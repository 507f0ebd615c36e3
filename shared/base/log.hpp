// The log tells a story in English, with ids; never names, card numbers, passwords or seals. Thread-safe.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace base::log {

enum class Level { info, warn, error };
void write(Level level, std::string_view line);
void setQuiet(bool quiet);  // tests: nothing below error

template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::warn, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace base::log
