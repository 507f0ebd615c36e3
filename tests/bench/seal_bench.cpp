// How many seals a second one core checks, beside what OpenSSL alone does with the same algorithm: bench_seal
// In processor time, as openssl speed counts, so that neighbours on the machine weigh on neither.
// Prints "seal verify <n>/s" and "openssl ed25519 verify <n>/s" (openssl speed) and their ratio.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <sstream>

#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"

namespace {

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr int kRounds = 5;
constexpr std::clock_t kRound = CLOCKS_PER_SEC / 2;

seal::Claims claims() {
  seal::Claims out;
  out.iat = kNow;
  out.cti = {1, 2, 3, 4, 5, 6, 7, 8};
  out.process = "student_leave";
  out.holder = "张*华";
  out.status = {0, 4711};
  return out;
}

template <class Check>
double perSecond(Check check) {
  std::array<double, kRounds> rates{};
  for (auto& rate : rates) {
    const auto start = std::clock();
    long done = 0;
    auto now = start;
    for (; now - start < kRound; now = std::clock())
      for (int i = 0; i < 64; ++i, ++done)
        if (!check()) return 0;
    rate = static_cast<double>(done) * CLOCKS_PER_SEC / static_cast<double>(now - start);
  }
  std::sort(rates.begin(), rates.end());
  return rates[kRounds / 2];
}

// The last column of openssl's table.
double opensslRate() {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen("openssl speed -seconds 2 ed25519 2>/dev/null", "r"),
                                                   pclose);
  double rate = 0;
  char line[256];
  while (pipe && std::fgets(line, sizeof line, pipe.get())) {
    if (std::string_view(line).find("Ed25519") == std::string_view::npos) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) rate = std::strtod(word.c_str(), nullptr);
  }
  return rate;
}

double sealRate(seal::Algorithm algorithm) {
  const auto key = seal::PrivateKey::generate(algorithm);
  const seal::Verifier verifier({.issued_at = kNow,
                                 .keys = {{.algorithm = algorithm,
                                           .point = key.point(),
                                           .kid = key.kid(),
                                           .signs_from = kNow - 1,
                                           .signs_until = kNow + 1,
                                           .verify_until = kNow + 10}}});
  const auto text = seal::toCarrier(seal::sealPage(claims(), key).value(), "hall.example.edu.cn").text();
  return perSecond([&] { return verifier.verifyCarrier(text, kNow).outcome == seal::Outcome::genuine; });
}

}  // namespace

int main() {
  const double ours = sealRate(seal::Algorithm::ed25519);
  const double theirs = opensslRate();
  fmt::print("seal verify Ed25519 (carrier text to claims)  {:.0f}/s\n", ours);
  fmt::print("openssl speed ed25519 verify                  {:.0f}/s\n", theirs);
  if (theirs > 0) fmt::print("ratio                                         {:.0f} %\n", 100 * ours / theirs);
  fmt::print("seal verify ESP256                            {:.0f}/s\n", sealRate(seal::Algorithm::esp256));
  return ours > 0 ? 0 : 1;
}
