#include "hall/http/certificates.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "fixture.hpp"

TEST_CASE("the CA is made once, its key readable for its owner alone and locked by the passphrase") {
  TempFolder folder;
  base::SystemClock clock;
  const auto first = hall::Authority::open(folder.path(), "secret", clock);
  REQUIRE(first);
  const auto again = hall::Authority::open(folder.path(), "secret", clock);
  REQUIRE(again);
  CHECK(first->certificatePem() == again->certificatePem());

  struct stat facts {};
  REQUIRE(::stat((folder.path() / "ca.key.pem").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(base::readTextFile(folder.path() / "ca.key.pem", 10'000)->find("ENCRYPTED") != std::string::npos);

  const auto wrong = hall::Authority::open(folder.path(), "other", clock);
  REQUIRE(!wrong);
  CHECK(wrong.error().code == "ca_wrong_passphrase");
}

TEST_CASE("two programs that start at once share one CA") {
  TempFolder folder;
  base::SystemClock clock;
  std::vector<std::string> seen(8);
  std::vector<std::thread> threads;
  for (auto& pem : seen)
    threads.emplace_back(
        [&] { pem = hall::Authority::open(folder.path(), "secret", clock)->certificatePem(); });
  for (auto& thread : threads) thread.join();
  for (const auto& pem : seen) CHECK(pem == seen.front());
}

TEST_CASE("a CA file that is none is named") {
  TempFolder folder;
  base::SystemClock clock;
  (void)base::writeFile(folder.path() / "ca.pem", base::viewOf("nothing"));
  (void)base::writeFile(folder.path() / "ca.key.pem", base::viewOf("nothing"));
  const auto opened = hall::Authority::open(folder.path(), "secret", clock);
  REQUIRE(!opened);
  CHECK(opened.error().code == "ca_unreadable");
  CHECK(opened.error().place == (folder.path() / "ca.pem").string());
}

TEST_CASE("device and server names that could say more than a name are refused") {
  TempFolder folder;
  base::SystemClock clock;
  const auto authority = hall::Authority::open(folder.path(), "secret", clock);
  for (const char* name : {"", "../KIOSK", "KIOSK 7", "KIOSK/7", ".kiosk", "亭七", "a\nb"})
    CHECK(authority->issueDevice(name).error().code == "device_name_bad");
  CHECK(authority->issueDevice(std::string(65, 'a')).error().code == "device_name_bad");
  for (const char* name : {"", "a,IP:1.2.3.4", "two words", "*.example"})
    CHECK(authority->issueServer({name}).error().code == "server_name_bad");
  CHECK(authority->issueServer({"hall.example.edu.cn", "192.0.2.7", "2001:db8::1"}));
}

TEST_CASE("no two certificates are alike") {
  TempFolder folder;
  base::SystemClock clock;
  const auto authority = hall::Authority::open(folder.path(), "secret", clock);
  CHECK(authority->issueDevice("KIOSK-07")->sha256 != authority->issueDevice("KIOSK-07")->sha256);
}
