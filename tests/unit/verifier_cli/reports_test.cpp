// hall-verifier check --report: one PDF a copy, private, nothing written over.
#include "papers_of_forms.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace {

std::vector<std::string> namesIn(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    out.push_back(file.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

int modeOf(const std::string& path) {
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  return static_cast<int>(facts.st_mode & 07777);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("every copy gets a report of its own, and an earlier one stays") {
  const papers::Hall hall;
  const auto leave = papers::sample("student_leave"), transcript = papers::sample("transcript");
  hall.print("leave.pdf", {"student_leave", leave, leave, 1});
  hall.print("transcript.pdf", {"transcript", transcript, transcript, 2});
  const auto folder = hall.folder.at("reports");
  const auto run = [&] {
    return hall.check(
        {"--content", "--report", folder, hall.folder.at("leave.pdf"), hall.folder.at("transcript.pdf")});
  };
  const auto first = run();
  CAPTURE(first.err);
  CHECK(first.status == verifier::cli::kAllGood);
  CHECK(namesIn(folder) == Names{"0102030405060708.pdf", "0202030405060708.pdf"});
  CHECK(modeOf(folder) == 0700);
  CHECK(modeOf(folder + "/0102030405060708.pdf") == 0600);
  const auto before = base::readFile(folder + "/0102030405060708.pdf", 1 << 24).value();
  CHECK(run().status == verifier::cli::kAllGood);
  CHECK(namesIn(folder) == Names{"0102030405060708-2.pdf", "0102030405060708.pdf", "0202030405060708-2.pdf",
                                 "0202030405060708.pdf"});
  CHECK(base::readFile(folder + "/0102030405060708.pdf", 1 << 24).value() == before);
  CHECK(base::readFile(folder + "/0102030405060708-2.pdf", 1 << 24).value() == before);
}

TEST_CASE("a folder that can't be written to ends the run before any page is read") {
  const papers::Hall hall;
  hall.folder.write("file", {1});
  const auto answer =
      hall.check({"--content", "--report", hall.folder.at("file"), hall.folder.at("nothing.pdf")});
  CHECK(answer.status == verifier::cli::kUsage);
  CHECK(answer.err.find("Reports can't be written to the folder") != std::string::npos);
  CHECK(answer.out.empty());
}
