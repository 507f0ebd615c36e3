// A form's content from a TOML file, for `hall form preview` and tests. Described in README.md.
#pragma once

#include <filesystem>

#include "paper/content.hpp"
#include "toml_doc/toml_doc.hpp"

namespace paper {

// Every mistake goes into problems with file:line:column; usable only when none was added.
Content loadContent(const std::filesystem::path& path, toml_doc::Problems& problems);
Content parseContent(std::string_view toml, std::string name, toml_doc::Problems& problems);

}  // namespace paper
