#include "verifier/issued/known_forms.hpp"

namespace verifier {

namespace fs = std::filesystem;

KnownForms KnownForms::in(const fs::path& folder) {
  KnownForms out;
  std::error_code problem;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    if (at->path().extension() != ".toml") continue;
    toml_doc::Problems problems;
    auto form = paper::Template::load(at->path(), problems);
    if (problems.empty()) out.forms_.emplace(std::pair(form.code(), form.version()), std::move(form));
  }
  return out;
}

const paper::Template* KnownForms::find(const std::string& code, int version) const {
  const auto found = forms_.find({code, version});
  return found == forms_.end() ? nullptr : &found->second;
}

}  // namespace verifier
