// Seals as nobody should make them: other headers, other claims, other envelopes, and genuine ones broken at
// random. Both verifiers refuse for the same reason.
#include <random>

#include "tests/second_verifier/agreement.hpp"
#include "tests/second_verifier/tokens.hpp"

using namespace second;

namespace {

const Campus& campus() {
  static const Campus one;
  return one;
}

const seal::PrivateKey& key(seal::Algorithm algorithm = seal::Algorithm::ed25519) {
  return campus().key(algorithm);
}

// Every claim in every wrong form, signed by a genuine key.
std::vector<base::Bytes> wrongClaims() {
  std::vector<base::Bytes> out;
  const auto with = [&](base::Bytes RawClaims::*claim, std::initializer_list<base::Bytes> values) {
    for (const auto& value : values) {
      auto raw = rawClaims();
      raw.*claim = value;
      out.push_back(payload(raw));
    }
  };
  const base::Bytes minus_one{0x20}, null{0xf6}, half{0xf9, 0x38, 0x00}, long_one{0x18, 0x01},
      open{0x9f, 0xff};
  with(&RawClaims::iat, {number(0), number(253402300799), number(253402300800), number(UINT64_MAX), minus_one,
                         text("1"), null, half, long_one});
  with(&RawClaims::cti, {string(base::Bytes(7, 1)), string(base::Bytes(9, 1)), string({}), number(7)});
  with(&RawClaims::process,
       {text(""), text("A"), text("ABCD"), text("ABCDE"), text("qj"), text("QJ1"), text("Q_"), text("QJ "),
        text("请"), text("student_leave"), text(std::string(32, 'A')), text(std::string(33, 'A')), number(1),
        string(base::viewOf("QJ"))});
  with(&RawClaims::page, {two(1, 1), two(999, 999), two(1, 1000), two(0, 1), two(2, 1), two(0, 0), open,
                          number(1), base::Bytes{0x81, 1}, base::Bytes{0x83, 1, 2, 3}});
  with(&RawClaims::holder,
       {text(""), text("*"), text(std::string(64, '*')), text(std::string(65, '*')), text("𠮷*"),
        text("a\nb"), text("a\x7f"), text("a\u0085"), text("\u009f"), text("\u00a0"), text("\u2028\u202e"),
        text("\"\\"), base::Bytes{0x62, 0xc0, 0x80}, base::Bytes{0x63, 0xed, 0xa0, 0x80},
        base::Bytes{0x61, 0xff}, base::Bytes{0x64, 0xf4, 0x90, 0x80, 0x80}});
  with(&RawClaims::digest,
       {string(base::Bytes(15, 1)), string(base::Bytes(17, 1)), text("0123456789abcdef")});
  with(&RawClaims::status, {two(UINT32_MAX, UINT32_MAX), two(1ull << 32, 0), two(0, 1ull << 32), number(0)});
  out.push_back(payload(rawClaims(), 1, joined({number(6), number(1)})));
  out.push_back(payload(rawClaims(), 1, joined({number(5), number(1)})));
  out.push_back(payload(rawClaims(), 1, number(6)));
  out.push_back(joined({payload(rawClaims()), number(0)}));
  out.push_back({});
  out.push_back({0xa0});
  out.push_back({0xf6});
  auto swapped = payload(rawClaims());
  std::swap(swapped[1], swapped[7]);
  out.push_back(swapped);
  auto more = payload(rawClaims());
  more[0] = 0xa4;
  out.push_back(joined({more, written([](Writer& to) { to.integer(-65538), to.uint(1); })}));
  return out;
}

void takeHeaders(std::vector<base::Bytes>& out) {
  const auto claims = payload(rawClaims());
  const auto kid = key().kid();
  for (const auto algorithm : kAlgorithms)  // every alg number with every key
    for (const std::int64_t alg : {-7, -8, -9, -19, -65537, -35, 0, 5, -65536, 65537})
      out.push_back(token(key(algorithm), headers(alg, key(algorithm).kid()), claims));
  const auto with = [&](const base::Bytes& protected_bytes) {
    out.push_back(token(key(), protected_bytes, claims));
  };
  with({});
  with({0xa0});
  with({0x80});
  with({0xa1, 0x01, 0x32});
  with(joined({base::Bytes{0xa1, 0x04}, string(kid)}));
  with(headers(-19, base::BytesView(kid).first(7)));
  with(headers(-19, base::Bytes(9, 1)));
  with(headers(-19, {}));
  with(joined({headers(-19, kid), base::Bytes{0}}));
  with(joined({base::Bytes{0xa2, 0x04}, string(kid), base::Bytes{0x01, 0x32}}));  // keys out of order
  with(joined({base::Bytes{0xa3, 0x01, 0x32, 0x01, 0x32, 0x04}, string(kid)}));   // alg twice
  with(joined({base::Bytes{0xa2, 0x01}, text("Ed25519"), base::Bytes{0x04}, string(kid)}));  // alg by name
  with(joined({base::Bytes{0xa3, 0x01, 0x32, 0x03, 0x00, 0x04}, string(kid)}));              // a third header
  with(joined({base::Bytes{0xa3, 0x01, 0x32, 0x02, 0x81, 0x04, 0x04}, string(kid)}));        // crit
  with(joined({base::Bytes{0xa2, 0x01, 0x38, 0x12, 0x04}, string(kid)}));                    // a longer -19
  with(joined({base::Bytes{0xa2, 0x01, 0x32, 0x04}, text("abcdefgh")}));                     // kid as a text
}

void takeEnvelopes(std::vector<base::Bytes>& out) {
  const auto parts = partsOf(key(), payload(rawClaims()));
  const base::Bytes right{0xd2, 0x84}, none{0xa0};
  for (const auto& head :
       {base::Bytes{0x84}, base::Bytes{0xd1, 0x84}, base::Bytes{0xd8, 0x3d, 0xd2, 0x84},
        base::Bytes{0xd8, 0x12, 0x84}, base::Bytes{0xd2, 0x98, 0x04}, base::Bytes{0xd2, 0x83},
        base::Bytes{0xd2, 0x85}, base::Bytes{0xd2, 0x9f}, base::Bytes{0xd2, 0xd2, 0x84}})
    out.push_back(envelope(parts, head, none));
  for (const auto& unprotected :
       {base::Bytes{0xa1, 0x05, 0x40}, base::Bytes{0x80}, base::Bytes{0xf6}, base::Bytes{0x40},
        base::Bytes{0xbf, 0xff}, joined({base::Bytes{0xa1, 0x04}, string(key().kid())}),
        base::Bytes{0xa1, 0x20, 0xf5}})
    out.push_back(envelope(parts, right, unprotected));
  out.push_back(envelope(parts, right, none, {0}));
  out.push_back(
      joined({right, string(parts.protected_bytes), none, base::Bytes{0xf6}, string(parts.signature)}));
  for (const std::size_t size : {0, 32, 63, 65, 96}) {
    auto other = parts;
    other.signature.resize(size, 7);
    out.push_back(envelope(other, right, none));
  }
  auto zero = parts;
  zero.signature.assign(64, 0);
  out.push_back(envelope(zero, right, none));
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {
    for (const auto algorithm : kAlgorithms)
      for (const auto state : {KeyState::current, KeyState::revoked, KeyState::stranger})
        for (const auto& name : {"张*华", "O*r"}) {
          auto one = claims();
          one.holder = name;
          genuine_.push_back(seal::sealPage(one, campus().key(algorithm, state)).value());
        }
  }

  std::string next() {
    auto token = any();
    switch (below(10)) {
      case 0:
        return carrierOf(flipped(token, 1));
      case 1:
        return carrierOf(flipped(token, 1 + below(8)));
      case 2:
        return carrierOf(base::BytesView(token).first(below(token.size())));
      case 3:
        return carrierOf(joined({token, base::Bytes(1 + below(20), static_cast<std::uint8_t>(below(256)))}));
      case 4:
        token.erase(token.begin() + static_cast<std::ptrdiff_t>(below(token.size())));
        return carrierOf(token);
      case 5:
        token.insert(token.begin() + static_cast<std::ptrdiff_t>(below(token.size())),
                     static_cast<std::uint8_t>(below(256)));
        return carrierOf(token);
      case 6:
        return carrierOf(spliced(token));
      case 7:
        token[below(30)] = static_cast<std::uint8_t>(below(256));  // where the structure is
        return carrierOf(token);
      case 8:
        return misread(carrierOf(token));
      default:
        return mangled(carrierOf(token));
    }
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  const base::Bytes& any() { return genuine_[below(genuine_.size())]; }

  base::Bytes flipped(base::Bytes token, std::size_t bits) {
    for (; bits > 0; --bits) token[below(token.size())] ^= static_cast<std::uint8_t>(1 << below(8));
    return token;
  }
  // The beginning of one and the end of another, at one place.
  base::Bytes spliced(const base::Bytes& one) {
    const auto& other = any();
    const auto at = below(std::min(one.size(), other.size()));
    return joined({base::BytesView(one).first(at), base::BytesView(other).subspan(at)});
  }
  std::string misread(std::string text) {
    static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567018:/#?.%=-_ \t";
    text[below(text.size())] = kLetters[below(kLetters.size())];
    return text;
  }
  // As a handheld reader does: letters of either case, spaces anywhere. It stays what it was.
  std::string mangled(const std::string& text) {
    std::string out;
    for (const char c : text) {
      out += below(2) ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : c;
      if (below(20) == 0) out += ' ';
    }
    return out;
  }

  std::mt19937 random_;
  std::vector<base::Bytes> genuine_;
};

}  // namespace

TEST_CASE("both verifiers agree about what a genuine key signed that is no seal of a page") {
  std::vector<Question> questions;
  for (const auto& claims : wrongClaims())
    questions.push_back({base::toHex(claims), carrierOf(token(key(), headersOf(key()), claims))});
  const auto census = agree(campus(), questions);
  CHECK(census.at("not_a_hall_seal not_a_page_seal") > 40);
  CHECK(census.at("genuine ") > 10);
}

TEST_CASE("both verifiers agree about other headers and envelopes around a genuine page's claims") {
  std::vector<base::Bytes> tokens;
  takeHeaders(tokens);
  takeEnvelopes(tokens);
  std::vector<Question> questions;
  for (const auto& one : tokens) questions.push_back({base::toHex(one), carrierOf(one)});
  const auto census = agree(campus(), questions);
  CHECK(census.at("genuine ") == 5);  // each key's own alg; -8 and -7 with their curves
  CHECK(census.at("altered wrong_algorithm") == 25);
  CHECK(census.at("not_a_hall_seal no_token") > 20);
}

TEST_CASE("both verifiers agree about 900 seals broken at random") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  Mutator mutator(seed);
  std::vector<Question> questions;
  for (int i = 0; i < 900; ++i) questions.push_back({"mutant " + std::to_string(i), mutator.next()});
  const auto census = agree(campus(), questions);
  for (const auto* kind :
       {"genuine ", "altered bad_signature", "unknown_key unknown_kid", "key_revoked key_revoked",
        "not_a_hall_seal bad_carrier", "not_a_hall_seal no_token"})
    CHECK(census.count(kind) == 1);
}
