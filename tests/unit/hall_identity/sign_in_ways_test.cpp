// sign-in.toml: what it may say, and where each mistake is.
#include "hall/identity/sign_in_ways.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"

using namespace hall::identity;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sign-in-ways-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text, bool private_file = true) const {
    REQUIRE(base::writeFile(path_ / name, base::viewOf(text), private_file));
  }
  SignInWays read(toml_doc::Problems& problems) const {
    return readSignInWays(path_ / "sign-in.toml", problems);
  }
  // "LINE:COLUMN code" of each mistake in a text.
  std::vector<std::string> mistakesIn(const std::string& text) const {
    write("sign-in.toml", text);
    toml_doc::Problems problems;
    read(problems);
    std::vector<std::string> out;
    for (const auto& one : problems)
      out.push_back(one.place.substr(one.place.find(".toml:") + 6) + " " + one.code);
    return out;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("without a file people sign in by the hall's accounts") {
  Folder folder;
  toml_doc::Problems problems;
  const auto ways = folder.read(problems);
  CHECK(problems.empty());
  CHECK(ways.password);
  CHECK(openProviders(ways).empty());
}

TEST_CASE("the example stands at the defaults, and its campus sign-ins are both offered") {
  Folder folder;
  folder.write(
      "sign-in.toml",
      *base::readTextFile(std::string(HALL_SOURCE_DIR) + "/device-config/examples/sign-in.toml", 1 << 16));
  toml_doc::Problems problems;
  const auto ways = folder.read(problems);
  CHECK(problems.empty());
  CHECK(ways.password);
  REQUIRE(ways.cas);
  CHECK(ways.cas->sign_out_after);
  REQUIRE(ways.oidc);
  CHECK(ways.oidc->account_claim == "sub");
  CHECK(openProviders(ways).size() == 2);
}

TEST_CASE("a secret is read from its file, and one that others may read is refused") {
  Folder folder;
  folder.write("secret", "s3cret with spaces\n");
  const std::string text =
      "[oidc]\nissuer = \"https://id.example\"\nclient_id = \"hall\"\nclient_secret_file = \"secret\"\n";
  folder.write("sign-in.toml", text);
  toml_doc::Problems problems;
  CHECK(folder.read(problems).oidc->client_secret == "s3cret with spaces");
  folder.write("secret", "s3cret\n", false);
  CHECK(folder.mistakesIn(text) == std::vector<std::string>{"4:22 sign_in_open_secret"});
  folder.write("secret", "\n");
  CHECK(folder.mistakesIn(text) == std::vector<std::string>{"4:22 sign_in_no_secret"});
  std::filesystem::remove(folder.path() / "secret");
  CHECK(folder.mistakesIn(text) == std::vector<std::string>{"4:22 sign_in_no_file"});
}

TEST_CASE("every mistake is told with its place") {
  Folder folder;
  CHECK(folder.mistakesIn("password = false\n") == std::vector<std::string>{"1:12 sign_in_no_way"});
  CHECK(folder.mistakesIn("pasword = true\n") == std::vector<std::string>{"1:1 toml_unknown_key"});
  CHECK(folder.mistakesIn("[cas]\nurl = \"http://cas.example/cas\"\n") ==
        std::vector<std::string>{"2:7 sign_in_bad_url"});
  CHECK(folder.mistakesIn("[cas]\nurl = \"https://cas.example/cas?x\"\n") ==
        std::vector<std::string>{"2:7 sign_in_bad_url"});
  CHECK(folder.mistakesIn("[cas]\nurl = \"https://cas.example\"\nca_file = \"no.pem\"\n") ==
        std::vector<std::string>{"3:11 sign_in_no_file"});
  CHECK(
      folder.mistakesIn(
          "[oidc]\nissuer = \"https://id.example\"\nclient_id = \"hall\"\nscopes = [\"profile\"]\nx = 1\n") ==
      std::vector<std::string>{"4:10 sign_in_no_openid", "5:1 toml_unknown_key"});
  CHECK(folder.mistakesIn("[oidc]\n").size() == 2);
}
