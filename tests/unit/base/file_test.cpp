#include "base/file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/crypto.hpp"

namespace fs = std::filesystem;
using namespace base;

namespace {
struct Folder {
  fs::path path = fs::temp_directory_path() / ("file_test_" + toHex(randomBytes(8)));
  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
};
}  // namespace

TEST_CASE("a written file reads back whole and leaves nothing beside it") {
  Folder folder;
  const auto file = folder.path / "a";
  REQUIRE(writeFile(file, viewOf("one")).has_value());
  REQUIRE(writeFile(file, viewOf("two")).has_value());
  CHECK(readTextFile(file, 10).value() == "two");
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("a private file can be read by its owner alone") {
  Folder folder;
  REQUIRE(writeFile(folder.path / "key", viewOf("secret"), true).has_value());
  struct stat status {};
  REQUIRE(::stat((folder.path / "key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("reading tells a missing file from one past the limit") {
  Folder folder;
  CHECK(readFile(folder.path / "none", 10).error().code == "file_missing");
  REQUIRE(writeFile(folder.path / "long", viewOf("0123456789x")).has_value());
  CHECK(readFile(folder.path / "long", 10).error().code == "file_too_large");
  CHECK(readFile(folder.path / "long", 11).has_value());
}

TEST_CASE("an unwritable place is an error and names the path") {
  const auto failed = writeFile("/proc/none/here", viewOf("x"));
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().code == "file_unwritable");
  CHECK(failed.error().place == "/proc/none/here");
}
