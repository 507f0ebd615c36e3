// assets/processes/<code>.toml -> domain::Process. Every mistake is named with file:line:column. The format:
//
//   code, version, case_prefix ("QJ"), title, owner, form, print_limit (3), valid_days (0: never expires)
//   [guide]     summary, conditions, materials, place, duration, contact
//   [[fields]]  name, label, kind (text | paragraph | date | integer | choice; text), required (true),
//   max_characters, choices
//   [[nodes]]   id, title, channel (online | kiosk | counter), post, scope (school | college), office,
//   actions, after
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "domain/process.hpp"
#include "toml_doc/toml_doc.hpp"

namespace hall {

struct FormNames {  // what a process may refer to in its form
  std::set<std::string> fields;
  std::set<std::string> signatures;
};
using FindForm = std::function<const FormNames*(const std::string& code)>;  // nullptr: there is no such form

struct ProcessLimits {
  std::size_t nodes = 40;   // the college's longest process has eleven; a form page shows no more boxes
  std::size_t fields = 60;  // on an A4 form of several pages
  std::size_t code_characters = 24;  // a process' own code: less, see seal/sign/sign.hpp
  int valid_days = 10'950;           // thirty years: no key verifies for longer
};

// name: what places begin with. The result is usable only when no problem was added. Codes: process_* and
// toml_*.
domain::Process parseProcess(std::string_view toml, const std::string& name, const FindForm& find_form,
                             toml_doc::Problems& problems);

}  // namespace hall
