// What a batch keeps on the way and how it is told as a table.
#include <catch2/catch.hpp>
#include <filesystem>

#include "base/bytes.hpp"
#include "base/crypto.hpp"
#include "base/file.hpp"
#include "verifier/cli/journal.hpp"
#include "verifier/cli/walk.hpp"

namespace {

namespace fs = std::filesystem;
using verifier::CheckedPage;
using verifier::cli::Journal;
using Names = std::vector<std::string>;

struct Folder {
  fs::path path = fs::temp_directory_path() / ("batch_" + base::toHex(base::randomBytes(8)));
  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path file(const std::string& name) const {
    fs::create_directories((path / name).parent_path());
    REQUIRE(base::writeFile(path / name, base::bytesOf("page")));
    return path / name;
  }
};

CheckedPage genuinePage() {
  CheckedPage page;
  page.verification.verdict.seal = domain::SealState::genuine;
  page.verification.verdict.status = domain::StatusState::valid;
  page.verification.serial = "0102030405060708";
  page.verification.page = 2;
  page.verification.pages = 3;
  page.verification.holder = "张*华";
  return page;
}

Names namesIn(const Folder& folder) {
  Names out;
  for (const auto& entry : verifier::cli::filesOf({folder.path.string()}, [] { return false; }))
    out.push_back(fs::relative(entry.name, folder.path).string());
  return out;
}

}  // namespace

TEST_CASE("a journal gives back what an ended run had found, but not of a file that was changed since") {
  const Folder folder;
  const auto output = folder.path / "report.csv";
  const auto stamp = verifier::cli::stampOf(folder.file("a.png").string());
  REQUIRE(stamp);
  {
    const auto journal = Journal::open(output, "one run", false);
    REQUIRE(journal);
    (*journal)->add(*stamp, 0, 1, {genuinePage()});
    CHECK_FALSE((*journal)->broken());
  }
  const auto again = Journal::open(output, "one run", true);
  REQUIRE(again);
  CHECK((*again)->pageCount(*stamp) == 1);
  const auto found = (*again)->found(*stamp, 0);
  REQUIRE(found.size() == 1);
  CHECK(found[0].verification.verdict.seal == domain::SealState::genuine);
  CHECK(found[0].verification.serial == "0102030405060708");
  CHECK(found[0].verification.page == 2);
  CHECK(found[0].verification.holder == "张*华");
  CHECK((*again)->found(*stamp, 1).empty());
  auto changed = *stamp;
  ++changed.modified_ns;
  CHECK((*again)->found(changed, 0).empty());
}

TEST_CASE(
    "a journal serves one run at a time and the run it belongs to, drops a line cut off, names no file") {
  const Folder folder;
  const auto output = folder.path / "report.csv";
  const auto stamp = verifier::cli::stampOf(folder.file("secret_name.png").string());
  {
    const auto journal = Journal::open(output, "one run", false);
    REQUIRE(journal);
    (*journal)->add(*stamp, 0, 2, {genuinePage()});
    (*journal)->add(*stamp, 1, 2, {genuinePage()});
    const auto second = Journal::open(output, "one run", true);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == "journal_busy");
  }
  const auto kept = output.string() + ".journal";
  const auto bytes = base::readFile(kept, 1 << 20);
  REQUIRE(bytes);
  CHECK(std::string(bytes->begin(), bytes->end()).find("secret_name") == std::string::npos);
  const auto other = Journal::open(output, "another run", true);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == "journal_foreign");
  fs::resize_file(kept, fs::file_size(kept) - 3);
  const auto again = Journal::open(output, "one run", true);
  REQUIRE(again);
  CHECK((*again)->found(*stamp, 0).size() == 1);
  CHECK((*again)->found(*stamp, 1).empty());
  (*again)->remove();
  CHECK_FALSE(fs::exists(kept));
}

TEST_CASE("a folder stands for the page files below it by name, without hidden ones and linked folders") {
  const Folder folder, elsewhere;
  for (const char* name : {"b.PDF", "a/2.png", "a/1.jpeg", "notes.txt", ".hidden.png", "c.tif"})
    folder.file(name);
  elsewhere.file("far.png");
  fs::create_directory_symlink(elsewhere.path, folder.path / "link");
  CHECK(namesIn(folder) == Names{"a/1.jpeg", "a/2.png", "b.PDF", "c.tif"});
  const auto none = verifier::cli::filesOf({(folder.path / "a" / "..").string(), "-"}, [] { return true; });
  CHECK(none.back().name == "-");
}
