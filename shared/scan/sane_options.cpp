#include "scan/sane_options.hpp"

#include <fmt/format.h>
#include <sane/sane.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "scan/sane_session.hpp"

namespace scan {
namespace {

constexpr SANE_Int kMostText = 64 * 1024;  // real ones are a few dozen bytes

struct Found {
  int index = 0;
  const SANE_Option_Descriptor* option = nullptr;
  explicit operator bool() const { return option != nullptr; }
};

// Option 0 holds the number of options; a scanner that tells it wrongly still ends with a null descriptor.
Found find(void* handle, std::string_view name) {
  std::lock_guard hold(saneLock());
  SANE_Int count = 0;
  if (::sane_control_option(handle, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD) return {};
  for (int i = 1; i < count; ++i) {
    const auto* option = ::sane_get_option_descriptor(handle, i);
    if (!option) return {};
    if (option->name && name == option->name && SANE_OPTION_IS_ACTIVE(option->cap)) return {i, option};
  }
  return {};
}

bool isText(const SANE_Option_Descriptor& option) {
  return option.type == SANE_TYPE_STRING && option.size > 0 && option.size <= kMostText;
}

bool isOneNumber(const SANE_Option_Descriptor& option) {
  const bool number =
      option.type == SANE_TYPE_INT || option.type == SANE_TYPE_FIXED || option.type == SANE_TYPE_BOOL;
  return number && option.size == static_cast<SANE_Int>(sizeof(SANE_Word));
}

double fromWord(const SANE_Option_Descriptor& option, SANE_Word word) {
  return option.type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : static_cast<double>(word);
}

SANE_Word toWord(const SANE_Option_Descriptor& option, double value) {
  if (option.type != SANE_TYPE_FIXED)
    return static_cast<SANE_Word>(std::lround(std::clamp(value, -2147483648.0, 2147483647.0)));
  return static_cast<SANE_Word>(
      std::lround(std::clamp(value, -32767.0, 32767.0) * (1 << SANE_FIXED_SCALE_SHIFT)));
}

Allowed::Unit unitOf(const SANE_Option_Descriptor& option) {
  switch (option.unit) {
    case SANE_UNIT_PIXEL:
      return Allowed::Unit::pixel;
    case SANE_UNIT_MM:
      return Allowed::Unit::mm;
    case SANE_UNIT_DPI:
      return Allowed::Unit::dpi;
    case SANE_UNIT_NONE:
    case SANE_UNIT_BIT:
    case SANE_UNIT_PERCENT:
    case SANE_UNIT_MICROSECOND:
      return Allowed::Unit::none;
  }
  return Allowed::Unit::none;
}

}  // namespace

double Allowed::nearest(double wanted) const {
  if (is_range) {
    const double inside = std::clamp(wanted, least, std::max(least, most));
    if (step <= 0) return inside;
    const double stepped = least + std::floor((inside - least) / step + 0.5) * step;
    return stepped > most ? stepped - step : stepped;
  }
  double best = list.empty() ? wanted : list.front();
  for (const double one : list) {
    const double gain = std::abs(best - wanted) - std::abs(one - wanted);
    if (gain > 0 || (gain == 0 && one > best)) best = one;
  }
  return best;
}

bool SaneOptions::has(std::string_view name) const { return static_cast<bool>(find(handle_, name)); }

bool SaneOptions::canSet(std::string_view name) const {
  const auto found = find(handle_, name);
  return found && SANE_OPTION_IS_SETTABLE(found.option->cap);
}

std::vector<std::string> SaneOptions::words(std::string_view name) const {
  std::vector<std::string> out;
  const auto found = find(handle_, name);
  if (!found || found.option->constraint_type != SANE_CONSTRAINT_STRING_LIST) return out;
  for (auto word = found.option->constraint.string_list; word && *word; ++word) out.emplace_back(*word);
  return out;
}

std::optional<Allowed> SaneOptions::allowed(std::string_view name) const {
  const auto found = find(handle_, name);
  if (!found || !isOneNumber(*found.option)) return std::nullopt;
  const auto& option = *found.option;
  Allowed out;
  out.unit = unitOf(option);
  if (option.constraint_type == SANE_CONSTRAINT_RANGE && option.constraint.range) {
    out.is_range = true;
    out.least = fromWord(option, option.constraint.range->min);
    out.most = fromWord(option, option.constraint.range->max);
    out.step = fromWord(option, option.constraint.range->quant);
  } else if (option.constraint_type == SANE_CONSTRAINT_WORD_LIST && option.constraint.word_list) {
    const auto* list = option.constraint.word_list;  // its first element is its length
    for (SANE_Word i = 1; i <= list[0]; ++i) out.list.push_back(fromWord(option, list[i]));
  }
  return out;
}

std::optional<std::string> SaneOptions::word(std::string_view name) const {
  const auto found = find(handle_, name);
  if (!found || !isText(*found.option)) return std::nullopt;
  std::string text(static_cast<std::size_t>(found.option->size) + 1, '\0');
  std::lock_guard hold(saneLock());
  if (::sane_control_option(handle_, found.index, SANE_ACTION_GET_VALUE, text.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return std::nullopt;
  return std::string(text.c_str());
}

std::optional<double> SaneOptions::number(std::string_view name) const {
  const auto found = find(handle_, name);
  if (!found || !isOneNumber(*found.option)) return std::nullopt;
  SANE_Word value = 0;
  std::lock_guard hold(saneLock());
  if (::sane_control_option(handle_, found.index, SANE_ACTION_GET_VALUE, &value, nullptr) != SANE_STATUS_GOOD)
    return std::nullopt;
  return fromWord(*found.option, value);
}

base::Status SaneOptions::set(int index, void* value) {
  std::lock_guard hold(saneLock());
  SANE_Int info = 0;
  const auto status = ::sane_control_option(handle_, index, SANE_ACTION_SET_VALUE, value, &info);
  if (status != SANE_STATUS_GOOD) return base::fail(errorOf(status, place_, "sane_control_option"));
  return {};
}

base::Status SaneOptions::setWord(std::string_view name, const std::string& value) {
  const auto found = find(handle_, name);
  if (!found || !isText(*found.option) || value.size() >= static_cast<std::size_t>(found.option->size))
    return base::fail("scanner_invalid", place_, fmt::format("option {} takes no such text", name));
  std::string text(static_cast<std::size_t>(found.option->size), '\0');  // the scanner may write into it
  std::copy(value.begin(), value.end(), text.begin());
  return set(found.index, text.data());
}

base::Status SaneOptions::setNumber(std::string_view name, double value) {
  const auto range = allowed(name);
  const auto found = find(handle_, name);
  if (!range || !found)
    return base::fail("scanner_invalid", place_, fmt::format("option {} takes no number", name));
  auto word = toWord(*found.option, range->nearest(value));
  return set(found.index, &word);
}

}  // namespace scan
