// Whole files, read under a limit and written so that a power cut leaves the old or the new one whole.
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.hpp"

namespace base {

// Codes: "file_missing", "file_unreadable", "file_too_large". Place: the path.
Result<Bytes> readFile(const std::filesystem::path& path, std::size_t limit_bytes);
Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t limit_bytes);

// Writes beside the target, fsyncs, renames. private_file: mode 0600, else 0644. Code "file_unwritable".
Status writeFile(const std::filesystem::path& path, BytesView bytes, bool private_file = false);

// Where assets/ lies: $HALL_ASSETS, else beside the build tree or installed under ../share/hall-terminals.
std::filesystem::path assetsFolder();

}  // namespace base
