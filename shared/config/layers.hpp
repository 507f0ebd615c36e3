// The two files of a device as one: each option is read from the campus's file and then from the device's, so
// that mistakes in both are told and the device's value wins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "toml_doc/toml_doc.hpp"

namespace config {

enum class Kind { kiosk, desk };
enum class For { both, kiosk, desk };

// One table of both files. kind: of the device, nullopt while it isn't known. Not thread-safe.
class Section {
 public:
  struct Context {
    std::optional<Kind> kind{};
    toml_doc::Table device_root{};  // where a whole missing section is told
    std::filesystem::path campus_folder{};
    std::filesystem::path device_folder{};
    toml_doc::Problems* problems = nullptr;
    std::vector<Setting>* settings = nullptr;
  };

  Section(Context& context, std::string name, toml_doc::Table campus, toml_doc::Table device);
  Section section(std::string_view key);

  std::string text(std::string_view key, std::optional<std::string> standard, For use = For::both);
  std::string choice(std::string_view key, const std::vector<std::string>& allowed,
                     std::optional<std::string> standard, For use = For::both);
  int integer(std::string_view key, int standard, int least, int most, For use = For::both);
  double number(std::string_view key, double standard, double least, double most, For use = For::both);
  bool boolean(std::string_view key, bool standard, For use = For::both);
  std::vector<std::string> texts(std::string_view key, std::vector<std::string> standard,
                                 For use = For::both);
  // Empty when the required path is missing; else absolute.
  std::filesystem::path path(std::string_view key, std::optional<std::string> standard, For use = For::both);

  bool isSet(std::string_view key) const { return device_.has(key) || campus_.has(key); }
  bool applies(For use) const;
  std::string nameOf(std::string_view key) const;
  std::string origin(std::string_view key) const;  // file:line:column; empty when neither file has it
  // A mistake in the value of key, placed where the winning value stands.
  void problem(std::string_view key, std::string code, std::string cause, std::vector<std::string> args);
  void finish();

 private:
  template <class T, class Read>
  T layered(std::string_view key, const std::optional<T>& standard, For use, Read read);
  void note(std::string_view key, std::string value, std::string standard);
  void missing(std::string_view key);

  Context* context_;
  std::string name_;
  toml_doc::Table campus_;
  toml_doc::Table device_;
};

}  // namespace config
