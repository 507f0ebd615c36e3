#include "hall/service/process_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "seal/sign/sign.hpp"

namespace hall {
namespace {

using domain::Channel;
using domain::FieldKind;
using domain::KioskAction;
using domain::Node;
using toml_doc::Table;

constexpr ProcessLimits kLimits;
constexpr std::array kChannels{Channel::online, Channel::kiosk, Channel::counter};
constexpr std::array kScopes{domain::Scope::school, domain::Scope::college};
constexpr std::array kKinds{FieldKind::text, FieldKind::paragraph, FieldKind::date, FieldKind::integer,
                            FieldKind::choice};
constexpr std::array kActions{KioskAction::read_and_confirm, KioskAction::sign, KioskAction::attach,
                              KioskAction::print, KioskAction::collect};

template <class All>
std::vector<std::string> wordsOf(const All& all) {
  std::vector<std::string> out;
  for (const auto one : all) out.emplace_back(domain::nameOf(one));
  return out;
}

template <class All>
auto named(const All& all, std::string_view name) -> std::optional<typename All::value_type> {
  for (const auto one : all)
    if (domain::nameOf(one) == name) return one;
  return std::nullopt;
}

template <class All>
auto choose(Table& table, std::string_view key, const All& all,
            std::optional<std::string> fallback = std::nullopt) {
  const auto word = fallback ? table.choiceOr(key, wordsOf(all), *fallback) : table.choice(key, wordsOf(all));
  return named(all, word).value_or(all.front());
}

bool isWord(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string word(Table& table, std::string_view key) {
  const auto text = table.string(key);
  if (!text.empty() && !isWord(text, kLimits.code_characters))
    table.problem(
        key, "process_bad_word",
        fmt::format("{} is \"{}\"; allowed: up to {} of a-z, 0-9 and _", key, text, kLimits.code_characters),
        {std::string(key), text, std::to_string(kLimits.code_characters)});
  return text;
}

// --- the guide and the fields

domain::Guide readGuide(Table table) {
  domain::Guide guide{table.bilingual("summary"), table.bilingual("conditions"), table.bilingual("materials"),
                      table.bilingual("place"),   table.bilingual("duration"),   table.bilingual("contact")};
  table.finish();
  return guide;
}

int longestOf(FieldKind kind) {  // unless the field says otherwise
  switch (kind) {
    case FieldKind::text:
      return 60;
    case FieldKind::paragraph:
      return 300;
    case FieldKind::date:
      return 10;
    case FieldKind::integer:
      return 6;
    case FieldKind::choice:
      return 60;
  }
  return 0;
}

domain::ApplicationField readField(Table& table, const FormNames* form) {
  domain::ApplicationField field;
  field.name = word(table, "name");
  field.label = table.bilingual("label");
  field.kind = choose(table, "kind", kKinds, "text");
  field.required = table.booleanOr("required", true);
  field.max_characters = static_cast<int>(table.integerOr("max_characters", longestOf(field.kind), 1, 2000));
  field.choices = table.stringsOr("choices");
  if (field.kind == FieldKind::choice && field.choices.empty())
    table.problem("choices", "process_choices_missing",
                  fmt::format("the choice {} offers nothing to choose", field.name), {field.name});
  if (field.kind != FieldKind::choice && !field.choices.empty())
    table.problem("choices", "process_choices_elsewhere",
                  fmt::format("{} is no choice, yet has choices", field.name), {field.name});
  if (form && !field.name.empty() && !form->fields.count(field.name))
    table.problem("name", "process_field_not_in_form", fmt::format("the form has no field {}", field.name),
                  {field.name});
  table.finish();
  return field;
}

// --- the nodes

std::vector<KioskAction> readActions(Table& table) {
  std::vector<KioskAction> actions;
  for (const auto& name : table.stringsOr("actions")) {
    const auto action = named(kActions, name);
    if (!action) {
      table.problem("actions", "toml_choice",
                    fmt::format("actions has \"{}\"; allowed: {}", name, fmt::join(wordsOf(kActions), ", ")),
                    {"actions", name, fmt::format("{}", fmt::join(wordsOf(kActions), ", "))});
    } else if (*action == KioskAction::attach) {
      table.problem("actions", "process_attach", "this hall keeps no attachments; leave attach out");
    } else if (!actions.empty() && actions.back() >= *action) {
      table.problem("actions", "process_actions_order",
                    fmt::format("{} stands twice or too late; the order is {}", name,
                                fmt::join(wordsOf(kActions), ", ")),
                    {name});
    } else {
      actions.push_back(*action);
    }
  }
  return actions;
}

bool has(const std::vector<KioskAction>& actions, KioskAction action) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

void checkNode(Table& table, const Node& node, const FormNames* form) {
  const bool at_kiosk = node.channel == Channel::kiosk;
  if (at_kiosk && node.actions.empty())
    table.problem("id", "process_no_actions", fmt::format("the kiosk node {} has no actions", node.id),
                  {node.id});
  if (!at_kiosk && !node.actions.empty())
    table.problem("actions", "process_actions_elsewhere",
                  fmt::format("{} is no kiosk node, yet has actions", node.id), {node.id});
  if (at_kiosk && !node.post.empty())
    table.problem("post", "process_post_at_kiosk",
                  fmt::format("the applicant acts at {}; it has no post", node.id), {node.id});
  if (!at_kiosk && node.post.empty())
    table.problem("id", "process_post_missing",
                  fmt::format("nobody handles {}: its post is missing", node.id), {node.id});
  if (has(node.actions, KioskAction::collect) && !has(node.actions, KioskAction::print))
    table.problem("actions", "process_actions_order",
                  fmt::format("{} collects what it doesn't print", node.id), {"collect"});
  if (form && has(node.actions, KioskAction::sign) && !form->signatures.count("applicant"))
    table.problem("actions", "process_signature_not_in_form", "the form has no signature box applicant",
                  {"applicant"});
}

Node readNode(Table& table, const FormNames* form) {
  Node node;
  node.id = word(table, "id");
  node.title = table.bilingual("title");
  node.channel = choose(table, "channel", kChannels);
  node.post = table.stringOr("post", "");
  node.scope = choose(table, "scope", kScopes, "school");
  node.office = table.bilingualOr("office", {});
  node.actions = readActions(table);
  node.after = table.stringsOr("after");
  checkNode(table, node, form);
  table.finish();
  return node;
}

template <class Items, class Name>
void checkUnique(std::vector<Table>& tables, const Items& items, std::string_view key, Name name) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!name(items[i]).empty() && !seen.insert(name(items[i])).second)
      tables[i].problem(key, "process_twice", fmt::format("{} stands twice", name(items[i])),
                        {name(items[i])});
}

void checkAfter(std::vector<Table>& tables, const std::vector<Node>& nodes) {
  for (std::size_t i = 0; i < nodes.size(); ++i)
    for (const auto& earlier : nodes[i].after)
      if (std::none_of(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == earlier; }))
        tables[i].problem("after", "process_after_unknown",
                          fmt::format("after names {}, which is no node here", earlier), {earlier});
}

// Every node that comes before id, itself left out unless it lies on a circle.
std::set<std::string> allBefore(const std::vector<Node>& nodes, const std::string& id) {
  std::set<std::string> before;
  std::vector<std::string> open{id};
  while (!open.empty()) {
    const auto now = open.back();
    open.pop_back();
    for (const auto& node : nodes) {
      if (node.id != now) continue;
      for (const auto& earlier : node.after)
        if (before.insert(earlier).second) open.push_back(earlier);
    }
  }
  return before;
}

void checkOrder(std::vector<Table>& tables, const std::vector<Node>& nodes) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto before = allBefore(nodes, nodes[i].id);
    if (before.count(nodes[i].id))
      tables[i].problem("after", "process_circle", fmt::format("{} waits for itself", nodes[i].id),
                        {nodes[i].id});
    if (nodes[i].channel != Channel::counter) continue;
    const bool paper = std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
      return before.count(node.id) && has(node.actions, KioskAction::print);
    });
    if (!paper)
      tables[i].problem("id", "process_counter_without_paper",
                        fmt::format("{} takes in a paper that no node before it prints", nodes[i].id),
                        {nodes[i].id});
  }
}

template <class Items>
void checkCount(Table& root, std::string_view key, const Items& items, std::size_t most) {
  if (items.empty() || items.size() > most)
    root.problem(key, "process_count", fmt::format("{} {}; allowed: 1 to {}", items.size(), key, most),
                 {std::to_string(items.size()), std::string(key), std::to_string(most)});
}

void readHead(Table& root, domain::Process& process) {
  process.code = word(root, "code");
  process.version = static_cast<int>(root.integer("version", 1, 1'000'000));
  process.case_prefix = root.string("case_prefix");
  if (process.case_prefix.empty() || process.case_prefix.size() > seal::kLongestProcessCode ||
      !std::all_of(process.case_prefix.begin(), process.case_prefix.end(),
                   [](char c) { return c >= 'A' && c <= 'Z'; }))
    root.problem("case_prefix", "process_bad_prefix",
                 "case_prefix takes 1 to 4 letters A-Z, as it stands in every seal",
                 {process.case_prefix, std::to_string(seal::kLongestProcessCode)});
  process.title = root.bilingual("title");
  process.owner = root.bilingual("owner");
  process.form = root.string("form");
  process.print_limit = static_cast<int>(root.integerOr("print_limit", 3, 1, 1000));
  process.valid_days = static_cast<int>(root.integerOr("valid_days", 0, 0, kLimits.valid_days));
}

}  // namespace

domain::Process parseProcess(std::string_view toml, const std::string& name, const FindForm& find_form,
                             toml_doc::Problems& problems) {
  domain::Process process;
  const auto before = problems.size();
  const auto document = toml_doc::Document::parse(toml, name, problems);
  if (problems.size() > before) return process;  // not TOML: nothing more to say
  auto root = document.root();
  readHead(root, process);
  const auto* form = find_form(process.form);
  if (!form && !process.form.empty())
    root.problem("form", "process_form_unknown", fmt::format("there is no form {}", process.form),
                 {process.form});
  process.guide = readGuide(root.table("guide"));
  auto fields = root.tables("fields");
  auto nodes = root.tables("nodes");
  checkCount(root, "fields", fields, kLimits.fields);
  checkCount(root, "nodes", nodes, kLimits.nodes);
  if (fields.size() > kLimits.fields || nodes.size() > kLimits.nodes) return process;
  for (auto& table : fields) process.fields.push_back(readField(table, form));
  for (auto& table : nodes) process.nodes.push_back(readNode(table, form));
  checkUnique(fields, process.fields, "name", [](const auto& field) { return field.name; });
  checkUnique(nodes, process.nodes, "id", [](const auto& node) { return node.id; });
  checkAfter(nodes, process.nodes);
  checkOrder(nodes, process.nodes);
  root.finish();
  return process;
}

}  // namespace hall
