#include "hall/service/forms.hpp"

#include "base/file.hpp"

namespace hall {
namespace {

constexpr std::size_t kFileLimit = 1 << 20;

}  // namespace

const Forms::Form* Forms::find(const std::string& code) {
  if (const auto known = forms_.find(code); known != forms_.end()) return &known->second;
  const auto path = folder_ / (code + ".toml");
  if (code.find_first_of("/.\\") != std::string::npos || !std::filesystem::exists(path)) return nullptr;
  auto text = base::readTextFile(path, kFileLimit);
  if (!text) {
    problems_.push_back(text.error());
    return nullptr;
  }
  return &forms_.emplace(code, read(*text, path.string(), problems_)).first->second;
}

FindForm Forms::finder() {
  return [this](const std::string& code) -> const FormNames* {
    const auto* form = find(code);
    return form ? &form->names : nullptr;
  };
}

Forms::Form Forms::read(const std::string& text, const std::string& name, toml_doc::Problems& problems) {
  const auto before = problems.size();
  Form form{text, paper::Template::parse(text, name, problems), {}};
  if (problems.size() > before) return form;
  for (auto& field : form.layout.fieldNames()) form.names.fields.insert(std::move(field));
  for (auto& box : form.layout.signatureNames()) form.names.signatures.insert(std::move(box));
  return form;
}

}  // namespace hall
