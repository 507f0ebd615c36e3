// SANE's configuration while a test runs: only the virtual scanners it names, with the settings it writes.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/crypto.hpp"
#include "base/file.hpp"

// One folder for the whole program, as SANE asks the environment for it only once.
inline const std::filesystem::path& saneConfigFolder() {
  static const struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("sane_" + base::toHex(base::randomBytes(8)));
    Folder() {
      std::filesystem::create_directory(path);
      ::setenv("SANE_CONFIG_DIR", path.c_str(), 1);
      ::setenv("LD_LIBRARY_PATH", SCRIPTED_SCANNER_FOLDER, 1);  // where SANE finds libsane-scripted
    }
    ~Folder() { std::filesystem::remove_all(path); }
  } folder;
  return folder.path;
}

struct SaneFolder {
  const std::filesystem::path& path = saneConfigFolder();
  explicit SaneFolder(const std::string& backends) { write("dll.conf", backends); }
  ~SaneFolder() {
    for (const auto& file : std::filesystem::directory_iterator(path)) std::filesystem::remove(file);
  }
  SaneFolder(const SaneFolder&) = delete;
  SaneFolder& operator=(const SaneFolder&) = delete;
  void write(const std::string& name, const std::string& text) const {
    REQUIRE(base::writeFile(path / name, base::viewOf(text), false));
  }
};
