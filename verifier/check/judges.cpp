#include <algorithm>

#include "domain/printout.hpp"
#include "hall_api/client.hpp"
#include "seal/verify.hpp"
#include "verifier/check/checks.hpp"

namespace verifier {
namespace {

using domain::SealState;
using domain::StatusState;

SealState sealStateOf(seal::Outcome outcome) {
  switch (outcome) {
    case seal::Outcome::genuine:
      return SealState::genuine;
    case seal::Outcome::altered:
      return SealState::altered;
    case seal::Outcome::unknown_key:
      return SealState::unknown_key;
    case seal::Outcome::key_revoked:
      return SealState::key_revoked;
    case seal::Outcome::not_a_hall_seal:
      return SealState::not_a_hall_seal;
  }
  return SealState::not_a_hall_seal;
}

StatusState statusStateOf(seal::EntryStatus status) {
  switch (status) {
    case seal::EntryStatus::valid:
      return StatusState::valid;
    case seal::EntryStatus::voided:
      return StatusState::voided;
    case seal::EntryStatus::suspended:
      return StatusState::suspended;
    case seal::EntryStatus::superseded:
      return StatusState::superseded;
  }
  return StatusState::unknown;
}

// The newest list of that number: a desk may hold several fetched one after another.
const seal::StatusList* listFor(std::uint32_t number, const std::vector<seal::StatusList>& lists) {
  const seal::StatusList* newest = nullptr;
  for (const auto& list : lists)
    if (list.list == number && (!newest || list.iat > newest->iat)) newest = &list;
  return newest;
}

// A list past its ttl says nothing about today, not even that a paper was void: it only says of when it is.
// An expiry the seal itself carries needs no list.
void takeStatus(const seal::Claims& claims, const OfflineFacts& facts, domain::Verdict& verdict) {
  const bool expired = claims.exp && facts.now >= *claims.exp;
  if (const auto* list = listFor(claims.status.list, facts.lists)) {
    verdict.status_as_of = list->iat;
    const auto entry = list->at(claims.status.index);
    if (entry && list->freshAt(facts.now)) verdict.status = statusStateOf(*entry);
  }
  if (expired && (verdict.status == StatusState::valid || verdict.status == StatusState::unknown))
    verdict.status = StatusState::expired;
}

void takeClaims(const seal::Claims& claims, api::Verification& out) {
  out.serial = base::toHex(claims.cti);
  out.short_serial = domain::shortSerial(out.serial);
  out.process_code = claims.process;
  out.holder = claims.holder;
  out.page = claims.page;
  out.pages = claims.pages;
  out.issued_at = claims.iat;
  out.expires_at = claims.exp;
}

api::Verification judgeWith(const seal::Verifier& verifier, const std::string& carrier,
                            const OfflineFacts& facts) {
  const auto checked = verifier.verifyCarrier(carrier, facts.now);
  api::Verification out;
  out.verdict.seal = sealStateOf(checked.outcome);
  out.verdict.seal_detail = checked.reason;
  if (checked.claims) {
    takeClaims(*checked.claims, out);
    takeStatus(*checked.claims, facts, out.verdict);
  }
  if (!checked.host.empty() && !facts.hall_host.empty() && checked.host != facts.hall_host)
    out.verdict.foreign_host = checked.host;
  return out;
}

}  // namespace

api::Verification judgeOffline(const std::string& carrier, const OfflineFacts& facts) {
  return judgeWith(seal::Verifier(facts.keys), carrier, facts);
}

Judge offlineJudge(OfflineFacts facts) {
  return [verifier = seal::Verifier(facts.keys), facts = std::move(facts)](const std::string& carrier) {
    return base::Result<api::Verification>(judgeWith(verifier, carrier, facts));
  };
}

Judge onlineJudge(api::HallClient& hall, std::string token) {
  return
      [&hall, token = std::move(token)](const std::string& carrier) { return hall.verify({carrier}, token); };
}

}  // namespace verifier
