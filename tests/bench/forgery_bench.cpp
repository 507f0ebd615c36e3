// bench_forgery [SEED]: forges 10,000 seals out of genuine ones of every algorithm and counts what is
// accepted.
//
// The forger has every seal and public key, and keys of an own, but none of the hall's private ones. Ends
// with 1 when anything was accepted that the hall never issued. What says the same as a genuine seal in a
// spelling that is allowed (case, white space, ECDSA's second form of a signature) is counted apart: its
// claims are the hall's.
#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <set>

#include "forgery_kinds.hpp"
#include "seal/verify.hpp"

namespace {

using namespace forgery;

constexpr int kMutants = 10'000;

struct Forged {
  std::string text;
  std::optional<seal::KeySet> keys{};  // where the verifier's are made up, too
};

// A stranger's seal under a kid that all of the hall's keys share, as 8 octets of a hash may one day be
// shared.
Forged underCollidingKid(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  const auto kid = hall.keys[from.key].kid();
  const auto& stranger = hall.strangers[random() % hall.strangers.size()];
  const auto headers = headersWith(static_cast<std::int64_t>(stranger.algorithm()), kid);
  Forged out{carrierOf(signedWith(stranger, headers, from.payload)), hall.known};
  for (auto& key : out.keys->keys) key.kid = kid;
  std::shuffle(out.keys->keys.begin(), out.keys->keys.end(), random);
  return out;
}

template <Bytes (*Make)(const Hall&, Random&)>
Forged token(const Hall& hall, Random& random) {
  return {carrierOf(Make(hall, random))};
}
template <std::string (*Make)(const Hall&, Random&)>
Forged text(const Hall& hall, Random& random) {
  return {Make(hall, random)};
}

struct Kind {
  const char* name;
  Forged (*forge)(const Hall&, Random&);
  bool says_the_same = false;
};

constexpr Kind kKinds[] = {
    {"bits flipped", token<bitsFlipped>},
    {"octets changed", token<octetsChanged>},
    {"octets in, out, exchanged", token<octetsMoved>},
    {"truncated", token<truncated>},
    {"extended", token<extended>},
    {"headers, claims, signature of different seals", token<partsExchanged>},
    {"serial on another page or document", token<serialReplayed>},
    {"other status list or index", token<statusExchanged>},
    {"another claim changed", token<claimChanged>},
    {"a stranger's key, also under the hall's kid", token<strangersKey>},
    {"every signature under every kid and alg", token<algorithmsConfused>},
    {"several keys under one kid", underCollidingKid},
    {"a status list's claims as a page's", token<otherDocumentsOfTheHall>},
    {"spelt otherwise: lengths, tags, pieces", token<spelledOtherwise>},
    {"unprotected headers added", token<unprotectedAdded>},
    {"r and s out of range, exchanged (ESP256, SM2)", token<oddNumbers>},
    {"S + L, R of small order (Ed25519)", token<smallPoints>},
    {"signatures of other shapes", token<otherShapes>},
    {"text of the code changed", text<textChanged>},
    {"n - s for s (ESP256)", token<secondForm>, true},
    {"case and white space", text<asScannersMangle>, true},
};

struct Count {
  int made = 0, refused = 0, same = 0, accepted = 0;

  void add(const Count& other) {
    made += other.made, refused += other.refused, same += other.same, accepted += other.accepted;
  }
  void print(const char* name) const {
    fmt::print("{:<48}{:>8}{:>9}{:>11}{:>10}\n", name, made, refused, same, accepted);
  }
};

class Bench {
 public:
  explicit Bench(Random& random) : random_(random), hall_(random), verifier_(hall_.known) {
    for (const auto& one : hall_.seals) texts_.insert(carrierOf(one.token));
  }

  Count run(const Kind& kind, int times) {
    Count count;
    while (count.made < times) {
      const auto forged = kind.forge(hall_, random_);
      if (texts_.count(forged.text)) continue;  // by chance a genuine one again
      ++count.made;
      const auto verdict = forged.keys ? seal::verifyCarrier(forged.text, *forged.keys, kNow)
                                       : verifier_.verifyCarrier(forged.text, kNow);
      const bool genuine = verdict.outcome == seal::Outcome::genuine;
      const bool same = genuine && kind.says_the_same && hall_.issued(*verdict.claims);
      ++(same ? count.same : genuine ? count.accepted : count.refused);
    }
    return count;
  }

 private:
  Random& random_;
  Hall hall_;
  seal::Verifier verifier_;
  std::set<std::string> texts_;
};

}  // namespace

int main(int argc, char** argv) {
  const auto seed =
      argc > 1 ? static_cast<unsigned>(std::strtoul(argv[1], nullptr, 10)) : std::random_device{}();
  Random random(seed);
  Bench bench(random);
  fmt::print("{:<48}{:>8}{:>9}{:>11}{:>10}\n", "forged seals", "mutants", "refused", "same seal", "accepted");
  Count all;
  const int kinds = static_cast<int>(std::size(kKinds));
  for (int i = 0; i < kinds; ++i) {
    const auto count = bench.run(kKinds[i], kMutants * (i + 1) / kinds - kMutants * i / kinds);
    count.print(kKinds[i].name);
    all.add(count);
  }
  all.print("in all");
  fmt::print("seed {}\n", seed);
  return all.accepted == 0 ? 0 : 1;
}
