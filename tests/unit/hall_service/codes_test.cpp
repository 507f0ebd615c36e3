// Every code by which the hall refuses something has its sentence in both languages.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/texts.hpp"
#include "hall/service/refusals.hpp"

namespace {

// What the sources of the three rooms fail with: fail("code", and problems named "process_…".
std::set<std::string> codesInSources() {
  std::set<std::string> out;
  const std::regex code(R"re(fail\(\s*"([a-z_]+)"|"(process_[a-z_]+)")re");
  for (const auto* room : {"hall/store", "hall/identity", "hall/service"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(HALL_SOURCE_DIR) / room)) {
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      const auto source = text.str();
      for (std::sregex_iterator at(source.begin(), source.end(), code), end; at != end; ++at)
        out.insert((*at)[1].matched ? (*at)[1].str() : (*at)[2].str());
    }
  out.erase("process_code");
  return out;
}

}  // namespace

TEST_CASE("every code of the hall has a sentence in Chinese and in English") {
  auto codes = codesInSources();
  CHECK(codes.size() > 60);
  for (const auto& refusal : hall::refusalCodes()) codes.insert(refusal.code);
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto texts = base::Texts::load(std::filesystem::path(HALL_SOURCE_DIR) / "assets/lang", language);
    REQUIRE(texts);
    for (const auto& code : codes) {
      INFO(base::nameOf(language) << " " << code);
      CHECK(texts->has("error." + code));
    }
  }
}

TEST_CASE("no code is listed as two kinds of refusal") {
  std::set<std::string> seen;
  for (const auto& refusal : hall::refusalCodes()) CHECK(seen.insert(refusal.code).second);
}
