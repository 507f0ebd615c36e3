// fuzz_seeds FOLDER: what a fuzzer begins with, as FOLDER/<target>/<name>, out of genuine seals, key sets,
// lists, content and bodies. The genuine seals themselves are kept in FOLDER/genuine. Run by seeds.sh, which
// adds what other programs make.
#include <cstdio>

#include "base/crypto.hpp"
#include "hall.hpp"
#include "hall_api/codec.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/cbor.hpp"
#include "seal/cose_sign1.hpp"
#include "seal/data_code.hpp"

namespace {

namespace fs = std::filesystem;
fs::path out;

void keep(const char* target, const std::string& name, base::BytesView bytes, std::string_view before = "") {
  auto all = base::bytesOf(before);
  all.insert(all.end(), bytes.begin(), bytes.end());
  fs::create_directories(out / target);
  if (!base::writeFile(out / target / name, all)) std::exit(1);
}

void keepText(const char* target, const std::string& name, std::string_view text,
              std::string_view before = "") {
  keep(target, name, base::viewOf(text), before);
}

seal::Claims claims() {
  return {.iat = fuzz::kNow,
          .exp = std::nullopt,
          .cti = {0x57, 0xe0, 0x5d, 0xb3, 0x40, 0x11, 0x22, 0x33},
          .process = "QJ",
          .holder = "张*华",
          .digest = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16},
          .status = {0, 4711}};
}

base::BytesView payloadOf(const base::Bytes& token) { return seal::parseCoseSign1(token).value().payload; }

// The folded entries in a status list's claims.
base::BytesView packedOf(base::BytesView claims) {
  seal::cbor::Reader reader(claims);
  for (seal::cbor::MapKeys keys(reader); keys.next();) {
    if (!keys.label().is(65533)) {
      reader.skip();
      continue;
    }
    for (seal::cbor::MapKeys inside(reader); inside.next(); reader.skip())
      if (inside.label().text == "lst") return reader.bytes();
  }
  return {};
}

// A seal made once stays: what fuzzers found since holds copies of it, and ECDSA never signs the same way
// twice.
base::Bytes sealOf(const char* name, const seal::PrivateKey& key) {
  const auto stored = base::readFile(fs::path(HALL_SOURCE_DIR "/tests/fuzz/genuine") / name, 1000);
  if (stored && seal::verifyToken(*stored, fuzz::keySet(), fuzz::kNow).claims == claims()) return *stored;
  return seal::sealPage(claims(), key).value();
}

void keepSeals() {
  const char* names[] = {"ed25519", "esp256", "sm2"};
  for (std::size_t i = 0; i < fuzz::kAlgorithms.size(); ++i) {
    const auto key = fuzz::secretKey(7, fuzz::kAlgorithms[i]);
    const auto token = sealOf(names[i], key);
    const auto carrier = seal::toCarrier(token, "hall.example.edu.cn");
    keep("genuine", names[i], token);
    keep("cose", names[i], token);
    keepText("carrier", names[i], carrier.text());
    keepText("carrier", names[i] + std::string("-bare"), carrier.payload);
  }
  auto expiring = claims();
  expiring.exp = fuzz::kNow + 86400;
  expiring.page = 2, expiring.pages = 3;
  keep("cose", "claims-expiring", seal::encodeClaims(expiring));
  keep("cbor", "claims", seal::encodeClaims(expiring));
  keep("cose", "stranger", seal::sealPage(claims(), fuzz::secretKey(9, seal::Algorithm::ed25519)).value());
  keepText("carrier", "elsewhere", "https://example.com/");
  keepText("carrier", "mangled", "HTTPS://hall.example.edu.cn:8443/V#2kce 3iqb\r\ngice");
}

// What an outer COSE_Sign1 may look like besides the seal's own form (RFC 9052 appendix C, RFC 8392 appendix
// A).
void keepGeneralTokens() {
  const auto hex = [](const char* name, std::string_view text) {
    keep("cose", name, base::fromHex(text).value());
  };
  hex("untagged", "8443a10126a041004101");
  hex("cwt", "d83dd28443a10126a1044131a0581fa1016441414141");
  hex("detached", "d28443a10126a0f64101");
  hex("indefinite", "d29f43a10126bf0441ffff41a041ffff");
  hex("crit", "d28447a2012602810a18a0a041a04101");
  hex("long-head", "d2845803a10126a0580101580102");
  hex("kid-twice", "d28446a20126044131a1044131410141ff");
}

void keepKeySets() {
  auto keys = fuzz::keySet();
  keys.keys[1].revoked_at = fuzz::kNow;
  keys.keys[1].revoked_reason = "lost 丢失";
  const auto token = seal::signKeySet(keys, fuzz::root()).value();
  keep("key_set", "signed", token, std::string_view("\0", 1));
  keep("key_set", "inside", payloadOf(token), "\1");
  for (std::size_t i = 0; i < keys.keys.size(); ++i) {
    const auto one = seal::signKeySet({fuzz::kNow, {keys.keys[i]}}, fuzz::root()).value();
    keep("key_set", "inside-" + std::to_string(i), payloadOf(one), "\1");
    keep("cbor", "key-set-" + std::to_string(i), payloadOf(one));
    base::Bytes point{static_cast<std::uint8_t>(i)};
    point.resize(65, 1);
    point.insert(point.end(), keys.keys[i].point.begin(), keys.keys[i].point.end());
    keep("key_set", "point-" + std::to_string(i), point, "\3");
  }
  keepText("key_set", "root", seal::toText({fuzz::root().point()}), "\2");
}

void keepStatusLists() {
  const auto issuer = fuzz::secretKey(7, seal::Algorithm::ed25519);
  for (const std::size_t size : {3, 64, 4096}) {
    seal::StatusList list{.list = 3, .iat = fuzz::kNow, .ttl_seconds = 3600, .bits = base::Bytes(size, 0)};
    for (std::size_t i = 0; i < size; i += 7) list.bits[i] = static_cast<std::uint8_t>(i * 37 + 0xc9);
    const auto token = seal::signStatusList(list, issuer).value();
    const auto name = std::to_string(size);
    keep("status_list", "signed-" + name, token, std::string_view("\0", 1));
    keep("status_list", "claims-" + name, payloadOf(token), "\1");
    keep("status_list", "packed-" + name, packedOf(payloadOf(token)), "\2");
  }
}

void keepDataCodes() {
  seal::SealedContent content{
      "student_leave", 1, {{"reason", "病假"}, {"leave_days", "3"}, {"applicant_name", "张华"}}};
  const auto small = seal::encodeDataCode({1, 2, 3}, content, 1).value();
  for (int row = 1; row < 12; ++row)
    content.fields["courses[" + std::to_string(row) + "].course"] =
        "高等数学" + base::toHex(base::sha256(base::Bytes(3, static_cast<std::uint8_t>(row)))).substr(0, 24);
  const auto large = seal::encodeDataCode({1, 2, 3}, content, 5, {.part_bytes = 120}).value();
  base::Bytes all;
  const auto add = [&](const base::Bytes& symbol) {
    all.push_back(static_cast<std::uint8_t>(symbol.size() >> 8)),
        all.push_back(static_cast<std::uint8_t>(symbol.size()));
    all.insert(all.end(), symbol.begin(), symbol.end());
  };
  for (const auto& symbol : small) add(symbol);
  keep("data_code", "one-part", all, "0");
  all.clear();
  for (const auto& symbol : large) add(symbol);
  keep("data_code", "several-parts", all, "0");
  keep("data_code", "unfolded", seal::encodeContent(content), "1");
  keep("cbor", "content", seal::encodeContent(content));
}

// A code of version 1 or 2, three pixels a module, as the target `pixels` takes it and as PGM for seeds.sh.
void keepPicture(const std::string& name, const std::string& text, int module_px) {
  const auto code = qr::encode({{qr::Segment::Mode::byte, text}}, qr::ErrorCorrection::low).value();
  const int side = (code.size + 6) * module_px;
  base::Bytes pixels;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int column = x / module_px - 3, row = y / module_px - 3;
      const bool dark =
          column >= 0 && row >= 0 && column < code.size && row < code.size && code.at(column, row);
      pixels.push_back(dark ? 0 : 255);
    }
  const char head[] = {static_cast<char>(side - 1), static_cast<char>(side - 1), 0};
  keep("pixels", name, pixels, {head, 3});
  keep("pictures", name + ".pgm", pixels,
       "P5 " + std::to_string(side) + " " + std::to_string(side) + " 255\n");
}

// The same codes as the target `symbol` takes them: modules, then a few data codewords (ISO/IEC 18004 7.4).
void keepModules(const std::string& name, const std::vector<qr::Segment>& segments) {
  const auto code = qr::encode(segments, qr::ErrorCorrection::medium).value();
  base::Bytes modules{'0', static_cast<std::uint8_t>((code.size - 21) / 4)};
  for (const auto dark : code.dark) modules.push_back(dark ? 192 : 64);
  keep("symbol", name, modules);
}

void keepSymbols() {
  keepModules("modules-1", {{qr::Segment::Mode::byte, "1234567"}});
  keepModules("modules-3",
              {{qr::Segment::Mode::byte, "https://a.b/v#"}, {qr::Segment::Mode::alphanumeric, "AEBAGBAF"}});
  const auto data = [](const char* name, std::string_view hex) {
    keep("symbol", name, base::fromHex(hex).value(), std::string_view("2\0", 2));
  };
  data("data-numeric", "101c2bb0ec11");
  data("data-alphanumeric", "2041cdc140ec");
  data("data-bytes", "4034142430ec11");
  data("data-eci", "71a4034142430ec1");
  data("data-appended", "3125a4034142430e");
  keep("symbol", "word",
       base::fromHex("0a0a0204054034142430ec11ec11ec11ec11ec110102030405060708090a").value(), "1");
}

template <class T>
void keepBody(char which, const char* name, const T& body) {
  keepText("openapi", name, api::toJson(body), std::string(1, which));
}

void keepBodies() {
  const api::Person person{
      "t1001", "李老师", "1001", "信息工程学院", {{"counsellor", {"辅导员", "Counsellor"}, "信息"}}};
  const api::CaseNode node{.id = "print",
                           .title = {"打印", "Print"},
                           .done_at = fuzz::kNow,
                           .actions = {domain::KioskAction::sign, domain::KioskAction::print}};
  const api::Case one{.id = "QJ-2026-000001",
                      .process_code = "student_leave",
                      .title = {"请假", "Leave"},
                      .nodes = {node},
                      .fields = {{"reason", "病假"}, {"leave_days", "3"}}};
  const domain::Verdict verdict{.status_as_of = fuzz::kNow,
                                .acceptances = {{"57e05db340112233", "n", "教务处", "王", fuzz::kNow}},
                                .differences = {{"reason", "事由", {1.5, 2, 30, 4.25}}},
                                .foreign_host = "evil.example"};
  keepBody('A', "post", person.posts[0]);
  keepBody('B', "person", person);
  keepBody('C', "sign-in", api::SignIn{"20230001", "secret\n\"\\"});
  keepBody('D', "session", api::Session{"token", person, fuzz::kNow});
  keepBody('E', "node", node);
  keepBody('F', "case", one);
  keepBody('G', "application", api::Application{"student_leave", one.fields});
  keepBody('H', "decision", api::Decision{true, "同意"});
  keepBody('I', "step-action",
           api::StepAction{domain::KioskAction::sign, R"({"aspect":3,"strokes":[]})", ""});
  keepBody('K', "document", api::Document{.id = "d", .pages = 2, .last_printed_at = fuzz::kNow});
  keepBody('L', "printout", api::Printout{.serial = "57e05db340112233", .pages = 1});
  keepBody('M', "event", api::PrintoutEvent{.at = fuzz::kNow, .job_uuid = "urn:uuid:1", .impressions = 1});
  keepBody('N', "verification-request", api::VerificationRequest{"https://hall.example.edu.cn/v#ABCD"});
  keepBody('O', "verification",
           api::Verification{.verdict = verdict, .expires_at = fuzz::kNow, .waiting = {node}});
  const api::Receipt receipt{.id = "7", .serial = "57e05db340112233", .holder = "张*华", .open = true};
  keepBody('P', "receipt-request",
           api::ReceiptRequest{"n", api::ReceiptDecision::ask, "章不清", "t1205", fuzz::kNow});
  keepBody('Q', "guide", api::GuideEntry{.process_code = "student_leave", .steps = {{"申请", "Apply"}}});
  keepBody('T', "problem",
           api::Problem{.code = "already_accepted", .args = {"a"}, .acceptance = verdict.acceptances[0]});
  keepBody('W', "cases", api::Page<api::Case>{{one, one}, "next"});
  keepBody(
      '[', "issued",
      api::IssuedContent{"57e05db340112233", 1, {{1, "reason", "事由", {1.5, 2, 30, 4.25}}}, {}, {{1, {}}}});
  keepBody('\\', "receipts", api::Page<api::Receipt>{{receipt}, "1790000000.7"});
  keepBody(']', "receipt-search", api::ReceiptSearch{.text = "QJ-2026", .since = fuzz::kNow});
  keepBody('_', "statistics", api::DeskStatistics{.accepted = 1, .days = {{fuzz::kNow, 1, 0}}});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: fuzz_seeds FOLDER\n"), 64;
  out = argv[1];
  keepSeals();
  keepGeneralTokens();
  keepKeySets();
  keepStatusLists();
  keepDataCodes();
  keepPicture("number", "1234567", 2);
  keepPicture("link", "https://a.b/v#AEBAGBAF", 2);
  keepSymbols();
  keepBodies();
}
