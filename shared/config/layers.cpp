#include "config/layers.hpp"

#include <fmt/format.h>

namespace config {
namespace {

std::string asToml(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}
std::string asToml(int value) { return std::to_string(value); }
std::string asToml(double value) {
  const auto text = fmt::format("{}", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}
std::string asToml(bool value) { return value ? "true" : "false"; }
std::string asToml(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const auto& text : texts) out += (out.size() > 1 ? ", " : "") + asToml(text);
  return out + "]";
}

}  // namespace

Section::Section(Context& context, std::string name, toml_doc::Table campus, toml_doc::Table device)
    : context_(&context), name_(std::move(name)), campus_(std::move(campus)), device_(std::move(device)) {}

Section Section::section(std::string_view key) {
  return Section(*context_, nameOf(key), campus_.table(key), device_.table(key));
}

std::string Section::nameOf(std::string_view key) const {
  return name_.empty() ? std::string(key) : name_ + "." + std::string(key);
}

std::string Section::origin(std::string_view key) const {
  if (device_.has(key)) return device_.place(key);
  return campus_.has(key) ? campus_.place(key) : "";
}

bool Section::applies(For use) const {
  switch (use) {
    case For::both:
      return true;
    case For::kiosk:
      return context_->kind != Kind::desk;
    case For::desk:
      return context_->kind != Kind::kiosk;
  }
  return true;
}

void Section::note(std::string_view key, std::string value, std::string standard) {
  if (context_->settings)
    context_->settings->push_back({nameOf(key), std::move(value), std::move(standard), origin(key)});
}

void Section::missing(std::string_view key) {
  auto& place = device_.keys().empty() ? context_->device_root : device_;
  place.problem("", "config_missing", fmt::format("{} is missing", nameOf(key)), {nameOf(key)});
}

void Section::problem(std::string_view key, std::string code, std::string cause,
                      std::vector<std::string> args) {
  args.insert(args.begin(), nameOf(key));
  if (device_.has(key) || !campus_.has(key)) {
    device_.problem(key, std::move(code), std::move(cause), std::move(args));
  } else {
    campus_.problem(key, std::move(code), std::move(cause), std::move(args));
  }
}

void Section::finish() {
  campus_.finish();
  device_.finish();
}

// Reads campus, then device over it. standard: nullopt when the option is required.
template <class T, class Read>
T Section::layered(std::string_view key, const std::optional<T>& standard, For use, Read read) {
  T value = read(campus_, key, standard.value_or(T{}));
  value = read(device_, key, value);
  if (!applies(use)) {
    const std::string kind = use == For::kiosk ? "kiosk" : "desk";
    if (device_.has(key))
      device_.problem(key, "config_other_kind", fmt::format("{} is an option of a {}", nameOf(key), kind),
                      {nameOf(key), kind});
    return standard.value_or(T{});
  }
  if (!standard && !isSet(key)) missing(key);
  note(key, asToml(value), standard ? asToml(*standard) : "");
  return value;
}

std::string Section::text(std::string_view key, std::optional<std::string> standard, For use) {
  const bool required = !standard;
  auto value = layered<std::string>(key, standard, use, [](auto& table, auto name, const auto& fallback) {
    return table.stringOr(name, fallback);
  });
  if (required && value.empty() && isSet(key) && applies(use))
    problem(key, "config_empty", fmt::format("{} must not be empty", nameOf(key)), {});
  return value;
}

std::string Section::choice(std::string_view key, const std::vector<std::string>& allowed,
                            std::optional<std::string> standard, For use) {
  return layered<std::string>(key, standard, use, [&allowed](auto& table, auto name, const auto& fallback) {
    return table.choiceOr(name, allowed, fallback);
  });
}

int Section::integer(std::string_view key, int standard, int least, int most, For use) {
  return layered<int>(key, standard, use, [least, most](auto& table, auto name, int fallback) {
    return static_cast<int>(table.integerOr(name, fallback, least, most));
  });
}

double Section::number(std::string_view key, double standard, double least, double most, For use) {
  return layered<double>(key, standard, use, [least, most](auto& table, auto name, double fallback) {
    return table.numberOr(name, fallback, least, most);
  });
}

bool Section::boolean(std::string_view key, bool standard, For use) {
  return layered<bool>(key, standard, use,
                       [](auto& table, auto name, bool fallback) { return table.booleanOr(name, fallback); });
}

std::vector<std::string> Section::texts(std::string_view key, std::vector<std::string> standard, For use) {
  return layered<std::vector<std::string>>(
      key, std::move(standard), use,
      [](auto& table, auto name, const auto& fallback) { return table.stringsOr(name, fallback); });
}

std::filesystem::path Section::path(std::string_view key, std::optional<std::string> standard, For use) {
  const std::filesystem::path value = text(key, std::move(standard), use);
  if (value.empty() || value.is_absolute()) return value;
  const auto& folder =
      device_.has(key) || !campus_.has(key) ? context_->device_folder : context_->campus_folder;
  return (folder / value).lexically_normal();
}

}  // namespace config
