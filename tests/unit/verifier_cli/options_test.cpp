#include "verifier/cli/options.hpp"

#include <catch2/catch.hpp>

namespace {

using Words = std::vector<std::string>;

std::string codeOf(const Words& words) {
  const auto options = verifier::cli::checkOptions(words);
  return options ? "" : options.error().code;
}

}  // namespace

TEST_CASE("the three ways to say who knows are taken, and nothing between them") {
  CHECK(codeOf({"--hall", "https://h", "a.pdf"}).empty());
  CHECK(codeOf({"--hall", "https://h", "--ca", "c", "--cert", "d", "--key", "e", "a.pdf"}).empty());
  CHECK(codeOf({"--keys", "k", "--root", "r", "a.pdf"}).empty());
  CHECK(codeOf({"--keys", "k", "--root", "r", "--status", "s", "--status", "t", "a.pdf"}).empty());
  CHECK(codeOf({"--keys", "k", "--root", "r", "--hall", "https://h", "--offline", "a.pdf"}).empty());
  CHECK(codeOf({"--config", "c", "--campus", "d", "--offline", "a.pdf"}).empty());

  CHECK(codeOf({"a.pdf"}) == "usage_no_source");
  CHECK(codeOf({"--offline", "a.pdf"}) == "usage_no_source");
  CHECK(codeOf({"--hall", "https://h", "--offline", "a.pdf"}) == "usage_needs_other");
  CHECK(codeOf({"--hall", "https://h", "--keys", "k", "--root", "r", "a.pdf"}) == "usage_either");
  CHECK(codeOf({"--keys", "k", "a.pdf"}) == "usage_needs_other");
  CHECK(codeOf({"--hall", "https://h", "--status", "s", "a.pdf"}) == "usage_needs_other");
  CHECK(codeOf({"--hall", "https://h", "--cert", "c", "a.pdf"}) == "usage_needs_other");
  CHECK(codeOf({"--config", "c", "--hall", "https://h", "a.pdf"}) == "usage_either");
  CHECK(codeOf({"--hall", "https://h"}) == "usage_no_files");
  CHECK(codeOf({"--hall", "https://h", "--text", "x"}).empty());
  CHECK(codeOf({"--hall", "https://h", "-", "-"}) == "usage_twice");
}

TEST_CASE("keys alone mean that the network isn't touched") {
  CHECK(verifier::cli::checkOptions({"--keys", "k", "--root", "r", "a.pdf"})->offline);
  CHECK_FALSE(verifier::cli::checkOptions({"--hall", "https://h", "a.pdf"})->offline);
}
