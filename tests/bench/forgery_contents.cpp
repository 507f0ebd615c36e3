// Forgeries that change what a seal says, or who says it.
#include "forgery_kinds.hpp"

namespace forgery {

// --- octets

Bytes bitsFlipped(const Hall& hall, Random& random) {
  auto token = hall.any(random).token;
  for (auto flips = 1 + random() % 3; flips > 0; --flips)
    token[random() % token.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
  return token;
}

Bytes octetsChanged(const Hall& hall, Random& random) {
  auto token = hall.any(random).token;
  for (auto changes = 1 + random() % 3; changes > 0; --changes)
    token[random() % token.size()] = static_cast<std::uint8_t>(random());
  return token;
}

// One in, one out, or two exchanged.
Bytes octetsMoved(const Hall& hall, Random& random) {
  auto token = hall.any(random).token;
  const auto at = token.begin() + static_cast<std::ptrdiff_t>(random() % (token.size() - 1));
  switch (random() % 3) {
    case 0:
      token.insert(at, static_cast<std::uint8_t>(random()));
      break;
    case 1:
      token.erase(at);
      break;
    case 2:
      std::swap(*at, *(at + 1));
      break;
  }
  return token;
}

Bytes truncated(const Hall& hall, Random& random) {
  auto token = hall.any(random).token;
  token.resize(random() % token.size());
  return token;
}

Bytes extended(const Hall& hall, Random& random) {
  auto token = hall.any(random).token;
  for (auto more = 1 + random() % 64; more > 0; --more) token.push_back(static_cast<std::uint8_t>(random()));
  return token;
}

// --- parts and claims

Bytes partsExchanged(const Hall& hall, Random& random) {
  return assembled(hall.any(random).headers, hall.any(random).payload, hall.any(random).signature);
}

Bytes withClaims(const Issued& from, const seal::Claims& claims) {
  return assembled(from.headers, seal::encodeClaims(claims), from.signature);
}

// This copy's serial on another page, or on another document.
Bytes serialReplayed(const Hall& hall, Random& random) {
  const auto &from = hall.any(random), &other = hall.any(random);
  auto claims = other.claims;
  claims.cti = from.claims.cti;
  if (random() % 2) claims = from.claims, claims.page = 3 - claims.page;
  return withClaims(random() % 2 ? from : other, claims);
}

Bytes statusExchanged(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  auto claims = from.claims;
  claims.status = {static_cast<std::uint32_t>(random() % 3),
                   static_cast<std::uint32_t>(random() % (1u << 20))};
  return withClaims(from, claims);
}

Bytes claimChanged(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  auto claims = from.claims;
  switch (random() % 5) {
    case 0:
      claims.digest[random() % 16] ^= static_cast<std::uint8_t>(1 + random() % 255);
      break;
    case 1:
      claims.exp = kNow + static_cast<std::int64_t>(random() % 1'000'000);
      break;
    case 2:
      claims.iat += 1 + static_cast<std::int64_t>(random() % 1'000);
      break;
    case 3:
      claims.holder = "王*" + std::to_string(random() % 10);
      break;
    case 4:
      claims.process = "ZD";
      break;
  }
  return withClaims(from, claims);
}

// --- keys and algorithms

static Bytes forgedClaims(const Hall& hall, Random& random) {
  auto claims = hall.any(random).claims;
  claims.digest[0] ^= static_cast<std::uint8_t>(1 + random() % 255);
  return seal::encodeClaims(claims);
}

// Under its own kid, or under the hall's.
Bytes strangersKey(const Hall& hall, Random& random) {
  const auto& stranger = hall.strangers[random() % hall.strangers.size()];
  const auto& named = random() % 2 ? hall.keys[random() % hall.keys.size()].kid() : stranger.kid();
  return signedWith(stranger, headersWith(static_cast<std::int64_t>(stranger.algorithm()), named),
                    forgedClaims(hall, random));
}

// Every signature under every kid and every alg.
Bytes algorithmsConfused(const Hall& hall, Random& random) {
  constexpr std::array<std::int64_t, 12> kNamed{-19, -9, -8, -7, -65537, -16, -35, -37, -44, 5, 0, -48};
  const auto& from = hall.any(random);
  const auto headers =
      headersWith(kNamed[random() % kNamed.size()], hall.keys[random() % hall.keys.size()].kid());
  if (random() % 2) return assembled(headers, from.payload, from.signature);
  return signedWith(hall.strangers[random() % hall.strangers.size()], headers, from.payload);
}

// Signed by the right key, but no page: a status list's claims.
Bytes otherDocumentsOfTheHall(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  seal::StatusList list{.list = 0, .iat = kNow, .ttl_seconds = 3600, .bits = Bytes(1 + random() % 64, 0)};
  const auto token = seal::signStatusList(list, hall.keys[from.key]).value();
  const auto parts = seal::parseCoseSign1(token).value();
  if (random() % 2) return token;
  return assembled(from.headers, copyOf(parts.payload), copyOf(parts.signature));
}

}  // namespace forgery
