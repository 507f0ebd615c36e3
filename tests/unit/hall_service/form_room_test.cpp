// Whatever a process lets an applicant type must find room on its form.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "base/file.hpp"
#include "hall/service/process_file.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"

namespace {

namespace fs = std::filesystem;
const fs::path kAssets = fs::path(HALL_SOURCE_DIR) / "assets";

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// The value of this kind that takes most room: the widest character as often as it may stand there.
std::string longest(const domain::ApplicationField& field, const std::string& widest) {
  switch (field.kind) {
    case domain::FieldKind::text:
    case domain::FieldKind::paragraph:
      return repeated(widest, field.max_characters);
    case domain::FieldKind::date:
      return "2026年12月30日";
    case domain::FieldKind::integer:
      return repeated("8", field.max_characters);
    case domain::FieldKind::choice:
      return *std::max_element(field.choices.begin(), field.choices.end(),
                               [](const auto& a, const auto& b) { return a.size() < b.size(); });
  }
  return "";
}

std::string describe(const toml_doc::Problems& problems) {
  std::string out;
  for (const auto& problem : problems) out += problem.describe() + "\n";
  return out;
}

}  // namespace

TEST_CASE("the longest values a process takes have room on its form, all at once") {
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  REQUIRE(press);
  int processes = 0;
  for (const auto& file : fs::directory_iterator(kAssets / "processes")) {
    if (file.path().extension() != ".toml") continue;
    INFO(file.path());
    ++processes;
    toml_doc::Problems problems;
    const auto name = file.path().filename().string();
    const auto form = paper::Template::load(kAssets / "forms" / name, problems);
    auto content = paper::loadContent(kAssets / "forms" / "samples" / name, problems);
    const auto fields = form.fieldNames(), boxes = form.signatureNames();
    const hall::FormNames names{{fields.begin(), fields.end()}, {boxes.begin(), boxes.end()}};
    const auto text = base::readTextFile(file.path(), 1 << 20);
    REQUIRE(text);
    const auto process = hall::parseProcess(
        *text, name, [&](const std::string&) { return &names; }, problems);
    INFO(describe(problems));
    REQUIRE(problems.empty());
    const auto pages = press->layOut(form, content)->pageCount();
    for (const std::string widest : {"国", "W", "—", "𠮷"}) {
      for (const auto& field : process.fields) content.values[field.name] = longest(field, widest);
      const auto layout = press->layOut(form, content);
      INFO(widest << ": " << (layout ? "" : layout.error().describe()));
      REQUIRE(layout);
      CHECK(layout->pageCount() == pages);
    }
  }
  CHECK(processes >= 4);
}
