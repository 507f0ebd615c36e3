// Service: what it says about a paper, and the keys and lists by which others can tell without asking.
#include <algorithm>

#include "hall/service/body.hpp"
#include "hall/service/jwks.hpp"
#include "hall/service/walk.hpp"
#include "hall/store/people.hpp"
#include "seal/verify.hpp"

namespace hall {
namespace {

using domain::AcceptanceState;
using domain::PrintoutState;
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
  return SealState::unreadable;
}

StatusState statusOf(const store::PrintoutRow& copy, base::UnixSeconds now) {
  switch (copy.state) {
    case PrintoutState::voided:
    case PrintoutState::failed:
    case PrintoutState::abandoned:
      return StatusState::voided;
    case PrintoutState::requested:
    case PrintoutState::sealed:
    case PrintoutState::sent:
    case PrintoutState::printed:
    case PrintoutState::collected:
    case PrintoutState::unknown:
      break;
  }
  return copy.expires_at != 0 && now >= copy.expires_at ? StatusState::expired : StatusState::valid;
}

// Who asks: the public (no device), a desk nobody signed in at, or a receiver.
struct Viewer {
  const DeviceIdentity* device = nullptr;
  std::optional<api::Person> person;
};

bool holdsPost(const Viewer& viewer, const OpenCase& open, const std::string& node_id) {
  auto nodes = open.nodes;
  const auto* row = rowWithId(nodes, node_id);
  return viewer.person && row && mayHandle(*viewer.person, open, *row);
}

AcceptanceState acceptanceFor(const Viewer& viewer, const OpenCase& open,
                              const std::vector<std::string>& waiting,
                              const std::vector<domain::Acceptance>& acceptances) {
  const bool here = viewer.device && !viewer.device->office.empty() &&
                    std::any_of(acceptances.begin(), acceptances.end(),
                                [&](const auto& one) { return one.office == viewer.device->office; });
  const bool waits_for_viewer = std::any_of(waiting.begin(), waiting.end(), [&](const auto& node) {
    return viewer.person ? holdsPost(viewer, open, node) : !here;
  });
  if (waits_for_viewer || acceptances.empty()) return AcceptanceState::free;
  return here ? AcceptanceState::accepted_here : AcceptanceState::accepted_elsewhere;
}

void describeCopy(const store::PrintoutRow& copy, const OpenCase& open, base::UnixSeconds now,
                  api::Verification& out) {
  out.serial = copy.serial;
  out.short_serial = domain::shortSerial(copy.serial);
  out.process_code = open.row.process_code;
  out.title = open.process().title;
  out.pages = copy.pages;
  out.issued_at = copy.sealed_at;
  if (copy.expires_at != 0) out.expires_at = copy.expires_at;
  out.verdict.status = statusOf(copy, now);
  out.verdict.status_as_of = now;
}

// What is left to this office, or to this receiver, and nobody has decided yet.
std::vector<api::Receipt> openReceipts(store::Connection& connection, const Viewer& viewer,
                                       const store::PrintoutRow& copy, const OpenCase& open,
                                       base::UnixSeconds now) {
  std::vector<api::Receipt> out;
  for (const auto& row : store::receiptsOfCase(connection, copy.case_id)) {
    const bool mine = decidedAt(row, *viewer.device) || row.colleague == viewer.person->account;
    if (row.open && row.serial == copy.serial && mine)
      out.push_back(viewOf(row, open, *viewer.device, *viewer.person, now));
  }
  return out;
}

// Adds what only the hall knows: the acceptance line, and for devices who waits for the paper. Who handled
// it, whose it is and its case are for receivers of the posts that take the case's papers in.
void describeReceipt(store::Connection& connection, const Viewer& viewer, const store::PrintoutRow& copy,
                     const OpenCase& open, base::UnixSeconds now, api::Verification& out) {
  const bool handles = viewer.person && receives(*viewer.person, open);
  const auto waiting = countersWaiting(open, copy);
  auto acceptances = store::acceptancesOfCase(connection, copy.case_id);
  out.verdict.acceptance = acceptanceFor(viewer, open, waiting, acceptances);
  if (!handles)
    for (auto& acceptance : acceptances) acceptance.receiver_name.clear();
  out.verdict.acceptances = std::move(acceptances);
  out.holder = copy.holder;
  if (!viewer.device) return;
  auto nodes = open.nodes;
  for (const auto& id : waiting) out.waiting.push_back(nodeViewOf(open, *rowWithId(nodes, id)));
  if (viewer.person) out.open = openReceipts(connection, viewer, copy, open, now);
  if (!handles) return;
  out.case_id = copy.case_id;
  if (const auto account = store::accountNamed(connection, open.row.applicant))
    out.holder = account->person.name;
}

}  // namespace

std::vector<std::string> countersWaiting(const OpenCase& open, const store::PrintoutRow& copy) {
  auto nodes = open.nodes;
  const auto doneOrInHand = [&](const std::string& id) {
    const auto* row = rowWithId(nodes, id);
    if (!row || row->state == api::NodeState::done) return row != nullptr;
    const auto* node = nodeWithId(open.process(), id);
    if (!node || row->state != api::NodeState::active || copy.state != PrintoutState::printed) return false;
    const auto done = actionsDone(open.actions, id);
    return done.size() + 1 == node->actions.size() && node->actions.back() == domain::KioskAction::collect;
  };
  std::vector<std::string> out;
  if (open.row.state != api::CaseState::running) return out;
  for (const auto& node : open.process().nodes) {
    const auto* row = rowWithId(nodes, node.id);
    if (node.channel != domain::Channel::counter || !row || row->state == api::NodeState::done) continue;
    if (std::all_of(node.after.begin(), node.after.end(), doneOrInHand)) out.push_back(node.id);
  }
  return out;
}

base::Result<api::Verification> Service::verify(const std::optional<DeviceIdentity>& device,
                                                const std::string& token,
                                                const api::VerificationRequest& request) {
  const auto now = body_->clock.now();
  Viewer viewer{device ? &*device : nullptr, std::nullopt};
  if (device && !token.empty()) {
    auto person = body_->signedIn(token, &*device);
    if (!person) return base::fail(person.error());
    viewer.person = std::move(*person);
  }
  const auto keys = body_->keys->current(now);
  if (!keys) return base::fail(keys.error());
  const auto checked = (*keys)->verifier.verifyCarrier(request.carrier, now);
  api::Verification out;
  out.verdict.seal = sealStateOf(checked.outcome);
  out.verdict.seal_detail = checked.outcome == seal::Outcome::genuine ? "" : checked.reason;
  if (!checked.host.empty() && checked.host != body_->settings.public_host)
    out.verdict.foreign_host = checked.host;
  const bool signed_by_us =
      checked.outcome == seal::Outcome::genuine || checked.outcome == seal::Outcome::key_revoked;
  if (!signed_by_us || !checked.claims) return out;
  out.page = checked.claims->page;
  const auto serial = base::toHex(checked.claims->cti);
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Verification> {
    const auto copy = store::printoutWithSerial(connection, serial);
    if (!copy) return out;  // ours by its seal, yet not in this database: status and acceptance stay unknown
    const auto open = openCase(connection, *body_->catalogue, copy->case_id);
    if (!open) return base::fail(open.error());
    describeCopy(*copy, *open, now, out);
    describeReceipt(connection, viewer, *copy, *open, now, out);
    return out;
  });
}

base::Result<api::Verification> Service::publicStatus(const std::string& serial) {
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Verification> {
    const auto copy = domain::isSerial(serial) ? store::printoutWithSerial(connection, serial) : std::nullopt;
    if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
    const auto open = openCase(connection, *body_->catalogue, copy->case_id);
    if (!open) return base::fail(open.error());
    api::Verification out;
    out.verdict.seal_detail = "seal_not_shown";  // a serial alone proves nothing about the paper
    describeCopy(*copy, *open, body_->clock.now(), out);
    const auto acceptances = store::acceptancesOfCase(connection, copy->case_id);
    out.verdict.acceptance = acceptanceFor({}, *open, countersWaiting(*open, *copy), acceptances);
    return out;
  });
}

base::Result<base::Bytes> Service::keySet() {
  const auto current = body_->keys->current(body_->clock.now());
  if (!current) return base::fail(current.error());
  return (*current)->signed_set;
}

base::Result<std::string> Service::jwks() {
  const auto current = body_->keys->current(body_->clock.now());
  if (!current) return base::fail(current.error());
  return toJwks((*current)->set, body_->clock.now());
}

base::Result<base::Bytes> Service::statusList(std::uint32_t list) {
  return body_->status.get(list, *body_->database, *body_->keys, body_->clock.now());
}

}  // namespace hall
