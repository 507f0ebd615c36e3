// Files and folders of a command line -> one file an entry.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace verifier::cli {

struct Entry {
  std::string name;                    // "-": standard input
  std::optional<base::Error> error{};  // a folder that can't be read, or that holds no page
};

// In the order named. A folder stands for the files anywhere below it whose names end like those of page
// files, in the order of their names; hidden ones and folders behind symbolic links are passed over. Codes of
// the entries: folder_unreadable, folder_empty.
std::vector<Entry> filesOf(const std::vector<std::string>& operands, const std::function<bool()>& stopped);

}  // namespace verifier::cli
