// Enough of YAML to read openapi.yaml in a test: nested block mappings. What isn't a mapping stays raw text.
#pragma once

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

struct YamlOutline {
  std::string text;  // what stands after the colon
  std::map<std::string, YamlOutline> members;

  const YamlOutline& at(const std::string& name) const { return members.at(name); }
  bool has(const std::string& name) const { return members.count(name) > 0; }

  static YamlOutline parse(const std::string& yaml) {
    YamlOutline root;
    std::vector<std::pair<int, YamlOutline*>> open{{-1, &root}};
    std::istringstream lines(yaml);
    for (std::string line; std::getline(lines, line);) {
      const auto indent = static_cast<int>(line.find_first_not_of(' '));
      const auto colon = line.find(':', static_cast<std::size_t>(std::max(indent, 0)));
      if (indent < 0 || line[static_cast<std::size_t>(indent)] == '-' || colon == std::string::npos) continue;
      if (colon + 1 < line.size() && line[colon + 1] != ' ') continue;
      auto name = line.substr(static_cast<std::size_t>(indent), colon - static_cast<std::size_t>(indent));
      std::erase(name, '\'');
      while (open.back().first >= indent) open.pop_back();
      auto& member = open.back().second->members[name];
      member.text = colon + 2 < line.size() ? line.substr(colon + 2) : "";
      open.emplace_back(indent, &member);
    }
    return root;
  }
};
