#include "base/arguments.hpp"

#include <algorithm>

namespace base {

std::string Arguments::value(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() || found->second.empty() ? "" : found->second.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>{} : found->second;
}

Result<Arguments> parseArguments(const std::vector<std::string>& words, const std::vector<Option>& options) {
  Arguments out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--") {
      out.operands.insert(out.operands.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                          words.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      out.operands.push_back(word);
      continue;
    }
    const auto equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const auto name = word.substr(0, equals);
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&name](const Option& known) { return known.name == name; });
    if (option == options.end()) return fail("usage_unknown_option", name, "there is no option " + name);
    auto& values = out.options[name];
    if (!option->takes_value) {
      if (equals != std::string::npos) return fail("usage_takes_no_value", name, name + " takes no value");
      continue;
    }
    if (!values.empty() && !option->may_repeat) return fail("usage_twice", name, name + " stands twice");
    if (equals == std::string::npos && i + 1 == words.size())
      return fail("usage_needs_value", name, name + " needs a value");
    values.push_back(equals == std::string::npos ? words[++i] : word.substr(equals + 1));
    // A script's variable that was never set: taking it for "not told" would do something else than was
    // meant.
    if (values.back().empty()) return fail("usage_needs_value", name, name + " needs a value");
  }
  return out;
}

}  // namespace base
