// What people do to a paper after it was printed, or before they copy it.
#pragma once

#include <array>
#include <string_view>

#include "copy.hpp"
#include "hand_ink.hpp"

namespace tampering {

enum class Alteration {
  none,           // clean: whatever is flagged here is a false alarm
  digit_changed,  // one digit of one value
  name_replaced,  // another name, font-matched
  date_changed,
  row_whited_out,    // a value covered with correction fluid
  row_added,         // a line of text typed where none was
  grade_swapped,     // two values of a table, or of a grid, change places
  another_printout,  // the page of another person under this seal
  pasted_text,       // text of the same page, cut out and laid over a value
  value_replaced,    // any value, font-matched
  scaled_copy,       // clean, but copied at 94 to 104 percent: no alarm
  ink_over_value,    // a stamp or a coloured pen across a value that is as printed: a person looks at it
};
inline constexpr int kAlterations = static_cast<int>(Alteration::ink_over_value) + 1;
std::string_view nameOf(Alteration alteration);
bool isClean(Alteration alteration);
bool overlaps(const domain::Box& a, const domain::Box& b);

struct Altered {
  Sheet sheet;
  // What was changed, each with its boxes as issued: more than one where a value runs over a line's end.
  std::vector<std::vector<domain::Box>> places{};
  double scale = 1;             // of the copy
  std::vector<HandInk> inks{};  // put on after printing
};
// nullopt where the form offers nothing of the kind.
std::optional<Altered> alter(const paper::Press& press, const FormWithContent& form,
                             const paper::Content& content, const Copy& copy, Alteration alteration,
                             double dpi, Dice& dice);

}  // namespace tampering
