// Command lines as GNU tools take them: --name VALUE, --name=VALUE, operands in between, `--` before operands
// that begin with a dash; `-` alone is an operand.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace base {

struct Option {
  std::string_view name;  // "--json"
  bool takes_value = false;
  bool may_repeat = false;  // with a value only
};

struct Arguments {
  std::map<std::string, std::vector<std::string>, std::less<>> options{};
  std::vector<std::string> operands{};

  bool has(std::string_view name) const { return options.find(name) != options.end(); }
  std::string value(std::string_view name) const;                // empty when absent
  std::vector<std::string> values(std::string_view name) const;  // in order
};

// Codes: usage_unknown_option, usage_needs_value, usage_takes_no_value, usage_twice. Place: the option.
Result<Arguments> parseArguments(const std::vector<std::string>& words, const std::vector<Option>& options);

}  // namespace base
