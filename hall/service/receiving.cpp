// Service: a receiver decides about a paper.
#include <algorithm>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

using api::ReceiptDecision;
using domain::PrintoutState;

constexpr int kLongestReason = 200;
constexpr std::int64_t kClockSkew_s = 5 * 60;    // of a desk that had no network to set its clock by
constexpr std::int64_t kOldest_s = 30 * 86'400;  // what a desk may bring later: a holiday and its eve

base::Status checkCopy(const store::PrintoutRow& copy, base::UnixSeconds decided) {
  if (copy.state == PrintoutState::voided || copy.state == PrintoutState::failed ||
      copy.state == PrintoutState::abandoned)
    return base::fail("printout_void", "serial", "the copy is void");
  if (copy.expires_at != 0 && decided >= copy.expires_at)
    return base::fail("printout_expired", "serial", "the document has expired");
  return {};
}

base::Status checkTime(const std::optional<base::UnixSeconds>& decided_at, base::UnixSeconds now) {
  if (!decided_at || (*decided_at <= now + kClockSkew_s && *decided_at >= now - kOldest_s)) return {};
  return base::fail("decided_at_bad", "/decided_at",
                    "the time lies ahead of the hall's, or over 30 days back");
}

// What the request says by itself: decision, reason, colleague, time.
base::Result<store::ReceiptRow> rowOf(store::Connection& connection, const DeviceIdentity& device,
                                      const api::Person& receiver, const api::ReceiptRequest& request,
                                      base::UnixSeconds now) {
  const auto reason = checkText(request.reason, domain::FieldKind::text, kLongestReason, "/reason");
  if (!reason) return base::fail(reason.error());
  const bool asks = request.decision == ReceiptDecision::ask;
  if (reason->empty() && (asks || request.decision == ReceiptDecision::refuse))
    return base::fail("reason_required", "/reason", "a refusal needs its reason, a colleague the question");
  if (!asks && !request.colleague.empty())
    return base::fail("colleague_not_expected", "/colleague", "only a question goes to a colleague");
  if (auto good = checkTime(request.decided_at, now); !good) return base::fail(good.error());
  store::ReceiptRow row;
  row.decision = request.decision;
  row.reason = *reason;
  row.receiver = receiver.account;
  row.receiver_name = receiver.name;
  row.device = device.name;
  row.at = now;
  row.decided_at = request.decided_at.value_or(0);
  if (!asks) return row;
  const auto colleague = store::colleagueOf(connection, receiver, device.office, request.colleague);
  if (!colleague)
    return base::fail("colleague_unknown", "/colleague", "this is none of the receiver's colleagues");
  row.colleague = colleague->account;
  row.colleague_name = colleague->name;
  return row;
}

// The node at which this receiver decides; the earlier acceptance when he is too late.
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
  tl::unexpected<base::Error> tooLate(const domain::Acceptance& first, domain::Acceptance* earlier) const {
    if (earlier) *earlier = first;
    if (earlier && !receives(receiver_, open_)) earlier->receiver_name.clear();
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

base::Result<store::ReceiptRow> Service::Body::receive(
    store::Connection& connection, const DeviceIdentity& device, const api::Person& receiver,
    const store::PrintoutRow& copy, const api::ReceiptRequest& request, domain::Acceptance* earlier) {
  const auto now = clock.now();
  auto receipt = rowOf(connection, device, receiver, request, now);
  if (!receipt) return receipt;
  // What was accepted in time stays accepted, even if the network brings it later.
  const auto decided = std::min(now, request.decided_at.value_or(now));
  if (auto usable = checkCopy(copy, decided); !usable) return base::fail(usable.error());
  auto open = openCase(connection, *catalogue, copy.case_id);
  if (!open) return base::fail(open.error());
  const auto node = Counter(*open, receiver, countersWaiting(*open, copy),
                            store::acceptancesOfCase(connection, copy.case_id))
                        .at(request.node_id, earlier);
  if (!node) return base::fail(node.error());
  const auto applicant = store::accountNamed(connection, open->row.applicant);
  receipt->serial = copy.serial;
  receipt->case_id = copy.case_id;
  receipt->node_id = *node;
  receipt->process_code = open->row.process_code;
  receipt->holder = applicant ? applicant->person.name : "";
  receipt->office = device.office.empty() ? rowWithId(open->nodes, *node)->office : device.office;
  store::insertReceipt(connection, *receipt);
  audit(connection, receiver.account, device.name, std::string(api::nameOf(receipt->decision)), copy.serial,
        *node);
  if (receipt->decision == ReceiptDecision::accept)
    if (auto done = complete(connection, device, copy, *receipt); !done) return base::fail(done.error());
  return receipt;
}

// The acceptance's counter node is done. The paper lies on the desk: it was taken out of the kiosk.
base::Status Service::Body::complete(store::Connection& connection, const DeviceIdentity& device,
                                     const store::PrintoutRow& row, const store::ReceiptRow& receipt) {
  auto copy = row;
  const api::PrintoutEvent collected{PrintoutState::collected, receipt.at, "", 0, ""};
  if (copy.state == PrintoutState::printed)
    if (auto told = report(connection, device.name, copy, collected); !told) return told;
  auto open = openCase(connection, *catalogue, copy.case_id);
  if (!open) return base::fail(open.error());
  auto* node = rowWithId(open->nodes, receipt.node_id);
  node->handler = receipt.receiver;
  node->handler_name = receipt.receiver_name;
  node->office = receipt.office;
  finishNode(connection, *open, receipt.node_id, receipt.at);
  return {};
}

base::Result<api::Person> Service::Body::receiverAt(const DeviceIdentity& device, const std::string& token) {
  auto person = signedIn(token, &device);
  if (!person) return person;
  if (device.kind != "desk") return base::fail("desk_only", "", "papers are taken in at a desk");
  if (person->posts.empty()) return base::fail("not_your_post", "", "who takes papers in holds a post");
  return person;
}

base::Result<api::Receipt> Service::receive(const DeviceIdentity& device, const std::string& token,
                                            const std::string& serial, const api::ReceiptRequest& request,
                                            const std::string& idempotency_key, domain::Acceptance* earlier) {
  const auto person = body_->receiverAt(device, token);
  if (!person) return base::fail(person.error());
  return body_->database->write([&](store::Connection& connection) {
    const Asked asked{idempotency_key, "receive " + serial, person->account, api::toJson(request)};
    return once<api::Receipt>(connection, asked, body_->clock.now(), [&]() -> base::Result<api::Receipt> {
      const auto copy = store::printoutWithSerial(connection, serial);
      if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
      const auto receipt = body_->receive(connection, device, *person, *copy, request, earlier);
      if (!receipt) return base::fail(receipt.error());
      return body_->shown(connection, *receipt, device, *person);
    });
  });
}

}  // namespace hall
