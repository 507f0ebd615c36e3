#include "hall/cli/options.hpp"

#include <catch2/catch.hpp>

using namespace hall::cli;

namespace {

base::Error refused(std::vector<std::string> arguments) {
  const auto out = parseOptions(std::move(arguments));
  REQUIRE(!out);
  return out.error();
}

}  // namespace

TEST_CASE("hall serve takes its options, and has an address without them") {
  const auto plain = parseOptions({"serve", "--data", "d"});
  REQUIRE(plain);
  CHECK(plain->command == Command::serve);
  CHECK(plain->data == "d");
  CHECK(plain->listen == "127.0.0.1:8443");
  CHECK_FALSE(plain->demo);
  const auto all =
      parseOptions({"serve", "--data", "d", "--listen", "[::1]:0", "--demo", "--public-host", "h:1", "--name",
                    "a", "--name", "b", "--assets", "x", "--passphrase-file", "p"});
  REQUIRE(all);
  CHECK(all->demo);
  CHECK(all->public_host == "h:1");
  CHECK(all->names == std::vector<std::string>{"a", "b"});
  CHECK(all->passphrase_file == "p");
  CHECK(parseOptions({"serve", "--data", "d", "--tls-certificate", "c", "--tls-key", "k"}));
  CHECK(refused({"serve", "--data", "d", "--tls-certificate", "c"}).code == "usage");
  CHECK(refused({"serve", "--data", "d", "--tls-key", "k"}).code == "usage");
}

TEST_CASE("every command is found with what it needs") {
  const auto add = parseOptions(
      {"device", "add", "KIOSK-07", "--kind", "kiosk", "--data", "d", "--out", "o", "--office", "教务处"});
  REQUIRE(add);
  CHECK(add->command == Command::device_add);
  CHECK(add->name == "KIOSK-07");
  CHECK(add->office == "教务处");
  CHECK(parseOptions({"device", "list", "--data", "d"})->command == Command::device_list);
  CHECK(parseOptions({"device", "remove", "X", "--data", "d"})->command == Command::device_remove);
  const auto person = parseOptions({"person", "add", "t1", "--name", "王丽娟", "--unit", "信息工程学院",
                                    "--post", "counsellor", "--post", "registrar:教务处", "--data", "d"});
  REQUIRE(person);
  CHECK(person->command == Command::person_add);
  CHECK(person->posts.size() == 2);
  CHECK(parseOptions({"printout", "void", "00", "--reason", "卡纸", "--data", "d"})->command ==
        Command::printout_void);
  CHECK(parseOptions({"form", "preview", "student_leave", "a.toml", "--out", "a.pdf"})->command ==
        Command::form_preview);
  const auto check = parseOptions({"process", "check", "a.toml", "b.toml"});
  REQUIRE(check);
  CHECK(check->files.size() == 2);
}

TEST_CASE("help and version are answered whatever else stands on the line") {
  CHECK(parseOptions({"--help"})->command == Command::help);
  CHECK(parseOptions({"device", "add", "-h"})->command == Command::help);
  CHECK(parseOptions({"--version"})->command == Command::version);
}

TEST_CASE("what isn't how the command is used is a usage error") {
  CHECK(refused({}).code == "usage");
  CHECK(refused({"fly"}).code == "usage");
  CHECK(refused({"serve"}).code == "usage");
  CHECK(refused({"serve", "--data"}).code == "usage");
  CHECK(refused({"serve", "--data", "d", "--surprise"}).code == "usage");
  CHECK(refused({"device"}).code == "usage");
  CHECK(refused({"device", "add", "--kind", "kiosk", "--data", "d"}).code == "usage");
  CHECK(refused({"printout", "void", "00", "--data", "d"}).code == "usage");
}

TEST_CASE("an empty value is a variable that wasn't set, not an option that wasn't given") {
  CHECK(refused({"keys", "next", "--data", "d", "--token", ""}).code == "usage_empty");
  CHECK(refused({"keys", "next", "--data", "d", "--token="}).code == "usage_empty");
}

TEST_CASE("an address to listen on is taken apart") {
  CHECK(parseEndpoint("127.0.0.1:8443")->port == 8443);
  CHECK(parseEndpoint("[::1]:0")->address == "::1");
  for (const char* bad :
       {"", ":1", "8443", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:1 "})
    CHECK(parseEndpoint(bad).error().code == "usage_listen");
}
