// The text of a scanned code.
#include "seal/carrier.hpp"

#include "hall.hpp"

FUZZ_TARGET(carrier) {
  static const seal::Verifier verifier(fuzz::keySet());
  const auto text = base::textOf(input);
  const auto carried = seal::fromCarrier(text);
  const auto verdict = verifier.verifyCarrier(text, fuzz::kNow);
  fuzz::requireSoundVerdict(verdict, carried ? carried->token : base::Bytes{});
  if (!carried) {
    fuzz::requireSentence(carried.error());
    fuzz::require(verdict.outcome == seal::Outcome::not_a_hall_seal, "what is no carrier is no hall seal");
    return;
  }
  fuzz::require(verdict.host == carried->host, "the host named is the host reported");
  const auto written = seal::toCarrier(carried->token, carried->host);
  const auto again = seal::fromCarrier(carried->host.empty() ? written.payload : written.text());
  fuzz::require(again && again->token == carried->token && again->host == carried->host,
                "a carrier written anew says the same");
}
