// A report as a file of its own: private to its owner, and never in place of another. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace verifier {

// Makes the folder where it is missing, mode 0700. Code report_folder_unusable, place: the folder.
base::Status openReportFolder(const std::filesystem::path& folder);
// "<name>.pdf", or "<name>-2.pdf" and so on where that is taken, mode 0600. Answers its path. Code
// file_unwritable.
base::Result<std::filesystem::path> putReport(const std::filesystem::path& folder, const std::string& name,
                                              base::BytesView pdf);

}  // namespace verifier
