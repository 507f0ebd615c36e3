#include "verifier/report/report_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace verifier {
namespace {

namespace fs = std::filesystem;

constexpr int kMostOfOneName = 10'000;

}  // namespace

base::Status openReportFolder(const fs::path& folder) {
  const bool made = ::mkdir(folder.c_str(), 0700) == 0;
  const auto problem = errno;
  std::error_code ignored;
  if (!made && !fs::is_directory(folder, ignored))
    return base::fail("report_folder_unusable", folder.string(), std::strerror(problem));
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return base::fail("report_folder_unusable", folder.string(), std::strerror(errno));
  return {};
}

// Under a name of its own first, then linked to the first one that is free: what is there already stays.
base::Result<fs::path> putReport(const fs::path& folder, const std::string& name, base::BytesView pdf) {
  const auto part = folder / ("." + base::toHex(base::randomBytes(8)) + ".part");
  if (auto written = base::writeFile(part, pdf, true); !written) return base::fail(written.error());
  int problem = EEXIST;
  fs::path file;
  for (int n = 1; problem == EEXIST && n < kMostOfOneName; ++n) {
    file = folder / (name + (n > 1 ? "-" + std::to_string(n) : "") + ".pdf");
    problem = ::link(part.c_str(), file.c_str()) == 0 ? 0 : errno;
  }
  ::unlink(part.c_str());
  if (problem == 0) return file;
  return base::fail("file_unwritable", folder.string(), std::strerror(problem));
}

}  // namespace verifier
