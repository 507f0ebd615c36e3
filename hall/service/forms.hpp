// The forms that processes name, from assets/forms, each read once. Not thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "hall/service/process_file.hpp"
#include "paper/paper.hpp"

namespace hall {

class Forms {
 public:
  struct Form {
    std::string text;
    paper::Template layout;
    FormNames names;  // none of a form with mistakes
  };

  // Mistakes in a form go to problems, with their file:line:column.
  Forms(std::filesystem::path folder, toml_doc::Problems& problems)
      : folder_(std::move(folder)), problems_(problems) {}

  const Form* find(const std::string& code);  // nullptr: there is no such form
  FindForm finder();                          // what parseProcess asks; valid as long as this lives

  static Form read(const std::string& text, const std::string& name, toml_doc::Problems& problems);

 private:
  std::filesystem::path folder_;
  toml_doc::Problems& problems_;
  std::map<std::string, Form> forms_;
};

}  // namespace hall
