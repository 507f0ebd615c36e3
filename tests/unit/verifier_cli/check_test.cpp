// hall-verifier check and inspect from the words of the command line to its lines and exit status, with a
// real seal.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/cli/cli.hpp"

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Json = nlohmann::json;

constexpr base::UnixSeconds kNow = 1'790'000'000;

const base::Texts& english() {
  static const auto texts =
      base::Texts::load(fs::path(HALL_SOURCE_DIR) / "assets" / "lang", base::Language::en).value();
  return texts;
}

// A hall's keys, status list and root as files, and what it seals.
struct HallOnFiles {
  fs::path folder = fs::temp_directory_path() / ("cli_" + base::toHex(base::randomBytes(8)));
  seal::PrivateKey root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  seal::PrivateKey key = seal::PrivateKey::generate(seal::Algorithm::ed25519);

  HallOnFiles() {
    fs::create_directory(folder);
    seal::PublicKey known{
        seal::Algorithm::ed25519, key.point(), key.kid(), kNow - 1000, kNow + 1000, kNow + 100'000};
    write("keys.cose", seal::signKeySet({kNow - 500, {known}}, root).value());
    write("root.pub", base::bytesOf(seal::toText({root.point()}) + "\n"));
    seal::StatusList list{.list = 0, .iat = kNow - 60, .ttl_seconds = 3600, .bits = base::Bytes(16)};
    list.bits[0] = 0b0100;  // entry 1 is void
    write("status.cwt", seal::signStatusList(list, key).value());
  }
  ~HallOnFiles() { fs::remove_all(folder); }
  HallOnFiles(const HallOnFiles&) = delete;
  HallOnFiles& operator=(const HallOnFiles&) = delete;

  void write(const std::string& name, const base::Bytes& bytes) const {
    REQUIRE(base::writeFile(folder / name, bytes));
  }
  std::string at(const std::string& name) const { return (folder / name).string(); }
  Words source() const {
    return {"--keys", at("keys.cose"), "--root", at("root.pub"), "--status", at("status.cwt")};
  }

  std::string sealed(std::uint32_t index, int page = 1, int pages = 1) const {
    seal::Claims claims{.iat = kNow - 10,
                        .process = "student_leave",
                        .page = page,
                        .pages = pages,
                        .holder = "张*",
                        .status = {0, index}};
    claims.cti = {1, 2, 3, 4, 5, 6, 7, static_cast<std::uint8_t>(index)};
    return seal::toCarrier(seal::sealPage(claims, key).value(), "hall.example.edu.cn").text();
  }
};

struct Answer {
  int status;
  std::string out;
  std::string err;
  std::vector<Json> lines() const {
    std::vector<Json> found;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);) found.push_back(Json::parse(line));
    return found;
  }
};

Answer run(Words words, const Words& more, const std::string& input = "") {
  words.insert(words.end(), more.begin(), more.end());
  std::istringstream in(input);
  std::ostringstream out, err;
  const base::FakeClock clock(kNow);
  const int status = verifier::cli::check(words, english(), clock, {in, out, err});
  return {status, out.str(), err.str()};
}

// A picture of the code.
base::Bytes pngOf(const std::string& carrier);

}  // namespace

TEST_CASE("a genuine, valid code as text is all good") {
  const HallOnFiles hall;
  const auto answer = run(hall.source(), {"--json", "--text", hall.sealed(0)});
  CHECK(answer.status == 0);
  CHECK(answer.err.empty());
  const auto lines = answer.lines();
  REQUIRE(lines.size() == 3);
  CHECK(lines[0]["type"] == "page");
  CHECK(lines[0]["seal"]["state"] == "genuine");
  CHECK(lines[0]["status"]["state"] == "valid");
  CHECK(lines[0]["status"]["as_of"] == base::toRfc3339(kNow - 60));
  CHECK(lines[0]["acceptance"]["state"] == "unknown");
  CHECK(lines[0]["content"]["state"] == "not_compared");
  CHECK(lines[0]["serial"] == "0102030405060700");
  CHECK(lines[0]["sheet"] == Json({1, 1}));
  CHECK(lines[1]["type"] == "printout");
  CHECK(lines[2] == Json{{"type", "summary"}, {"conclusion", "all_good"}, {"pages", 1}, {"printouts", 1}});
}

TEST_CASE("the table doesn't claim to know off line whether a paper was handed in elsewhere") {
  const HallOnFiles hall;
  const auto answer = run(hall.source(), {"--text", hall.sealed(0)});
  CHECK(answer.status == 0);
  CHECK(answer.out.find("can't be known off line") != std::string::npos);
}

TEST_CASE("the table of more pages than a screen shows names those that need a look again at its end") {
  const HallOnFiles hall;
  Words words;
  for (const int index : {0, 2, 3, 4, 5}) words.insert(words.end(), {"--text", hall.sealed(index)});
  words.push_back(hall.at("none.pdf"));
  const auto answer = run(hall.source(), words);
  CHECK(answer.status == 2);
  CHECK(answer.out.find("Please look at these:\n  ! " + hall.at("none.pdf") + "\n! Pages checked: 6") !=
        std::string::npos);
  words.resize(words.size() - 1);
  CHECK(run(hall.source(), words).out.find("Please look at") == std::string::npos);
}

TEST_CASE(
    "a report goes into a file of its own, put in place whole, and neither a folder nor a link is replaced") {
  const HallOnFiles hall;
  fs::create_directory(hall.at("folder"));
  fs::create_symlink(hall.at("elsewhere"), hall.at("link"));
  for (const auto* name : {"folder", "link"}) {
    const auto refused = run(hall.source(), {"--csv", "--output", hall.at(name), "--text", hall.sealed(0)});
    CHECK(refused.status == 64);
    CHECK(refused.err.find(hall.at(name)) != std::string::npos);
    CHECK_FALSE(fs::exists(hall.at(name) + std::string(".journal")));
  }
  CHECK(fs::is_symlink(hall.at("link")));
  const auto report = hall.at("report.csv");
  const auto done = run(hall.source(), {"--csv", "--output", report, "--text", hall.sealed(0)});
  CHECK(done.status == 0);
  CHECK(done.out.empty());
  CHECK(fs::file_size(report) > 100);
  CHECK_FALSE(fs::exists(report + ".part"));
  CHECK_FALSE(fs::exists(report + ".journal"));
}

TEST_CASE("a report never takes the place of a file that is to be checked") {
  const HallOnFiles hall;
  hall.write("page.png", pngOf(hall.sealed(0)));
  const auto before = fs::file_size(hall.at("page.png"));
  const auto refused =
      run(hall.source(), {"--csv", "--output", hall.at("./page.png"), hall.at("page.png")});
  CHECK(refused.status == 64);
  CHECK(fs::file_size(hall.at("page.png")) == before);
  CHECK_FALSE(fs::exists(hall.at("page.png.journal")));
}

TEST_CASE("a pipe in a folder is named and not waited for") {
  const HallOnFiles hall;
  fs::create_directory(hall.at("scans"));
  REQUIRE(::mkfifo(hall.at("scans/pipe.png").c_str(), 0600) == 0);
  const auto answer = run(hall.source(), {"--json", hall.at("scans")});
  CHECK(answer.status == 2);
  CHECK(answer.lines().at(0)["error"]["code"] == "file_kind_unknown");
}

TEST_CASE("of a page without a code the table says how to get it read, and claims nothing else") {
  const HallOnFiles hall;
  hall.write("blank.pdf", base::bytesOf("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\n"
                                        "trailer<</Root 1 0 R>>\n"));
  const auto answer = run(hall.source(), {hall.at("blank.pdf")});
  CHECK(answer.status == 2);
  CHECK(answer.out.find("No code could be read") != std::string::npos);
  CHECK(answer.out.find("  → ") != std::string::npos);
  CHECK(answer.out.find("Whether this copy still counts") == std::string::npos);
}

TEST_CASE("a void paper, a stranger's code and a missing page each make the exit status 1") {
  const HallOnFiles hall;
  const auto voided = run(hall.source(), {"--json", "--text", hall.sealed(1)});
  CHECK(voided.status == 1);
  CHECK(voided.lines()[0]["status"]["state"] == "void");
  CHECK(voided.lines()[0]["grade"] == "bad");
  const auto stranger = run(hall.source(), {"--json", "--text", "https://example.com/menu"});
  CHECK(stranger.status == 1);
  CHECK(stranger.lines()[0]["seal"]["state"] == "not_a_hall_seal");
  const auto half =
      run(hall.source(), {"--json", "--text", hall.sealed(0, 1, 3), "--text", hall.sealed(0, 3, 3)});
  CHECK(half.status == 1);
  CHECK(half.lines()[2]["missing"] == Json({2}));
}

TEST_CASE("a changed code is altered, and one of another hall's key unknown") {
  const HallOnFiles hall, other;
  auto changed = hall.sealed(0);
  changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
  const auto altered = run(hall.source(), {"--json", "--text", changed});
  CHECK(altered.status == 1);
  CHECK(altered.lines()[0]["seal"]["state"] != "genuine");
  const auto foreign = run(hall.source(), {"--json", "--text", other.sealed(0)});
  CHECK(foreign.status == 1);
  CHECK(foreign.lines()[0]["seal"]["state"] == "unknown_key");
}

TEST_CASE(
    "what can't be opened is told with its name and makes the exit status 2, but never hides what is wrong") {
  const HallOnFiles hall;
  hall.write("garbage.png", base::bytesOf("\x89PNG\r\n\x1a\n and nothing"));
  const auto answer =
      run(hall.source(), {"--json", hall.at("garbage.png"), hall.at("none.pdf"), "--text", hall.sealed(0)});
  CHECK(answer.status == 2);
  const auto lines = answer.lines();
  CHECK(lines[1]["error"]["code"] == "image_damaged");
  CHECK(lines[1]["pages"] == 1);
  CHECK(lines[2]["error"]["code"] == "file_missing");
  CHECK(lines[2]["error"]["place"] == hall.at("none.pdf"));
  CHECK(lines.back()["conclusion"] == "something_unreadable");
  CHECK(run(hall.source(), {hall.at("none.pdf"), "--text", hall.sealed(1)}).status == 1);
}

TEST_CASE("without a status list the status is unknown, which is not good") {
  const HallOnFiles hall;
  const auto answer = run({"--keys", hall.at("keys.cose"), "--root", hall.at("root.pub")},
                          {"--json", "--text", hall.sealed(0)});
  CHECK(answer.status == 1);
  CHECK(answer.lines()[0]["seal"]["state"] == "genuine");
  CHECK(answer.lines()[0]["status"]["state"] == "unknown");
}

TEST_CASE("a hall that can't be reached is no verdict: exit status 2") {
  const HallOnFiles hall;
  const auto answer = run({"--hall", "https://127.0.0.1:1"}, {"--json", "--text", hall.sealed(0)});
  CHECK(answer.status == 2);
  CHECK(answer.lines()[0]["error"]["code"] == "hall_unreachable");
  CHECK_FALSE(answer.lines()[0].contains("seal"));
}

TEST_CASE("keys that the root didn't sign are refused before anything is checked") {
  const HallOnFiles hall, other;
  const auto answer =
      run({"--keys", hall.at("keys.cose"), "--root", other.at("root.pub")}, {"--text", hall.sealed(0)});
  CHECK(answer.status == 64);
  CHECK(answer.out.empty());
  CHECK(answer.err.find(hall.at("keys.cose")) != std::string::npos);
}

TEST_CASE(
    "a picture of the code is found from a file and from standard input, and a foreign host is reported") {
  const HallOnFiles hall;
  const auto png = pngOf(hall.sealed(0));
  hall.write("page.png", png);
  const auto file =
      run(hall.source(), {"--json", "--offline", "--hall", "https://other.example", hall.at("page.png")});
  CHECK(file.status == 0);
  CHECK(file.lines()[0]["foreign_host"] == "hall.example.edu.cn");
  const auto input = run(hall.source(), {"--json", "-"}, std::string(base::textOf(png)));
  CHECK(input.status == 0);
  CHECK(input.lines()[0]["file"] == "-");
}

TEST_CASE("lines for people carry a sign, a word and the age of the status, and no control characters") {
  const HallOnFiles hall;
  hall.write("bad\x1b[31m.png", base::bytesOf("GIF"));
  const auto answer = run(hall.source(), {"--text", hall.sealed(1), hall.at("bad\x1b[31m.png")});
  CHECK(answer.out.find("✓ Seal") != std::string::npos);
  CHECK(answer.out.find("✗ Status") != std::string::npos);
  CHECK(answer.out.find("– Content") != std::string::npos);
  CHECK(answer.out.find("as of 20") != std::string::npos);
  CHECK(answer.out.find('\x1b') == std::string::npos);
  CHECK(answer.out.find("⟦cli") == std::string::npos);
}

TEST_CASE("wrong usage is 64 with a sentence") {
  for (const auto& words : {Words{}, Words{"--jsn"}, Words{"--hall"}, Words{"--keys", "k", "a.pdf"}}) {
    const auto answer = run(words, {});
    CHECK(answer.status == 64);
    CHECK(answer.out.empty());
    CHECK(answer.err.find("--help") != std::string::npos);
  }
}

TEST_CASE("inspect shows a token's words without judging it") {
  const HallOnFiles hall;
  std::istringstream in;
  std::ostringstream out, err;
  CHECK(verifier::cli::inspect({hall.sealed(7)}, english(), {in, out, err}) == 0);
  CHECK(out.str().find("student_leave") != std::string::npos);
  CHECK(out.str().find("hall.example.edu.cn") != std::string::npos);
  CHECK(verifier::cli::inspect({"hello"}, english(), {in, out, err}) == 1);
  CHECK(verifier::cli::inspect({}, english(), {in, out, err}) == 64);
  hall.write("empty.png", base::Bytes{});
  CHECK(verifier::cli::inspect({hall.at("empty.png")}, english(), {in, out, err}) == 2);
}

TEST_CASE("the help of both languages names every option and every exit status") {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    const auto help = verifier::cli::helpText(language);
    REQUIRE(help);
    for (const std::string word :
         {"--json", "--offline", "--hall", "--ca", "--cert", "--key", "--keys", "--root", "--status",
          "--config", "--campus", "--text", "inspect", "--version", "  64  ", "stands_in_for"})
      CHECK(help->find(word) != std::string::npos);
  }
}

namespace {

void put32(base::Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void putChunk(base::Bytes& out, const std::string& type, const base::Bytes& body) {
  put32(out, static_cast<std::uint32_t>(body.size()));
  base::Bytes covered = base::bytesOf(type);
  covered.insert(covered.end(), body.begin(), body.end());
  std::uint32_t crc = 0xffffffff;
  for (const auto byte : covered) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
  }
  out.insert(out.end(), covered.begin(), covered.end());
  put32(out, ~crc);
}

// Grey PNG (ISO/IEC 15948) whose zlib stream is made of stored blocks (RFC 1951 section 3.2.4), one a row.
base::Bytes pngOf(const std::string& carrier) {
  const auto hash = carrier.find('#') + 1;
  const auto modules = qr::encode({{qr::Segment::Mode::byte, carrier.substr(0, hash)},
                                   {qr::Segment::Mode::alphanumeric, carrier.substr(hash)}},
                                  qr::ErrorCorrection::medium)
                           .value();
  constexpr int scale = 4, quiet = 4;
  const auto side = static_cast<std::uint32_t>((modules.size + 2 * quiet) * scale);
  base::Bytes header, zlib{0x78, 0x01};
  put32(header, side);
  put32(header, side);
  header.insert(header.end(), {8, 0, 0, 0, 0});
  std::uint32_t a = 1, b = 0;
  for (std::uint32_t y = 0; y < side; ++y) {
    const std::uint32_t length = side + 1;
    const std::uint32_t inverse = ~length & 0xffff;
    for (const unsigned byte :
         {y + 1 == side ? 1u : 0u, length & 0xff, length >> 8, inverse & 0xff, inverse >> 8})
      zlib.push_back(static_cast<std::uint8_t>(byte));
    for (std::uint32_t x = 0; x < length; ++x) {
      const int column = static_cast<int>(x - 1) / scale - quiet, row = static_cast<int>(y) / scale - quiet;
      const bool inside = x > 0 && column >= 0 && row >= 0 && column < modules.size && row < modules.size;
      const std::uint8_t value = x == 0 ? 0 : inside && modules.at(column, row) ? 0 : 255;
      zlib.push_back(value);
      a = (a + value) % 65521;
      b = (b + a) % 65521;
    }
  }
  put32(zlib, b << 16 | a);
  base::Bytes png = base::bytesOf("\x89PNG\r\n\x1a\n");
  putChunk(png, "IHDR", header);
  putChunk(png, "IDAT", zlib);
  putChunk(png, "IEND", {});
  return png;
}

}  // namespace
