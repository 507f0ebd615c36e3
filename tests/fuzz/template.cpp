// Form templates, and TOML as every room reads it.
#include <algorithm>

#include "fuzz.hpp"
#include "paper/paper.hpp"

namespace {

void requireTold(const toml_doc::Problems& problems) {
  for (const auto& problem : problems) {
    fuzz::requireSentence(problem);
    fuzz::require(problem.place.starts_with("form.toml"), "a mistake has a place:", problem.describe());
  }
}

// Asks for everything under every key as every type, and for nothing twice the same way.
void walk(toml_doc::Table table, int depth) {
  for (const auto& key : table.keys()) {
    table.stringOr(key, "");
    table.choiceOr(key, {"grid", "rows"}, "grid");
    table.integerOr(key, 0, -5, 5'000);
    table.numberOr(key, 0, -5, 5'000);
    table.booleanOr(key, false);
    table.stringsOr(key);
    table.numbersOr(key);
    table.bilingualOr(key, {});
    fuzz::require(table.place(key).starts_with("form.toml"), "a key has a place");
    if (depth >= 3) continue;
    walk(table.table(key), depth + 1);
    for (const auto& one : table.tables(key)) walk(one, depth + 1);
    for (const auto& row : table.tableRows(key))
      for (const auto& one : row) walk(one, depth + 1);
  }
  table.finish();
}

}  // namespace

FUZZ_TARGET(template) {
  const auto text = base::textOf(input);
  toml_doc::Problems problems;
  const auto form = paper::Template::parse(text, "form.toml", problems);
  requireTold(problems);
  if (problems.empty()) {
    fuzz::require(!form.code().empty() && form.version() >= 1, "a good form has a code and a version");
    for (const auto& name : form.fieldNames()) fuzz::require(!name.empty(), "a field has a name");
    form.signatureNames();
  }
  toml_doc::Problems others;
  walk(toml_doc::Document::parse(text, "form.toml", others).root(), 0);
  requireTold(others);
}
