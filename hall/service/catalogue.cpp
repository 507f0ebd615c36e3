#include "hall/service/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.hpp"
#include "base/log.hpp"
#include "hall/service/forms.hpp"
#include "hall/store/definitions.hpp"

namespace hall {
namespace {

using store::DefinitionKind;
constexpr std::size_t kFileLimit = 1 << 20;

std::vector<std::filesystem::path> processFiles(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.is_regular_file() && entry.path().extension() == ".toml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

base::Status keepText(store::Connection& connection, DefinitionKind kind, const std::string& code,
                      int version, const std::string& text, base::UnixSeconds now) {
  const auto kept = store::definition(connection, kind, code, version);
  if (kept == text) return {};
  if (kept && store::definitionInUse(connection, kind, code, version))
    return base::fail(
        "process_changed", code,
        fmt::format("{} differs from the version {} that cases run on; raise its version", code, version),
        {code, std::to_string(version)});
  store::setDefinition(connection, kind, code, version, text, now);
  return {};
}

}  // namespace

base::Result<std::unique_ptr<Catalogue>> Catalogue::load(const std::filesystem::path& assets) {
  auto out = std::make_unique<Catalogue>();
  toml_doc::Problems problems;
  Forms forms(assets / "forms", problems);
  for (const auto& path : processFiles(assets / "processes")) {
    auto text = base::readTextFile(path, kFileLimit);
    if (!text) return base::fail(text.error());
    auto process = parseProcess(*text, path.string(), forms.finder(), problems);
    if (process.code != path.stem().string())
      problems.push_back(
          {"process_misnamed", path.string(), "the file's name must be its process's code", {process.code}});
    if (!problems.empty()) continue;
    const auto* form = forms.find(process.form);
    out->current_[process.code] =
        std::make_shared<const Version>(Version{process, form->layout, *text, form->text});
  }
  for (const auto& problem : problems) base::log::error("processes: {}", problem.describe());
  if (!problems.empty()) return base::fail(problems.front());
  if (out->current_.empty())
    return base::fail("process_none", (assets / "processes").string(), "there is no process definition");
  return out;
}

base::Status Catalogue::keep(store::Database& database, base::UnixSeconds now) {
  return database.write([&](store::Connection& connection) -> base::Status {
    for (const auto& [code, version] : current_) {
      if (auto kept = keepText(connection, DefinitionKind::process, code, version->process.version,
                               version->process_text, now);
          !kept)
        return kept;
      if (auto kept = keepText(connection, DefinitionKind::form, version->process.form,
                               version->form.version(), version->form_text, now);
          !kept)
        return kept;
    }
    return {};
  });
}

std::vector<std::shared_ptr<const Version>> Catalogue::current() const {
  std::vector<std::shared_ptr<const Version>> out;
  for (const auto& [code, version] : current_) out.push_back(version);
  return out;
}

std::shared_ptr<const Version> Catalogue::currentOf(const std::string& code) const {
  const auto found = current_.find(code);
  return found == current_.end() ? nullptr : found->second;
}

base::Result<std::shared_ptr<const Version>> Catalogue::of(store::Connection& connection,
                                                           const store::CaseRow& row) {
  if (const auto now = currentOf(row.process_code); now && now->process.version == row.process_version &&
                                                    now->process.form == row.form_code &&
                                                    now->form.version() == row.form_version)
    return now;
  const auto key =
      fmt::format("{}/{}/{}/{}", row.process_code, row.process_version, row.form_code, row.form_version);
  const std::lock_guard turn(busy_);
  if (const auto known = older_.find(key); known != older_.end()) return known->second;
  const auto process =
      store::definition(connection, DefinitionKind::process, row.process_code, row.process_version);
  const auto form = store::definition(connection, DefinitionKind::form, row.form_code, row.form_version);
  if (!process || !form)
    return base::fail("process_version_lost", key, "the version this case runs on is not in the database");
  toml_doc::Problems problems;
  const auto read = Forms::read(*form, row.form_code, problems);
  const auto find = [&](const std::string&) { return &read.names; };
  auto parsed = parseProcess(*process, row.process_code, find, problems);
  if (!problems.empty()) return base::fail(problems.front());
  return older_[key] = std::make_shared<const Version>(Version{parsed, read.layout, *process, *form});
}

}  // namespace hall
