#include "reader/line_decoder.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace {

using Codes = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

Codes codesOf(std::string_view text, std::size_t cut = 4096) {
  reader::LineDecoder decoder;
  Codes codes;
  for (std::size_t at = 0; at < text.size(); at += cut)
    for (auto& code : decoder.take(base::viewOf(text.substr(at, cut)), Clock::now())) codes.push_back(code);
  return codes;
}

}  // namespace

TEST_CASE("CR, LF and both end a code, wherever the line is cut; empty lines are none") {
  for (const std::string end : {"\r", "\n", "\r\n", "\n\r"})
    for (std::size_t cut = 1; cut < 12; ++cut)
      CHECK(codesOf("HALL:1" + end + "2" + end + end + "3", cut) == Codes{"HALL:1", "2"});
}

TEST_CASE("control characters are dropped: those of ASCII, DEL, and the upper ones in UTF-8") {
  CHECK(codesOf("\x02"
                "A\tB\x1b[31m\x7f"
                "C\xC2\x85\xC2\x9F\x03\n") == Codes{"AB[31mC"});
  CHECK(codesOf(std::string_view("\0A\0\n", 4)) == Codes{"A"});
  CHECK(codesOf("\x02\x03\n").empty());
}

TEST_CASE("UTF-8 stays as it is, and what is none is shown to be none") {
  CHECK(codesOf("枣庄𠮷é\n") == Codes{"枣庄𠮷é"});
  CHECK(codesOf("a\xD6\xD0\n") == Codes{"a\uFFFD\uFFFD"});  // GB 18030
  CHECK(codesOf("\xC0\xAF\n") == Codes{"\uFFFD\uFFFD"});    // overlong
  CHECK(codesOf("\xE0\x80\xAF|\xF0\x80\x80\x80\n") == Codes{"\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD"});
  CHECK(codesOf("\xED\xA0\x80\n") == Codes{"\uFFFD\uFFFD\uFFFD"});  // a surrogate
  CHECK(codesOf("\xF4\x90\x80\x80\n") == Codes{"\uFFFD\uFFFD\uFFFD\uFFFD"});
  CHECK(codesOf("\xE6\x9E\n") == Codes{"\uFFFD\uFFFD"});  // cut off
}

TEST_CASE("8000 characters are a line, one more is none, and the next line is read again") {
  std::string wide;
  for (int i = 0; i < 8000; ++i) wide += "枣";
  CHECK(codesOf(wide + "\n") == Codes{wide});
  CHECK(codesOf(wide + "x\n2\n") == Codes{"2"});
  CHECK(codesOf(std::string(1'000'000, '\x80') + "\n3\n", 997) == Codes{"3"});
}

TEST_CASE("a line cut off before a pause belongs to no later one") {
  reader::LineDecoder decoder;
  const Clock::time_point start{std::chrono::hours(1)};
  CHECK(decoder.take(base::viewOf("half"), start).empty());
  CHECK(decoder.take(base::viewOf("whole"), start + std::chrono::milliseconds(501)).empty());
  CHECK(decoder.take(base::viewOf("\r"), start + std::chrono::milliseconds(1001)) == Codes{"whole"});
}

TEST_CASE("random bytes give valid text without controls") {
  const auto seed = Catch::rngSeed() ? Catch::rngSeed() : std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    for (int i = 0; i < 100; ++i) bytes += static_cast<char>(random());
    for (const auto& code : codesOf(bytes + "\n")) {
      CHECK(reader::cleaned(code) == code);
      for (const char c : code) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
    }
  }
}
