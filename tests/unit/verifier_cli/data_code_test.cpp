// hall-verifier check --data-codes: a printed page against its own data code, with nothing but keys on files.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "paper/paper.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/cli/cli.hpp"
#include "verifier/cli/options.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr base::UnixSeconds kNow = 1'790'000'000;
const seal::SealedContent kContent{"leave", 1, {{"name", "张德华"}, {"days", "3"}}};

class Folder {
 public:
  Folder() { fs::create_directory(path_); }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string at(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const base::Bytes& bytes) const {
    REQUIRE(base::writeFile(path_ / name, bytes));
  }

 private:
  fs::path path_ = fs::temp_directory_path() / ("cli_" + base::toHex(base::randomBytes(8)));
};

// One page whose seal binds kContent and whose data code says `printed`.
base::Bytes pdfOf(const seal::PrivateKey& key, const seal::SealedContent& printed) {
  seal::Claims claims{.iat = kNow - 10, .process = "QJ", .holder = "张*华", .status = {0, 5}};
  claims.cti = {1, 2, 3, 4, 5, 6, 7, 8};
  claims.digest = seal::contentDigest(key.algorithm(), claims.cti, kContent);
  const auto parts = seal::encodeDataCode(claims.cti, printed, 1).value();
  const auto carrier = seal::toCarrier(seal::sealPage(claims, key).value(), "hall.example.edu.cn").text();
  toml_doc::Problems problems;
  const auto form = paper::Template::parse(
      "code = \"leave\"\nversion = 1\ntitle = \"甲\"\ndata_code = \"数据码\"\n[[block]]\nkind = "
      "\"space\"\nheight_mm = 9\n",
      "leave.toml", problems);
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  REQUIRE(press);
  const paper::Sealing sealing{"K7QF-3M2A", "hall.example.edu.cn", "KIOSK-07", {{carrier, parts.front()}}};
  return press->renderPdf(press->layOut(form, {}).value(), &sealing, kNow).value();
}

struct Hall {
  Folder folder{};
  seal::PrivateKey root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  seal::PrivateKey key = seal::PrivateKey::generate(seal::Algorithm::ed25519);

  Hall() {
    const seal::PublicKey known{
        seal::Algorithm::ed25519, key.point(), key.kid(), kNow - 1000, kNow + 1000, kNow + 100'000};
    folder.write("keys.cose", seal::signKeySet({kNow - 500, {known}}, root).value());
    folder.write("root.pub", base::bytesOf(seal::toText({root.point()}) + "\n"));
    const seal::StatusList list{.list = 0, .iat = kNow - 60, .ttl_seconds = 3600, .bits = base::Bytes(16)};
    folder.write("status.cwt", seal::signStatusList(list, key).value());
    folder.write("good.pdf", pdfOf(key, kContent));
    auto forged = kContent;
    forged.fields["days"] = "30";
    folder.write("forged.pdf", pdfOf(key, forged));
  }

  struct Answer {
    int status;
    std::string out;
  };
  Answer check(const std::string& file, Words more) const {
    Words words{"--keys",   folder.at("keys.cose"),  "--root",       folder.at("root.pub"),
                "--status", folder.at("status.cwt"), folder.at(file)};
    words.insert(words.end(), more.begin(), more.end());
    std::istringstream in;
    std::ostringstream out, err;
    const base::FakeClock clock{kNow};
    static const auto texts =
        base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", base::Language::en).value();
    const int status = verifier::cli::check(words, texts, clock, {in, out, err});
    return {status, out.str()};
  }
};

std::string codeOf(Words words) {
  words.push_back("a.pdf");
  const auto options = verifier::cli::checkOptions(words);
  return options ? "" : options.error().code;
}

}  // namespace

TEST_CASE(
    "a page's data code is compared with its seal off line, and its values are told only when asked for") {
  const Hall hall;
  const auto table = hall.check("good.pdf", {"--data-codes"});
  CHECK(table.status == verifier::cli::kAllGood);
  CHECK(table.out.find("the data code holds 2 fields") != std::string::npos);
  CHECK(table.out.find("张德华") == std::string::npos);

  const auto lines = hall.check("good.pdf", {"--data-codes", "--jsonl"}).out;
  CHECK(lines.find(R"("data_code":{"state":"bound","count":2})") != std::string::npos);
  const auto fields = hall.check("good.pdf", {"--data-codes", "--jsonl", "--fields"}).out;
  CHECK(fields.find(R"("template":"leave","version":1,"fields":{"days":"3","name":"张德华"})") !=
        std::string::npos);
}

TEST_CASE("a page with values the seal doesn't bind is wrong, and they are not repeated") {
  const Hall hall;
  const auto table = hall.check("forged.pdf", {"--data-codes"});
  CHECK(table.status == verifier::cli::kSomethingWrong);
  CHECK(table.out.find("does not hold what the hall sealed") != std::string::npos);
  const auto lines = hall.check("forged.pdf", {"--data-codes", "--jsonl", "--fields"}).out;
  CHECK(lines.find(R"("data_code":{"state":"not_bound"})") != std::string::npos);
  CHECK(lines.find("\"30\"") == std::string::npos);
}

TEST_CASE("who doesn't ask for data codes hears nothing of them") {
  const Hall hall;
  CHECK(hall.check("forged.pdf", {"--jsonl"}).out.find("data_code") == std::string::npos);
  CHECK(hall.check("good.pdf", {}).out.find("data code") == std::string::npos);
}

TEST_CASE("data codes are read off line, values go into JSON alone, and into no journal") {
  const Words keys{"--keys", "k", "--root", "r"};
  const auto with = [&](Words more) {
    more.insert(more.begin(), keys.begin(), keys.end());
    return codeOf(more);
  };
  CHECK(with({"--data-codes"}).empty());
  CHECK(with({"--data-codes", "--fields", "--json"}).empty());
  CHECK(codeOf({"--hall", "https://h", "--data-codes"}) == "usage_needs_other");
  CHECK(with({"--fields", "--json"}) == "usage_needs_other");
  CHECK(with({"--data-codes", "--fields"}) == "usage_needs_other");
  CHECK(with({"--data-codes", "--output", "o", "--resume"}) == "usage_either");
}
