// Service: a receiver takes a paper in, or refuses it.
#include <algorithm>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"
#include "hall/store/acceptances.hpp"

namespace hall {
namespace {

using domain::PrintoutState;

constexpr int kLongestReason = 200;

base::Status checkCopy(const store::PrintoutRow& copy, base::UnixSeconds now) {
  if (copy.state == PrintoutState::voided || copy.state == PrintoutState::failed ||
      copy.state == PrintoutState::abandoned)
    return base::fail("printout_void", "serial", "the copy is void");
  if (copy.expires_at != 0 && now >= copy.expires_at)
    return base::fail("printout_expired", "serial", "the document has expired");
  return {};
}

// The node at which this receiver takes the paper in; the earlier acceptance when he is too late.
class Counter {
 public:
  Counter(const OpenCase& open, const api::Person& receiver, std::vector<std::string> waiting,
          std::vector<domain::Acceptance> acceptances)
      : open_(open),
        receiver_(receiver),
        waiting_(std::move(waiting)),
        acceptances_(std::move(acceptances)) {}

  base::Result<std::string> at(const std::string& wanted, domain::Acceptance* earlier) const {
    return wanted.empty() ? only(earlier) : named(wanted, earlier);
  }

 private:
  bool holds(const std::string& node_id) const {
    return std::any_of(open_.nodes.begin(), open_.nodes.end(), [&](const auto& row) {
      return row.node_id == node_id && mayHandle(receiver_, open_, row);
    });
  }
  bool waits(const std::string& node_id) const {
    return std::find(waiting_.begin(), waiting_.end(), node_id) != waiting_.end();
  }
  static tl::unexpected<base::Error> tooLate(const domain::Acceptance& first, domain::Acceptance* earlier) {
    if (earlier) *earlier = first;
    return base::fail("already_accepted", "", "the paper was taken in before", {first.office});
  }

  base::Result<std::string> named(const std::string& wanted, domain::Acceptance* earlier) const {
    const auto* node = nodeWithId(open_.process(), wanted);
    if (!node || node->channel != domain::Channel::counter)
      return base::fail("node_unknown", "/node_id", "the case has no such counter");
    if (!holds(wanted))
      return base::fail("not_your_post", "/node_id", "another post takes the paper in here");
    for (const auto& acceptance : acceptances_)
      if (acceptance.node_id == wanted) return tooLate(acceptance, earlier);
    if (!waits(wanted))
      return base::fail("not_waiting_here", "/node_id", "the case isn't at this counter yet");
    return wanted;
  }

  base::Result<std::string> only(domain::Acceptance* earlier) const {
    std::vector<std::string> mine;
    for (const auto& node_id : waiting_)
      if (holds(node_id)) mine.push_back(node_id);
    if (mine.size() == 1) return mine.front();
    if (mine.size() > 1)
      return base::fail("node_ambiguous", "/node_id", "several of the receiver's posts wait for it");
    for (const auto& acceptance : acceptances_)  // his own counter's first, then the first of all
      if (holds(acceptance.node_id)) return tooLate(acceptance, earlier);
    if (!acceptances_.empty()) return tooLate(acceptances_.front(), earlier);
    return base::fail("not_waiting_here", "", "no counter of this receiver waits for the paper");
  }

  const OpenCase& open_;
  const api::Person& receiver_;
  std::vector<std::string> waiting_;
  std::vector<domain::Acceptance> acceptances_;
};

}  // namespace

base::Result<domain::Acceptance> Service::Body::receive(
    store::Connection& connection, const DeviceIdentity& device, const api::Person& receiver,
    const store::PrintoutRow& row, const api::AcceptanceRequest& request, domain::Acceptance* earlier) {
  auto copy = row;
  const auto now = clock.now();
  const auto reason = checkText(request.reason, domain::FieldKind::text, kLongestReason, "/reason");
  if (!reason) return base::fail(reason.error());
  if (!request.accept && reason->empty())
    return base::fail("reason_required", "/reason", "a refusal needs its reason");
  if (auto usable = checkCopy(copy, now); !usable) return base::fail(usable.error());
  auto open = openCase(connection, *catalogue, copy.case_id);
  if (!open) return base::fail(open.error());
  const auto node = Counter(*open, receiver, countersWaiting(*open, copy),
                            store::acceptancesOfCase(connection, copy.case_id))
                        .at(request.node_id, earlier);
  if (!node) return base::fail(node.error());
  auto* waiting = rowWithId(open->nodes, *node);
  const auto office = device.office.empty() ? waiting->office : device.office;
  const store::Receipt receipt{
      {copy.serial, *node, office, receiver.name, now}, copy.case_id, receiver.account, device.name, *reason};
  audit(connection, receiver.account, device.name, request.accept ? "accept" : "refuse", copy.serial, *node);
  if (!request.accept) {
    store::insertRefusal(connection, receipt);
    return receipt.acceptance;
  }
  if (copy.state == PrintoutState::printed) {  // the paper lies on the desk: it was taken out of the kiosk
    const api::PrintoutEvent collected{PrintoutState::collected, now, "", 0, ""};
    if (auto told = report(connection, device.name, copy, collected); !told) return base::fail(told.error());
    open = openCase(connection, *catalogue, copy.case_id);
    if (!open) return base::fail(open.error());
    waiting = rowWithId(open->nodes, *node);
  }
  store::insertAcceptance(connection, receipt);
  waiting->handler = receiver.account;
  waiting->handler_name = receiver.name;
  waiting->office = office;
  finishNode(connection, *open, *node, now);
  return receipt.acceptance;
}

base::Result<domain::Acceptance> Service::accept(const DeviceIdentity& device, const std::string& token,
                                                 const std::string& serial,
                                                 const api::AcceptanceRequest& request,
                                                 const std::string& idempotency_key,
                                                 domain::Acceptance* earlier) {
  const auto person = body_->signedIn(token, &device);
  if (!person) return base::fail(person.error());
  if (device.kind != "desk") return base::fail("desk_only", "", "papers are taken in at a desk");
  return body_->database->write([&](store::Connection& connection) {
    const Asked asked{idempotency_key, "accept " + serial, person->account, api::toJson(request)};
    return once<domain::Acceptance>(
        connection, asked, body_->clock.now(), [&]() -> base::Result<domain::Acceptance> {
          const auto copy = store::printoutWithSerial(connection, serial);
          if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
          return body_->receive(connection, device, *person, *copy, request, earlier);
        });
  });
}

}  // namespace hall
