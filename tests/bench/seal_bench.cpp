// What a seal costs on one core, beside what OpenSSL alone does with the same algorithm: bench_seal [ROUNDS]
// In processor time, as openssl speed counts, so that neighbours on the machine weigh on neither; ours and
// OpenSSL's rounds alternate, and what is printed is the middle one of each and of their ratios.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <sstream>

#include "base/crypto.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "seal/status_list.hpp"
#include "seal/verify.hpp"

namespace {

using seal::Algorithm;

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr std::clock_t kRound = CLOCKS_PER_SEC / 2;

struct Peer {
  Algorithm algorithm;
  const char* name;
  const char* speed;  // what openssl speed calls it
};
constexpr Peer kPeers[] = {{Algorithm::ed25519, "Ed25519", "ed25519"},
                           {Algorithm::esp256, "ESP256", "ecdsap256"},
                           {Algorithm::sm2, "SM2", "sm2"}};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

seal::Claims claims() {
  seal::Claims out;
  out.iat = kNow;
  out.cti = {1, 2, 3, 4, 5, 6, 7, 8};
  out.process = "QJ";
  out.holder = "张*华";
  out.status = {0, 4711};
  return out;
}

seal::PublicKey publicKey(const seal::PrivateKey& key) {
  return {.algorithm = key.algorithm(),
          .point = key.point(),
          .kid = key.kid(),
          .signs_from = kNow - 1,
          .signs_until = kNow + 1,
          .verify_until = kNow + 10};
}

// Calls a second until kRound is over; 0 when one call says no.
template <class Call>
double perSecond(Call call) {
  const auto start = std::clock();
  long done = 0;
  auto now = start;
  for (; now - start < kRound; now = std::clock())
    for (int i = 0; i < 64; ++i, ++done)
      if (!call()) return 0;
  return static_cast<double>(done) * CLOCKS_PER_SEC / static_cast<double>(now - start);
}

template <class Call>
double milliseconds(int rounds, Call call) {
  std::vector<double> took;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::clock();
    if (!call()) return 0;
    took.push_back(static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  }
  return median(std::move(took));
}

// Verifications a second: the last column of the table's line of this algorithm.
double opensslRate(const char* algorithm) {
  const auto command = fmt::format("openssl speed -seconds 1 {} 2>/dev/null", algorithm);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  double rate = 0;
  char line[256];
  while (pipe && std::fgets(line, sizeof line, pipe.get())) {
    if (std::string_view(line).find(" bits ") == std::string_view::npos) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) rate = std::strtod(word.c_str(), nullptr);
  }
  return rate;
}

bool compareWithOpenssl(const Peer& peer, int rounds) {
  const auto key = seal::PrivateKey::generate(peer.algorithm);
  const seal::Verifier verifier({.issued_at = kNow, .keys = {publicKey(key)}});
  const auto text = seal::toCarrier(seal::sealPage(claims(), key).value(), "hall.example.edu.cn").text();
  std::vector<double> ours, theirs, ratios;
  for (int i = 0; i < rounds; ++i) {
    ours.push_back(
        perSecond([&] { return verifier.verifyCarrier(text, kNow).outcome == seal::Outcome::genuine; }));
    theirs.push_back(opensslRate(peer.speed));
    if (theirs.back() > 0) ratios.push_back(100 * ours.back() / theirs.back());
  }
  fmt::print("seal verify {:8} {:8.0f}/s   openssl speed {:10} {:8.0f}/s   ratio {:4.0f} %\n", peer.name,
             median(ours), peer.speed, median(theirs), median(ratios));
  return median(ours) > 0;
}

seal::KeySet thousandKeys(Algorithm algorithm) {
  seal::KeySet set{.issued_at = kNow, .keys = {}};
  for (int i = 0; i < 1000; ++i) set.keys.push_back(publicKey(seal::PrivateKey::generate(algorithm)));
  return set;
}

void measureKeySets(int rounds) {
  const auto root = seal::PrivateKey::generate(Algorithm::ed25519);
  for (const auto& peer : kPeers) {
    const auto bytes = seal::signKeySet(thousandKeys(peer.algorithm), root).value();
    const auto took = milliseconds(rounds, [&] {
      const auto set = seal::openKeySet(bytes, {root.point()});
      return set && seal::Verifier(*set).verifyToken({}, kNow).outcome == seal::Outcome::not_a_hall_seal;
    });
    fmt::print("key set of 1,000 {:8} keys: read, and a verifier   {:6.1f} ms\n", peer.name, took);
  }
}

// A list as busy as a hall's ever gets: one entry in eight isn't valid.
seal::StatusList busyList() {
  seal::StatusList list{.list = 3, .iat = kNow, .ttl_seconds = 3600, .bits = {}};
  list.bits = base::randomBytes(seal::kStatusListEntries / 4);
  for (std::size_t i = 0; i < list.bits.size(); ++i)
    if (i % 2)
      list.bits[i] &= 0x03;
    else
      list.bits[i] = 0;
  return list;
}

void measureLists(int rounds) {
  const auto key = seal::PrivateKey::generate(Algorithm::ed25519);
  const auto list = busyList();
  base::Bytes bytes;
  const auto sign = milliseconds(rounds, [&] {
    bytes = seal::signStatusList(list, key).value();
    return true;
  });
  const seal::KeySet keys{.issued_at = kNow, .keys = {publicKey(key)}};
  const auto open = milliseconds(rounds, [&] { return seal::openStatusList(bytes, keys).has_value(); });
  fmt::print("status list of 2^20 entries, {:.0f} KiB: sign {:.1f} ms, open {:.1f} ms\n",
             static_cast<double>(bytes.size()) / 1024, sign, open);
  std::uint32_t index = 1;
  unsigned seen = 0;
  const auto lookups = perSecond([&] {
    for (int i = 0; i < 1000; ++i) {
      index = (index * 1664525 + 1013904223) % seal::kStatusListEntries;
      seen += static_cast<unsigned>(*list.at(index));
    }
    return true;
  });
  fmt::print("status lookup {:.1f} ns{}\n", 1e6 / lookups, seen == 0 ? " (all valid)" : "");
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
  bool good = true;
  for (const auto& peer : kPeers) good = compareWithOpenssl(peer, rounds) && good;
  measureKeySets(rounds);
  measureLists(rounds);
  return good ? 0 : 1;
}
