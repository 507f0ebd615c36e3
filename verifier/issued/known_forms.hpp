// The form templates on this machine, by code and version. Immutable once read; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "paper/paper.hpp"

namespace verifier {

class KnownForms {
 public:
  // Every *.toml of the folder; several may hold versions of one form. A file with mistakes is left out.
  static KnownForms in(const std::filesystem::path& folder);
  const paper::Template* find(const std::string& code, int version) const;  // null: not on this machine

 private:
  std::map<std::pair<std::string, int>, paper::Template> forms_{};
};

}  // namespace verifier
