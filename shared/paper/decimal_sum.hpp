// Adds hours and credits without rounding: decimals with at most four places after the point.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace paper {

class DecimalSum {
 public:
  bool add(std::string_view number);  // false: not a decimal, or past the largest sum
  std::string text() const;           // without zeros at the end: 64, 59.5

 private:
  std::int64_t ten_thousandths_ = 0;
};

}  // namespace paper
