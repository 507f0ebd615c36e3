// What people read, in their language. assets/lang/<zh|en>/<room>.lang holds lines of `key = text`; {0}, {1},
// ... are filled in, `\n` breaks a line, # begins a comment line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace base {

enum class Language { zh, en };
std::string_view nameOf(Language language);             // "zh", "en"
Result<Language> languageNamed(std::string_view name);  // code "unknown_language"
Language languageOfEnvironment();  // LC_ALL, LC_MESSAGES, LANG; zh unless it says another

// A text in both languages, as forms, processes and the hall's answers carry it.
struct Bilingual {
  std::string zh;
  std::string en;
  const std::string& in(Language language) const { return language == Language::zh || en.empty() ? zh : en; }
  bool operator==(const Bilingual&) const = default;
};

class Texts {
 public:
  // Reads folder/<language>/*.lang. Codes: "texts_missing", "texts_bad_line" (file:line), "texts_twice".
  static Result<Texts> load(const std::filesystem::path& folder, Language language);

  bool has(std::string_view key) const;
  // The text of key with args filled in; a missing key shows as "⟦key⟧" so that nobody overlooks it.
  std::string get(std::string_view key, const std::vector<std::string>& args = {}) const;
  // The sentence for an error: "error.<code>" with {place}, {cause}, {0}...; where no text exists, the cause.
  // An argument that is a word of the programs ("an integer") is told in the reader's language by the text
  // "word.an_integer".
  std::string sentence(const Error& error) const;
  Language language() const { return language_; }
  std::vector<std::string> keys() const;  // sorted

 private:
  Language language_ = Language::zh;
  std::unordered_map<std::string, std::string> texts_;
};

}  // namespace base
