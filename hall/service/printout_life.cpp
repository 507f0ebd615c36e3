// Service: what kiosks report of a copy, and voiding it.
#include <fmt/format.h>

#include <algorithm>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"

namespace hall {
namespace {

using domain::KioskAction;
using domain::PrintoutState;

constexpr int kLongestDetail = 500;  // a handful of IPP reasons
constexpr std::size_t kLongestUuid = 64;

base::Status checkTexts(const api::PrintoutEvent& event) {
  if (auto detail = checkText(event.detail, domain::FieldKind::paragraph, kLongestDetail, "/detail"); !detail)
    return base::fail(detail.error());
  if (event.job_uuid.size() > kLongestUuid)
    return base::fail("field_too_long", "/job_uuid", "the text is too long", {"64"});
  return {};
}

// A printer's word counts only with the sheets to it, and for the job that was sent. Out of 'unknown' a
// person decides.
base::Status checkProof(store::Connection& connection, const store::PrintoutRow& copy,
                        const api::PrintoutEvent& event) {
  if (event.state != PrintoutState::printed || copy.state != PrintoutState::sent) return {};
  if (event.impressions != copy.pages)
    return base::fail("printout_not_proven", "/impressions",
                      fmt::format("{} of {} pages were proven printed", event.impressions, copy.pages));
  for (const auto& earlier : store::eventsOf(connection, copy.serial))
    if (!earlier.job_uuid.empty() && earlier.job_uuid != event.job_uuid)
      return base::fail("printout_not_proven", "/job_uuid",
                        "this is not the job that the copy was sent with");
  return {};
}

// The case moves on with its copy: print is done by a printed one, collect by a collected one.
base::Status moveCase(store::Connection& connection, Catalogue& catalogue, const store::PrintoutRow& copy,
                      KioskAction action, base::UnixSeconds now) {
  auto open = openCase(connection, catalogue, copy.case_id);
  if (!open) return base::fail(open.error());
  const auto* node = printingNode(open->process());
  const auto* row = node ? rowWithId(open->nodes, node->id) : nullptr;
  if (!row || row->state != api::NodeState::active || open->row.state != api::CaseState::running) return {};
  const auto done = actionsDone(open->actions, node->id);
  if (done.size() < node->actions.size() && node->actions[done.size()] == action)
    finishAction(connection, *open, node->id, action, copy.device, now);
  return {};
}

}  // namespace

base::Status Service::Body::report(store::Connection& connection, const std::string& reporter,
                                   store::PrintoutRow& copy, const api::PrintoutEvent& event) {
  if (auto good = checkTexts(event); !good) return good;
  if (event.state == copy.state) return {};  // told twice
  const std::string from(domain::nameOf(copy.state));
  const std::string to(domain::nameOf(event.state));
  if (!domain::mayFollow(copy.state, event.state))
    return base::fail("bad_printout_event", "/state", fmt::format("{} does not follow {}", to, from),
                      {from, to});
  if (auto proven = checkProof(connection, copy, event); !proven) return proven;
  const auto now = clock.now();
  store::recordEvent(connection, copy.serial,
                     {event.state, event.at, now, reporter, event.job_uuid, event.impressions, event.detail});
  copy.state = event.state;
  audit(connection, "", reporter, "printout_" + to, copy.serial, copy.case_id);
  if (event.state == PrintoutState::printed)
    return moveCase(connection, *catalogue, copy, KioskAction::print, now);
  if (event.state == PrintoutState::collected)
    return moveCase(connection, *catalogue, copy, KioskAction::collect, now);
  return {};
}

void Service::Body::voidCopy(store::Connection& connection, const std::string& reporter,
                             const store::PrintoutRow& copy, const std::string& reason) {
  const auto now = clock.now();
  store::recordEvent(connection, copy.serial, {PrintoutState::voided, now, now, reporter, "", 0, reason});
  audit(connection, "", reporter, "printout_void", copy.serial, reason);
}

base::Status Service::reportPrintout(const DeviceIdentity& device, const std::string& serial,
                                     const api::PrintoutEvent& event, const std::string& idempotency_key) {
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    const Asked asked{idempotency_key, "event " + serial, device.name, api::toJson(event)};
    return onceDone(connection, asked, body_->clock.now(), [&]() -> base::Status {
      auto copy = store::printoutWithSerial(connection, serial);
      if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
      if (copy->device != device.name)
        return base::fail("printout_other_device", "serial", "another kiosk prints this copy");
      return body_->report(connection, device.name, *copy, event);
    });
  });
}

base::Status Service::voidPrintout(const std::string& serial, const std::string& reason,
                                   const std::string& who) {
  const auto why = checkText(reason, domain::FieldKind::text, 200, "/reason");
  if (!why) return base::fail(why.error());
  if (why->empty()) return base::fail("reason_required", "/reason", "voiding a copy needs its reason");
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    const auto copy = store::printoutWithSerial(connection, serial);
    if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
    if (copy->state != PrintoutState::voided) body_->voidCopy(connection, who, *copy, *why);
    return {};
  });
}

}  // namespace hall
