// The processes on line, from assets/processes and assets/forms, and every older version that a case still
// runs on, from the database. Thread: any.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "domain/process.hpp"
#include "hall/store/cases.hpp"
#include "hall/store/database.hpp"
#include "paper/paper.hpp"
#include "toml_doc/toml_doc.hpp"

namespace hall {

struct Version {  // of a process, with the form that belongs to it
  domain::Process process;
  paper::Template form;
  std::string process_text;
  std::string form_text;
};

class Catalogue {
 public:
  // Reads assets/processes/*.toml and the forms they name. A mistake anywhere is logged with its place, and
  // the first is returned: no hall opens with half its processes.
  static base::Result<std::unique_ptr<Catalogue>> load(const std::filesystem::path& assets);

  // Keeps the texts of the current versions. Code process_changed: a text differs from what running cases of
  // the same version began with; its version must be raised (article 11).
  base::Status keep(store::Database& database, base::UnixSeconds now);

  std::vector<std::shared_ptr<const Version>> current() const;              // by code
  std::shared_ptr<const Version> currentOf(const std::string& code) const;  // nullptr: no such process
  base::Result<std::shared_ptr<const Version>> of(store::Connection& connection, const store::CaseRow& row);

 private:
  std::map<std::string, std::shared_ptr<const Version>> current_;
  std::mutex busy_;
  std::map<std::string, std::shared_ptr<const Version>> older_;  // "<code>/<version>/<form>/<version>"
};

}  // namespace hall
