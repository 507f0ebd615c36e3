#include "base/texts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sstream>

#include "base/file.hpp"

namespace base {
namespace {

constexpr std::size_t kFileLimit = 1 << 20;

std::string trim(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string unescape(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at) text.replace(at, 2, "\n");
  return text;
}

// Fills in {name} wherever valueOf knows the name; what was filled in isn't looked at again.
template <class ValueOf>
std::string filled(const std::string& text, ValueOf valueOf) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto close = text[at] == '{' ? text.find('}', at) : std::string::npos;
    const std::string* value =
        close == std::string::npos ? nullptr : valueOf(std::string_view(text).substr(at + 1, close - at - 1));
    if (value) {
      out += *value;
      at = close + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

const std::string* argument(std::string_view number, const std::vector<std::string>& args) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  const bool whole = error == std::errc{} && end == number.data() + number.size();
  return whole && index < args.size() ? &args[index] : nullptr;
}

Status readInto(std::unordered_map<std::string, std::string>& texts, const std::filesystem::path& path) {
  auto content = readTextFile(path, kFileLimit);
  if (!content) return fail(content.error());
  std::istringstream lines(*content);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    line = trim(line);
    if (line.empty() || line[0] == '#') continue;
    const auto place = path.string() + ":" + std::to_string(number);
    const auto equals = line.find('=');
    const auto key = trim(line.substr(0, std::min(equals, line.size())));
    if (equals == std::string::npos || key.empty())
      return fail("texts_bad_line", place, "expected `key = text`");
    if (!texts.emplace(key, unescape(trim(line.substr(equals + 1)))).second)
      return fail("texts_twice", place, "the key " + key + " stands twice", {key});
  }
  return {};
}

}  // namespace

std::string_view nameOf(Language language) { return language == Language::zh ? "zh" : "en"; }

Result<Language> languageNamed(std::string_view name) {
  if (name == "zh") return Language::zh;
  if (name == "en") return Language::en;
  return fail("unknown_language", std::string(name), "allowed: zh, en");
}

Language languageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    const std::string_view text(value);
    return text.starts_with("zh") || text.starts_with("C") || text.starts_with("POSIX") ? Language::zh
                                                                                        : Language::en;
  }
  return Language::zh;
}

Result<Texts> Texts::load(const std::filesystem::path& folder, Language language) {
  namespace fs = std::filesystem;
  Texts out;
  out.language_ = language;
  const auto own = folder / nameOf(language);
  std::error_code problem;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(own, problem))
    if (entry.path().extension() == ".lang") files.push_back(entry.path());
  if (problem || files.empty()) return fail("texts_missing", own.string(), "no .lang files are there");
  std::sort(files.begin(), files.end());
  for (const auto& file : files)
    if (auto read = readInto(out.texts_, file); !read) return fail(read.error());
  return out;
}

bool Texts::has(std::string_view key) const { return texts_.count(std::string(key)) > 0; }

std::string Texts::get(std::string_view key, const std::vector<std::string>& args) const {
  const auto found = texts_.find(std::string(key));
  if (found == texts_.end()) return "⟦" + std::string(key) + "⟧";
  return filled(found->second, [&](std::string_view name) { return argument(name, args); });
}

std::string Texts::sentence(const Error& error) const {
  const auto found = texts_.find("error." + error.code);
  if (found == texts_.end()) return error.place.empty() ? error.cause : error.place + ": " + error.cause;
  auto args = error.args;
  for (auto& word : args) {
    auto key = "word." + word;
    std::replace(key.begin(), key.end(), ' ', '_');
    if (const auto own = texts_.find(key); own != texts_.end()) word = own->second;
  }
  return filled(found->second, [&](std::string_view name) {
    return name == "place" ? &error.place : name == "cause" ? &error.cause : argument(name, args);
  });
}

std::vector<std::string> Texts::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, text] : texts_) out.push_back(key);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace base
