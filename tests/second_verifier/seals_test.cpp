// Seals as the hall makes them, through both verifiers: every algorithm, key, time, status and content.
#include "tests/second_verifier/agreement.hpp"
#include "tests/second_verifier/tokens.hpp"

using namespace second;

namespace {

Question sealedBy(const seal::Signer& key, const std::string& name, const seal::Claims& claims,
                  base::UnixSeconds now = kNow) {
  return {name, carrierOf(seal::sealPage(claims, key).value()), now};
}

const seal::SealedContent& contentWithEveryScript() {
  static const seal::SealedContent content{.form = "student_leave",
                                           .version = 3,
                                           .fields = {{"name", "张德华"},
                                                      {"surname", "𠮷野𤭢"},
                                                      {"reason", "回家探亲 🎓 — “急”"},
                                                      {"table[0].course", "高等数学"},
                                                      {"table[10].course", "线性代数"},
                                                      {"table[2].course", "Café, naïve"},
                                                      {"empty", ""},
                                                      {"long", std::string(300, 'x')},
                                                      {"日期", "2026-11-23"}}};
  return content;
}

}  // namespace

TEST_CASE("both verifiers agree about every algorithm's keys in every state") {
  Campus campus;
  campus.publish(0, 64, kNow - 60, 3600, campus.key(seal::Algorithm::ed25519));
  std::vector<Question> questions;
  for (const auto& one : campus.keys)
    questions.push_back(sealedBy(one.secret, "key " + base::toHex(one.secret.kid()), claims()));
  const auto census = agree(campus, questions);
  CHECK(census == Census{{"genuine ", 3},
                         {"key_revoked outside_signing_window", 3},
                         {"key_revoked key_retired", 3},
                         {"key_revoked key_revoked", 3},
                         {"unknown_key unknown_kid", 3}});
}

TEST_CASE("both verifiers agree about every second at which an answer turns") {
  const Campus campus;
  const auto& key = campus.key(seal::Algorithm::esp256);
  const auto window = campus.keySet().keys[4];  // the current ESP256 key's
  REQUIRE(window.kid == key.kid());
  std::vector<Question> questions;
  for (const auto off : {-1, 0, 1}) {
    auto one = claims();
    one.iat = window.signs_from + off;
    questions.push_back(sealedBy(key, "signs from", one));
    one.iat = window.signs_until + off;
    questions.push_back(sealedBy(key, "signs until", one, window.signs_until + 10));
    questions.push_back(sealedBy(key, "verify until", claims(), window.verify_until + off));
    one = claims();
    one.exp = kNow + off;
    questions.push_back(sealedBy(key, "expiry", one));
  }
  CHECK(agree(campus, questions)["genuine "] == 7);
}

TEST_CASE("both verifiers agree about the four states, stale lists, old lists and lists nobody may sign") {
  using seal::Algorithm;
  Campus campus;
  const auto& ed = campus.key(Algorithm::ed25519);
  campus.publish(0, 1 << 20, kNow - 60, 3600, ed);
  campus.publish(1, 64, kNow - 3600, 3600, campus.key(Algorithm::esp256));  // stale from this second on
  campus.publish(2, 64, kNow - 3599, 3600, campus.key(Algorithm::sm2));
  campus.publish(3, 64, kNow - 50, 3600, ed, 0x55);  // the newer of two wins, whichever comes first
  campus.publish(3, 64, kNow - 60, 3600, ed);
  campus.publish(4, 64, kNow - 60, 3600, ed);
  campus.publish(4, 64, kNow - 50, 3600, ed, 0xaa);
  campus.publish(5, 64, kNow - 60, 3600, campus.key(Algorithm::sm2, KeyState::retired));
  campus.publish(6, 64, kNow - 60, 3600, campus.key(Algorithm::esp256, KeyState::revoked));
  campus.publish(7, 64, kNow - 60, 3600, campus.key(Algorithm::ed25519, KeyState::before_its_window));
  campus.publish(8, 64, kNow - 60, 3600, campus.key(Algorithm::ed25519, KeyState::stranger));
  std::vector<Question> questions;
  for (std::uint32_t list = 0; list < 10; ++list)
    for (const std::uint32_t index : {0u, 1u, 2u, 3u, 62u, 63u, 64u, (1u << 20) - 1, 1u << 20, UINT32_MAX}) {
      auto raw = rawClaims();
      raw.status = two(list, index);
      questions.push_back({"list " + std::to_string(list) + ", entry " + std::to_string(index),
                           carrierOf(token(ed, headersOf(ed), payload(raw)))});
      auto expired = claims();
      expired.exp = kNow;
      expired.status = {list, index & 0xffff};
      questions.push_back(sealedBy(ed, "expired, list " + std::to_string(list), expired));
    }
  agree(campus, questions);
  std::map<std::string, int> states;
  const Desk desk(campus.keySet(), readable(campus, campus.keySet()));
  for (const auto& question : questions) ++states[desk.judge(question).status];
  for (const auto* state : {"valid", "void", "suspended", "superseded", "expired", "unknown"})
    CHECK(states[state] > 0);
}

TEST_CASE("both verifiers bind the same content by SHA-256 and by SM3, whatever script it is in") {
  const Campus campus;
  std::vector<Question> questions;
  for (const auto algorithm : kAlgorithms) {
    auto one = claims();
    one.digest = seal::contentDigest(algorithm, one.cti, contentWithEveryScript());
    auto same = sealedBy(campus.key(algorithm), "the same content", one);
    same.content = contentWithEveryScript();
    questions.push_back(same);
    for (const auto& [name, value] : contentWithEveryScript().fields) {
      auto differing = same;
      differing.name = "another " + name;
      differing.content->fields[name] += " ";
      questions.push_back(differing);
    }
    auto other = same;
    other.content->version = 4;
    questions.push_back(other);
    other = same;
    other.content->form = "student_leave2";
    questions.push_back(other);
  }
  agree(campus, questions);
  const seal::Verifier verifier(campus.keySet());
  const auto sealed = verifier.verifyCarrier(questions[0].carrier, kNow);
  CHECK(sealed.claims->digest ==
        seal::contentDigest(sealed.algorithm, sealed.claims->cti, contentWithEveryScript()));
}

TEST_CASE("both verifiers take a code's text in the same shapes") {
  const Campus campus;
  const auto token = seal::sealPage(claims(), campus.key(seal::Algorithm::ed25519)).value();
  const auto payload = base::toBase32(token);
  const auto lower = [](std::string text) {
    for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const auto link = std::string("https://hall.example.edu.cn/v#");
  std::vector<std::string> texts{payload,
                                 lower(payload),
                                 link + payload,
                                 lower(link + payload),
                                 "HTTPS://HALL.EXAMPLE.EDU.CN/V#" + payload,
                                 " \t\r\n\v\f" + link + " " + payload + "\n",
                                 "https: //hall.example.edu.cn/ v # " + payload,
                                 "https://other.example/v#" + payload,
                                 "https://127.0.0.1:8443/v#" + payload,
                                 "https://[::1]/v#" + payload,
                                 "https://a_b/v#" + payload,
                                 "https://大厅/v#" + payload,
                                 "https://user@hall/v#" + payload,
                                 "https:///v#" + payload,
                                 "https://hall/v?" + payload,
                                 "https://hall/v/#" + payload,
                                 "https://hall/w#" + payload,
                                 "https://hall/v#",
                                 "http://hall/v#" + payload,
                                 "https://hall/v#" + payload + "=",
                                 "https://" + std::string(259, 'a') + "/v#" + payload,
                                 "https://" + std::string(260, 'a') + "/v#" + payload,
                                 payload + "A",
                                 payload + "AA",
                                 payload + "0",
                                 payload + "1",
                                 "\u00a0" + payload,
                                 "\u3000" + payload,
                                 payload + "\u2028",
                                 payload + "\x1c",
                                 payload + std::string(1, '\0'),
                                 "",
                                 " ",
                                 "A",
                                 "AA",
                                 "AB",
                                 "{}",
                                 "你好",
                                 std::string(2000 - payload.size(), ' ') + payload,
                                 std::string(2001 - payload.size(), ' ') + payload,
                                 std::string(1000, ' ') + payload + "\u3000",
                                 std::string(2000, 'A'),
                                 std::string(2001, 'A'),
                                 "ſ" + payload,
                                 "K" + payload,
                                 payload + "ı"};
  std::vector<Question> questions;
  for (const auto& text : texts) questions.push_back({"text", text});
  const auto census = agree(campus, questions);
  CHECK(census.at("genuine ") == 12);
}
