// Real forms printed under seals of this test's own hall, with their data codes, and files for --keys.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/cli/cli.hpp"

namespace papers {

namespace fs = std::filesystem;

constexpr base::UnixSeconds kNow = 1'790'000'000;
const fs::path kAssets = fs::path(HALL_SOURCE_DIR) / "assets";

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
  fs::path path_ = fs::temp_directory_path() / ("issued_" + base::toHex(base::randomBytes(8)));
};

inline paper::Content sample(const std::string& form) {
  toml_doc::Problems problems;
  auto out = paper::loadContent(kAssets / "forms" / "samples" / (form + ".toml"), problems);
  REQUIRE(problems.empty());
  return out;
}

inline seal::SealedContent sealed(const paper::Template& form, const paper::Content& content) {
  seal::SealedContent out{form.code(), form.version(), content.values};
  for (const auto& [table, rows] : content.rows)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [name, value] : rows[i])
        out.fields[table + "[" + std::to_string(i) + "]." + name] = value;
  for (const auto& [box, one] : content.approvals)
    out.fields["approval." + box] = one.name + '\n' + one.post + '\n' + one.opinion + '\n' + one.date;
  return out;
}

struct Print {
  std::string form;
  paper::Content content;   // what the seal binds and the data code says
  paper::Content on_paper;  // what is printed
  std::uint8_t serial = 1;
  std::size_t part_bytes = 0;  // of a data code's symbol; 0: as the page has room for
};

inline base::Bytes pdfOf(const seal::PrivateKey& key, const Print& print) {
  static const auto press = paper::Press::open(paper::Press::defaultFonts()).value();
  toml_doc::Problems problems;
  const auto form = paper::Template::load(kAssets / "forms" / (print.form + ".toml"), problems);
  REQUIRE(problems.empty());
  const auto layout = press.layOut(form, print.on_paper).value();
  const auto content = sealed(form, print.content);
  seal::Claims claims{.iat = kNow - 10, .process = "QJ", .holder = "张*华", .status = {0, 5}};
  claims.cti = {print.serial, 2, 3, 4, 5, 6, 7, 8};
  claims.pages = layout.pageCount();
  claims.digest = seal::contentDigest(key.algorithm(), claims.cti, content);
  const auto parts =
      seal::encodeDataCode(claims.cti, content, claims.pages,
                           {.part_bytes = print.part_bytes ? print.part_bytes : layout.dataCodeRoom()})
          .value();
  paper::Sealing sealing{"AEBA-GBAF", "hall.example.edu.cn", "KIOSK-07", {}};
  for (claims.page = 1; claims.page <= claims.pages; ++claims.page)
    sealing.pages.push_back(
        {seal::toCarrier(seal::sealPage(claims, key).value(), "hall.example.edu.cn").text(),
         parts[static_cast<std::size_t>(claims.page - 1) % parts.size()]});
  return press.renderPdf(layout, &sealing, kNow).value();
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
  }

  void print(const std::string& name, const Print& print) const { folder.write(name, pdfOf(key, print)); }

  struct Answer {
    int status;
    std::string out, err;
  };
  Answer check(std::vector<std::string> more) const {
    std::vector<std::string> words{"--keys",   folder.at("keys.cose"), "--root", folder.at("root.pub"),
                                   "--status", folder.at("status.cwt")};
    words.insert(words.end(), more.begin(), more.end());
    std::istringstream in;
    std::ostringstream out, err;
    const base::FakeClock clock{kNow};
    static const auto texts = base::Texts::load(kAssets / "lang", base::Language::en).value();
    const int status = verifier::cli::check(words, texts, clock, {in, out, err});
    return {status, out.str(), err.str()};
  }
};

}  // namespace papers
