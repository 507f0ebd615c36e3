// Reading TOML that people write (forms, processes, device configurations): every mistake is collected with
// its file:line:column, what is wrong and what is allowed, instead of stopping at the first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/texts.hpp"

namespace toml_doc {

using Problems = std::vector<base::Error>;

namespace detail {
struct Tree;  // the parsed file, shared by every Table that looks into it
}

// One table of the file. Getters report a missing or wrong value into Problems and hand back the fallback, so
// that a reader is straight-line code (the first hundred, in all); finish() reports the keys nobody asked
// for. Codes: toml_missing, toml_type, toml_range, toml_choice, toml_unknown_key. Not thread-safe.
class Table {
 public:
  Table();  // an empty table: every optional getter gives its fallback
  ~Table();
  Table(const Table&);
  Table& operator=(const Table&);

  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;               // in the file's order
  std::string place(std::string_view key = "") const;  // file:line:column of the key, or of the table itself

  std::string string(std::string_view key);  // required, not empty
  std::string stringOr(std::string_view key, std::string fallback);
  std::string choice(std::string_view key, const std::vector<std::string>& allowed);  // required
  std::string choiceOr(std::string_view key, const std::vector<std::string>& allowed, std::string fallback);
  std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);  // required
  std::int64_t integerOr(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
  double number(std::string_view key, double least, double most);  // required; takes integers too
  double numberOr(std::string_view key, double fallback, double least, double most);
  bool booleanOr(std::string_view key, bool fallback);
  std::vector<std::string> stringsOr(std::string_view key, std::vector<std::string> fallback = {});
  std::vector<double> numbersOr(std::string_view key, std::vector<double> fallback = {});
  base::Bilingual bilingual(std::string_view key);  // required: {zh = "…", en = "…"}
  base::Bilingual bilingualOr(std::string_view key, base::Bilingual fallback);
  Table table(std::string_view key);                                // empty table when absent
  std::vector<Table> tables(std::string_view key);                  // [[key]] or key = [{…}, …]
  std::vector<std::vector<Table>> tableRows(std::string_view key);  // key = [[{…}, {…}], [{…}]]

  void problem(std::string_view key, std::string code, std::string cause, std::vector<std::string> args = {});
  void finish();  // reports every key that no getter asked for

 private:
  friend class Document;
  struct View;
  std::unique_ptr<View> view_;
};

class Document {
 public:
  // A text that isn't TOML yields one problem (toml_syntax) and an empty root. name: what `place` begins
  // with.
  static Document parse(std::string_view text, std::string name, Problems& problems);
  // Also file_missing, file_unreadable, file_too_large (over 1 MiB).
  static Document load(const std::filesystem::path& path, Problems& problems);
  Table root() const;

 private:
  std::shared_ptr<detail::Tree> tree_;
};

}  // namespace toml_doc
