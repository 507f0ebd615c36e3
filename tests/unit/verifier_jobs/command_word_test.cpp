// The word that makes a command code the desk's own.
#include "verifier/jobs/command_word.hpp"

#include <stdlib.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "base/file.hpp"

using verifier::desk::commandWord;
namespace fs = std::filesystem;

namespace {

struct State {
  fs::path folder;
  State() {
    char name[] = "/tmp/command-word-XXXXXX";
    folder = ::mkdtemp(name);
  }
  ~State() { fs::remove_all(folder); }
  fs::path file() const { return folder / "command-word"; }
};

}  // namespace

TEST_CASE("a desk keeps its command word, private to its owner, and no two desks have the same") {
  const State one, other;
  const auto word = commandWord(one.folder);
  CHECK(word.size() == 13);
  CHECK(word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == std::string::npos);
  CHECK(commandWord(one.folder) == word);
  CHECK(commandWord(other.folder) != word);
  struct stat about {};
  REQUIRE(::stat(one.file().c_str(), &about) == 0);
  CHECK((about.st_mode & 07777) == 0600);
}

TEST_CASE("a damaged or missing word is replaced by a new one, never shortened") {
  const State state;
  const auto word = commandWord(state.folder);
  for (const std::string damaged :
       {"", "A", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "mfrggzdfmztwq", "MFRGGZDFMZTW!"}) {
    std::ofstream(state.file()) << damaged;
    const auto next = commandWord(state.folder);
    CHECK(next.size() == 13);
    CHECK(next != damaged);
    CHECK(next != word);
    CHECK(commandWord(state.folder) == next);
  }
}

TEST_CASE("a desk whose word can't be kept has one all the same, a new one each time") {
  const State state;
  fs::create_directory(state.file());
  const auto word = commandWord(state.folder);
  CHECK(word.size() == 13);
  CHECK(commandWord(state.folder) != word);
}
