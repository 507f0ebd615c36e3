// A scanner's options by their well-known names (SANE standard 1.06, sections 4.2.9 and 4.5). Internal to the
// room; same thread as the scanner.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace scan {

// What may stand in an option of numbers, in the option's own unit.
struct Allowed {
  enum class Unit { none, pixel, mm, dpi };
  Unit unit = Unit::none;
  bool is_range = false;
  double least = 0, most = 0, step = 0;  // of a range; step 0: any
  std::vector<double> list;              // neither range nor list: anything goes

  // The nearest allowed; of two equally near, the greater.
  double nearest(double wanted) const;
};

class SaneOptions {
 public:
  SaneOptions(void* handle, std::string place) : handle_(handle), place_(std::move(place)) {}

  // Only options that are active count; a set one may wake others, so each call looks anew.
  bool has(std::string_view name) const;
  bool canSet(std::string_view name) const;
  std::vector<std::string> words(std::string_view name) const;  // of a string option; empty where free
  std::optional<Allowed> allowed(std::string_view name) const;  // nullopt: no single number
  std::optional<std::string> word(std::string_view name) const;
  std::optional<double> number(std::string_view name) const;

  // Codes: those of a SANE_Status; scanner_invalid when there is no such option of this type.
  base::Status setWord(std::string_view name, const std::string& value);
  base::Status setNumber(std::string_view name, double value);  // the nearest allowed; booleans are 0 and 1

 private:
  base::Status set(int index, void* value);

  void* handle_;
  std::string place_;
};

}  // namespace scan
