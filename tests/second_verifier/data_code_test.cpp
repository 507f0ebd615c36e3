// Data codes through both verifiers: whole, in parts, of other copies, altered, and broken at random.
#include <random>

#include "tests/second_verifier/agreement.hpp"
#include "tests/second_verifier/tokens.hpp"

using namespace second;

namespace {

seal::SealedContent content(int courses) {
  seal::SealedContent out{
      .form = "transcript", .version = 2, .fields = {{"applicant_name", "张德华"}, {"𠮷", "🎓\"\\"}}};
  for (int i = 0; i < courses; ++i)
    out.fields["courses[" + std::to_string(i) + "].course"] = "高等数学（" + std::to_string(i * i) + "）";
  return out;
}

using Symbols = std::vector<base::Bytes>;

struct Page {
  std::string carrier;
  Symbols symbols;
};

Page page(const Campus& campus, seal::Algorithm algorithm, const seal::SealedContent& what,
          std::size_t part_bytes, std::uint8_t serial = 7) {
  auto one = claims();
  one.cti.fill(serial);
  one.digest = seal::contentDigest(algorithm, one.cti, what);
  return {carrierOf(seal::sealPage(one, campus.key(algorithm)).value()),
          seal::encodeDataCode(one.cti, what, 23, {.part_bytes = part_bytes}).value()};
}

class Asked {
 public:
  void about(const std::string& name, const std::string& carrier, Symbols symbols) {
    questions_.push_back({.name = name, .carrier = carrier, .data_code = std::move(symbols)});
  }
  // How often each state came.
  Census agreed(const Campus& campus) const {
    agree(campus, questions_);
    Census census;
    const seal::Verifier verifier(campus.keySet());
    for (const auto& question : questions_)
      if (const auto sealed = verifier.verifyCarrier(question.carrier, kNow); sealed.claims)
        ++census[opened(*question.data_code, sealed).state];
    return census;
  }

 private:
  std::vector<Question> questions_;
};

}  // namespace

TEST_CASE("both verifiers open and bind the same data codes of every algorithm, in one part and in many") {
  const Campus campus;
  Asked asked;
  for (const auto algorithm : kAlgorithms)
    for (const int courses : {0, 3, 60}) {
      const auto whole = page(campus, algorithm, content(courses), 997);
      const auto pieces = page(campus, algorithm, content(courses), 100);
      asked.about("whole", whole.carrier, whole.symbols);
      asked.about("in pieces", pieces.carrier, {pieces.symbols.rbegin(), pieces.symbols.rend()});
      auto twice = pieces.symbols;
      twice.insert(twice.end(), pieces.symbols.begin(), pieces.symbols.end());
      asked.about("each twice", pieces.carrier, twice);
      const auto other = page(campus, algorithm, content(courses), 100, 8);
      asked.about("of another copy", pieces.carrier, other.symbols);
      auto renamed = pieces.symbols;
      for (auto& symbol : renamed) symbol[3] ^= 1;
      asked.about("of this content, under another serial", pieces.carrier, renamed);
      asked.about("of other content", page(campus, algorithm, content(courses + 1), 997).carrier,
                  whole.symbols);
      auto mixed = pieces.symbols;
      mixed.push_back(other.symbols[0]);
      asked.about("mixed", pieces.carrier, mixed);
      asked.about("one missing", pieces.carrier, {pieces.symbols.begin() + 1, pieces.symbols.end()});
      asked.about("none", pieces.carrier, {});
    }
  CHECK(asked.agreed(campus) == Census{{"bound", 27}, {"not_bound", 27}, {"refused", 27}});
}

TEST_CASE("both verifiers refuse the same data codes at the limits of size, fields, parts and format") {
  const Campus campus;
  Asked asked;
  const auto wide = [&](int fields, std::size_t more) {
    seal::SealedContent out{.form = "t", .version = 1, .fields = {{"x", std::string(more, 'x')}}};
    for (int i = 1; i < fields; ++i) out.fields[std::to_string(i)];
    return out;
  };
  const auto code = [&](const seal::SealedContent& what) {
    auto one = claims();
    one.digest = seal::contentDigest(seal::Algorithm::ed25519, one.cti, what);
    asked.about("wide", carrierOf(seal::sealPage(one, campus.key(seal::Algorithm::ed25519)).value()),
                seal::encodeDataCode(one.cti, what, 23, {.unfolded_bytes = 1 << 20, .fields = 9999}).value());
  };
  code(wide(4096, 1)), code(wide(4097, 1));
  const std::size_t frame = seal::encodeContent(wide(1, 70'000)).size() - 70'000;
  code(wide(1, (1 << 18) - frame)), code(wide(1, (1 << 18) - frame + 1));
  for (const int version : {0, 1'000'000, 1'000'001}) {
    auto what = wide(1, 1);
    what.version = version;
    code(what);
  }
  const auto good = page(campus, seal::Algorithm::ed25519, content(3), 997);
  const auto with = [&](std::size_t at, std::uint8_t value) {
    auto symbol = good.symbols[0];
    symbol[at] = value;
    asked.about("byte " + std::to_string(at), good.carrier, {symbol});
  };
  with(0, 0xdd), with(1, 'h'), with(2, 0), with(2, 2), with(11, 0), with(11, 2), with(12, 0), with(12, 24),
      with(12, 2);
  auto longer = good.symbols[0];
  longer.push_back(0);
  asked.about("a byte behind the stream", good.carrier, {longer});
  for (const std::size_t size : {0, 2, 13, 14, 2953, 2954})
    asked.about("cut", good.carrier, {joined({good.symbols[0], base::Bytes(3000, 0)})}),
        asked.about("cut", good.carrier, {[&] {
                      auto cut = joined({good.symbols[0], base::Bytes(3000, 0)});
                      cut.resize(size);
                      return cut;
                    }()});
  const auto census = asked.agreed(campus);
  CHECK(census.at("bound") == 4);
}

TEST_CASE("both verifiers say the same of 500 data codes broken at random") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const Campus campus;
  Asked asked;
  const auto good = page(campus, seal::Algorithm::esp256, content(5), 90);
  for (int i = 0; i < 500; ++i) {
    auto symbols = good.symbols;
    auto& one = symbols[random() % symbols.size()];
    const auto at = random() % one.size();
    if (i % 5 == 0) {
      one.erase(one.begin() + static_cast<std::ptrdiff_t>(at), one.end());
    } else if (i % 5 == 1) {
      one[at] = static_cast<std::uint8_t>(random());
    } else if (i % 5 < 4) {
      one[at] ^= static_cast<std::uint8_t>(1 << random() % 8);
    }  // and every fifth as it was
    std::shuffle(symbols.begin(), symbols.end(), random);
    asked.about("mutant " + std::to_string(i), good.carrier, symbols);
  }
  const auto census = asked.agreed(campus);
  CHECK(census.at("bound") >= 100);
  CHECK(census.at("bound") < 110);  // a byte may be drawn that stood there
  CHECK(census.at("refused") > 200);
}
