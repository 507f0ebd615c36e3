#include "toml_doc/toml_doc.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

// toml++ 3.3 takes for granted that no `}` stands where a value belongs, and `[ }` in a file breaks that: an
// abort where assertions are on, undefined behaviour where they are off and become assumptions. With neither
// it says by itself, some lines on, that this is no value.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/file.hpp"
#include "toml_doc/key_depth.hpp"

namespace toml_doc {

namespace detail {
struct Tree {
  toml::table root{};
  std::string name{};
  Problems* problems = nullptr;
};
}  // namespace detail

namespace {

constexpr std::size_t kFileLimit = 1 << 20;
constexpr std::size_t kMostProblems = 100;  // nobody mends more at once, and a file of nonsense has a million
constexpr std::size_t kMostShown = 120;     // bytes of a wrong value or key in a message

// Cut between characters.
std::string shortened(std::string_view text) {
  if (text.size() <= kMostShown) return std::string(text);
  auto end = kMostShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string placeOf(const std::string& name, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", name, source.begin.line, source.begin.column);
}

const char* typeName(toml::node_type type) {
  switch (type) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
  }
  return "something else";
}

}  // namespace

struct Table::View {
  std::shared_ptr<detail::Tree> tree{};
  const toml::table* table = nullptr;
  toml::source_region around{};  // of the table that would hold this one, when it is absent
  std::string path{};            // "cells[3]", for messages about what is missing
  std::set<std::string> asked{};

  const toml::node* find(std::string_view key) {
    asked.emplace(key);
    return table ? table->get(key) : nullptr;
  }
  std::string placeOfNode(const toml::node* node) const {
    if (!tree) return "";
    return placeOf(tree->name, node ? node->source() : table ? table->source() : around);
  }
  std::string named(std::string_view key) const {
    return path.empty() ? shortened(key) : path + "." + shortened(key);
  }
  void reportAt(std::string place, std::string code, std::string cause, std::vector<std::string> args) const {
    if (tree && tree->problems && tree->problems->size() < kMostProblems)
      tree->problems->push_back({std::move(code), std::move(place), std::move(cause), std::move(args)});
  }
  void report(const toml::node* node, std::string code, std::string cause,
              std::vector<std::string> args) const {
    reportAt(placeOfNode(node), std::move(code), std::move(cause), std::move(args));
  }
  void wrongType(const toml::node& node, std::string_view key, const std::string& wanted) const {
    report(&node, "toml_type",
           fmt::format("{} must be {}, not {}", named(key), wanted, typeName(node.type())),
           {named(key), wanted, typeName(node.type())});
  }
  const toml::node* need(std::string_view key) {
    const auto* node = find(key);
    if (!node) report(nullptr, "toml_missing", fmt::format("{} is missing", named(key)), {named(key)});
    return node;
  }
  Table child(const toml::node* node, std::string its_path) const {
    Table out;
    out.view_->tree = tree;
    out.view_->table = node ? node->as_table() : nullptr;
    out.view_->around = node ? node->source() : table ? table->source() : around;
    out.view_->path = std::move(its_path);
    return out;
  }
  std::vector<Table> childrenOf(const toml::node& node, std::string_view key, const std::string& its_path,
                                const char* wanted) const {
    std::vector<Table> out;
    const auto* array = node.as_array();
    if (!array) wrongType(node, key, wanted);
    for (std::size_t i = 0; array && i < array->size(); ++i) {
      const auto& item = (*array)[i];
      if (item.is_table())
        out.push_back(child(&item, fmt::format("{}[{}]", its_path, i)));
      else
        wrongType(item, key, wanted);
    }
    return out;
  }
};

Table::Table() : view_(std::make_unique<View>()) {}
Table::~Table() = default;
Table::Table(const Table& other) : view_(std::make_unique<View>(*other.view_)) {}
Table& Table::operator=(const Table& other) {
  *view_ = *other.view_;
  return *this;
}

bool Table::has(std::string_view key) const { return view_->table && view_->table->contains(key); }

std::vector<std::string> Table::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  if (view_->table)
    for (const auto& [key, node] : *view_->table)
      found.emplace_back(key.source().begin, std::string(key.str()));
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.line, a.first.column) < std::pair(b.first.line, b.first.column);
  });
  std::vector<std::string> out;
  for (auto& [position, key] : found) out.push_back(std::move(key));
  return out;
}

std::string Table::place(std::string_view key) const {
  return view_->placeOfNode(key.empty() || !view_->table ? nullptr : view_->table->get(key));
}

void Table::problem(std::string_view key, std::string code, std::string cause,
                    std::vector<std::string> args) {
  view_->report(view_->table && !key.empty() ? view_->table->get(key) : nullptr, std::move(code),
                std::move(cause), std::move(args));
}

std::string Table::string(std::string_view key) {
  const auto* node = view_->need(key);
  if (!node) return "";
  const auto text = node->value_exact<std::string>();
  if (!text) view_->wrongType(*node, key, "a string");
  if (text && text->empty())
    view_->report(node, "toml_missing", fmt::format("{} must not be empty", view_->named(key)),
                  {view_->named(key)});
  return text.value_or("");
}

std::string Table::stringOr(std::string_view key, std::string fallback) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  const auto text = node->value_exact<std::string>();
  if (!text) view_->wrongType(*node, key, "a string");
  return text.value_or(fallback);
}

std::string Table::choice(std::string_view key, const std::vector<std::string>& allowed) {
  if (!view_->need(key)) return allowed.empty() ? "" : allowed.front();
  return choiceOr(key, allowed, allowed.empty() ? "" : allowed.front());
}

std::string Table::choiceOr(std::string_view key, const std::vector<std::string>& allowed,
                            std::string fallback) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  const auto text = node->value_exact<std::string>();
  const auto list = fmt::format("{}", fmt::join(allowed, ", "));
  if (!text) {
    view_->wrongType(*node, key, "one of " + list);
    return fallback;
  }
  if (std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return *text;
  const auto shown = shortened(*text);
  view_->report(node, "toml_choice", fmt::format("{} is \"{}\"; allowed: {}", view_->named(key), shown, list),
                {view_->named(key), shown, list});
  return fallback;
}

std::int64_t Table::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  return view_->need(key) ? integerOr(key, least, least, most) : least;
}

std::int64_t Table::integerOr(std::string_view key, std::int64_t fallback, std::int64_t least,
                              std::int64_t most) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  const auto value = node->value_exact<std::int64_t>();
  if (!value) {
    view_->wrongType(*node, key, "an integer");
    return fallback;
  }
  if (*value >= least && *value <= most) return *value;
  view_->report(node, "toml_range",
                fmt::format("{} is {}; allowed: {} to {}", view_->named(key), *value, least, most),
                {view_->named(key), std::to_string(*value), std::to_string(least), std::to_string(most)});
  return fallback;
}

double Table::number(std::string_view key, double least, double most) {
  return view_->need(key) ? numberOr(key, least, least, most) : least;
}

double Table::numberOr(std::string_view key, double fallback, double least, double most) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  if (!node->is_number()) {
    view_->wrongType(*node, key, "a number");
    return fallback;
  }
  const double value = *node->value<double>();
  if (value >= least && value <= most) return value;
  view_->report(
      node, "toml_range", fmt::format("{} is {}; allowed: {} to {}", view_->named(key), value, least, most),
      {view_->named(key), fmt::format("{}", value), fmt::format("{}", least), fmt::format("{}", most)});
  return fallback;
}

bool Table::booleanOr(std::string_view key, bool fallback) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  const auto value = node->value_exact<bool>();
  if (!value) view_->wrongType(*node, key, "true or false");
  return value.value_or(fallback);
}

namespace {

// The items of an array, each read by take; nullopt when the node is no array.
template <class T, class Take>
std::optional<std::vector<T>> itemsOf(const toml::node& node, Take take) {
  const auto* array = node.as_array();
  if (!array) return std::nullopt;
  std::vector<T> out;
  for (const auto& item : *array)
    if (auto value = take(item)) out.push_back(std::move(*value));
  return out;
}

}  // namespace

std::vector<std::string> Table::stringsOr(std::string_view key, std::vector<std::string> fallback) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  auto out = itemsOf<std::string>(*node, [&](const toml::node& item) {
    auto text = item.value_exact<std::string>();
    if (!text) view_->wrongType(item, key, "an array of strings");
    return text;
  });
  if (!out) view_->wrongType(*node, key, "an array of strings");
  return out.value_or(std::move(fallback));
}

std::vector<double> Table::numbersOr(std::string_view key, std::vector<double> fallback) {
  const auto* node = view_->find(key);
  if (!node) return fallback;
  auto out = itemsOf<double>(*node, [&](const toml::node& item) {
    auto number = item.is_number() ? item.value<double>() : std::nullopt;
    if (!number || !std::isfinite(*number)) view_->wrongType(item, key, "an array of numbers");
    return number && std::isfinite(*number) ? number : std::nullopt;
  });
  if (!out) view_->wrongType(*node, key, "an array of numbers");
  return out.value_or(std::move(fallback));
}

base::Bilingual Table::bilingual(std::string_view key) {
  if (!view_->need(key)) return {};
  return bilingualOr(key, {});
}

base::Bilingual Table::bilingualOr(std::string_view key, base::Bilingual fallback) {
  if (!has(key)) {
    view_->find(key);
    return fallback;
  }
  auto both = table(key);
  base::Bilingual out{both.string("zh"), both.string("en")};
  both.finish();
  return out;
}

Table Table::table(std::string_view key) {
  const auto* node = view_->find(key);
  if (node && !node->is_table()) view_->wrongType(*node, key, "a table");
  return view_->child(node, view_->named(key));
}

std::vector<Table> Table::tables(std::string_view key) {
  const auto* node = view_->find(key);
  return node ? view_->childrenOf(*node, key, view_->named(key), "an array of tables") : std::vector<Table>{};
}

std::vector<std::vector<Table>> Table::tableRows(std::string_view key) {
  std::vector<std::vector<Table>> out;
  const auto* node = view_->find(key);
  const auto* rows = node ? node->as_array() : nullptr;
  if (node && !rows) view_->wrongType(*node, key, "an array of rows");
  for (std::size_t r = 0; rows && r < rows->size(); ++r) {
    const auto& row = (*rows)[r];
    if (row.is_array())
      out.push_back(
          view_->childrenOf(row, key, fmt::format("{}[{}]", view_->named(key), r), "a row of tables"));
    else
      view_->wrongType(row, key, "an array of rows");
  }
  return out;
}

void Table::finish() {
  if (!view_->table) return;
  const auto list = fmt::format("{}", fmt::join(view_->asked, ", "));
  for (const auto& [key, node] : *view_->table) {
    const std::string name(key.str());
    if (view_->asked.count(name)) continue;
    view_->reportAt(placeOf(view_->tree->name, key.source()), "toml_unknown_key",
                    fmt::format("there is no {}; allowed here: {}", view_->named(name), list),
                    {view_->named(name), list});
  }
}

Document Document::parse(std::string_view text, std::string name, Problems& problems) {
  Document out;
  out.tree_ = std::make_shared<detail::Tree>();
  out.tree_->name = std::move(name);
  out.tree_->problems = &problems;
  if (const auto at = tooDeepKey(text); at != std::string_view::npos) {
    const auto before = text.substr(0, at);
    const std::string cause = fmt::format("a key has more than {} parts", kMostKeyParts);
    problems.push_back(
        {"toml_syntax",
         fmt::format("{}:{}:{}", out.tree_->name, 1 + std::count(before.begin(), before.end(), '\n'),
                     at - (before.rfind('\n') + 1) + 1),
         cause,
         {cause}});
    return out;
  }
  auto result = toml::parse(text);
  if (result) {
    out.tree_->root = std::move(result).table();
  } else {
    const auto& error = result.error();
    problems.push_back({"toml_syntax",
                        placeOf(out.tree_->name, error.source()),
                        std::string(error.description()),
                        {std::string(error.description())}});
  }
  return out;
}

Document Document::load(const std::filesystem::path& path, Problems& problems) {
  auto text = base::readTextFile(path, kFileLimit);
  if (text) return parse(*text, path.string(), problems);
  problems.push_back(text.error());
  return parse("", path.string(), problems);
}

Table Document::root() const {
  Table out;
  out.view_->tree = tree_;
  out.view_->table = &tree_->root;
  return out;
}

}  // namespace toml_doc
