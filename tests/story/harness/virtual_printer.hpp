// The real ippeveprinter with a folder for paper, as kiosk/demo/virtual_printer.sh starts it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/story/harness/program.hpp"

namespace story {

class VirtualPrinter {
 public:
  explicit VirtualPrinter(const std::filesystem::path& folder, const std::string& page_seconds = "0.05")
      : folder_(folder),
        program_({"bash", HALL_SOURCE_DIR "/kiosk/demo/virtual_printer.sh", folder.string()},
                 {{"VIRTUAL_PRINTER_PAGE_SECONDS", page_seconds}}),
        uri_(program_.waitForLine("printing at ")) {}

  const std::string& uri() const { return uri_; }

  // See virtual_printer.sh; empty mends it.
  void fault(const std::string& words) const {
    if (words.empty()) {
      std::filesystem::remove(folder_ / "fault");
    } else {
      std::ofstream(folder_ / "fault.new") << words << "\n";
      std::filesystem::rename(folder_ / "fault.new", folder_ / "fault");
    }
  }

  std::vector<std::filesystem::path> paper() const {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "paper"))
      if (entry.path().extension() == ".pdf") out.push_back(entry.path());
    return out;
  }

 private:
  std::filesystem::path folder_;
  Program program_;
  std::string uri_;
};

// Removed with the test, unless HALL_TEST_KEEP is set: to look at what a failed one left behind.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& where = std::filesystem::temp_directory_path()) {
    std::string name = (where / "hall-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!std::getenv("HALL_TEST_KEEP")) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace story
