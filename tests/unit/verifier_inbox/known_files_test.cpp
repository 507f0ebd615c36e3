#include "verifier/inbox/known_files.hpp"

#include <catch2/catch.hpp>

using verifier::FileState;
using verifier::KnownFiles;

TEST_CASE("a content is known by its inode or by its name, with its time and size") {
  KnownFiles files(10);
  const FileState state{7, 1000, 50};
  CHECK_FALSE(files.knows("a.pdf", state));
  files.add("a.pdf", state);
  CHECK(files.knows("a.pdf", state));
  CHECK(files.knows("renamed.pdf", state));
  CHECK(files.knows("a.pdf", {8, 1000, 50}));  // mounted anew
  CHECK_FALSE(files.knows("a.pdf", {7, 1001, 50}));
  CHECK_FALSE(files.knows("a.pdf", {7, 1000, 51}));
  CHECK_FALSE(files.knows("b.pdf", {8, 1000, 50}));
}

TEST_CASE("past the limit the oldest are forgotten") {
  KnownFiles files(1000);
  for (std::uint64_t i = 0; i < 5000; ++i) files.add(std::to_string(i) + ".pdf", {i, 5, 5});
  CHECK(files.size() == 1000);
  CHECK_FALSE(files.knows("3999.pdf", {3999, 5, 5}));
  CHECK(files.knows("4000.pdf", {4000, 5, 5}));
  CHECK(files.knows("4999.pdf", {4999, 5, 5}));
}

TEST_CASE("files made one after the other in the same instant are told apart") {
  KnownFiles files(100'000);
  for (std::uint64_t i = 0; i < 50'000; ++i) {
    const FileState state{4'000'000 + i,
                          1'795'000'000'004'000'000 + static_cast<std::int64_t>(i / 64) * 4'000'000, 1};
    const auto name = std::to_string(i) + ".png";
    if (files.knows(name, state)) FAIL("taken for another: " << name);
    files.add(name, state);
  }
}
