#include "verifier/cli/shown.hpp"

#include <catch2/catch.hpp>

using verifier::cli::shown;

TEST_CASE("what could steer a terminal or turn the writing is shown as question marks, all else as it is") {
  CHECK(shown("成绩单 2026.pdf") == "成绩单 2026.pdf");
  CHECK(shown("a\x1b[2Jb\nc\x7f") == "a?[2Jb?c?");
  CHECK(shown("\xc2\x9b"
              "31m") == "?31m");
  CHECK(shown("fdp.\xe2\x80\xae"
              "x") == "fdp.?x");
  CHECK(shown("\xe2\x81\xa6"
              "x\xe2\x81\xa9") == "?x?");
  CHECK(shown("\x9b"
              "2J\xff") == "?2J?");
  CHECK(shown("") == "");
}
