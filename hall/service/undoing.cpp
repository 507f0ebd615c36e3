// Service: a receiver takes a decision back.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "hall/service/body.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"

namespace hall {
namespace {

using api::NodeState;

std::optional<std::int64_t> seqOf(const std::string& receipt_id) {
  std::int64_t seq = 0;
  const auto* end = receipt_id.data() + receipt_id.size();
  const auto read = std::from_chars(receipt_id.data(), end, seq);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return seq;
}

base::Status mayUndo(const store::ReceiptRow& receipt, const DeviceIdentity& device,
                     const api::Person& receiver, base::UnixSeconds now) {
  if (receipt.receiver != receiver.account || !decidedAt(receipt, device))
    return base::fail("undo_other_receiver", "receipt_id", "somebody else decided this, or at another office",
                      {receipt.office});
  if (receipt.undone_at != 0)
    return base::fail("undone_already", "receipt_id", "the decision was taken back before");
  if (now > receipt.at + kUndo_s) return base::fail("undo_too_late", "receipt_id", "ten minutes have passed");
  return {};
}

// Whether anything that waited for the node has been done, begun or decided meanwhile, or the case has ended
// another way.
bool movedOn(store::Connection& connection, OpenCase& open, const std::string& node_id) {
  if (open.row.state != api::CaseState::running && open.row.state != api::CaseState::done) return true;
  const auto later = behind(open.process(), node_id);
  const auto receipts = store::receiptsOfCase(connection, open.row.id);
  return std::any_of(later.begin(), later.end(), [&](const auto& id) {
    const auto* row = rowWithId(open.nodes, id);
    const bool decided = std::any_of(receipts.begin(), receipts.end(), [&](const auto& receipt) {
      return receipt.node_id == id && receipt.undone_at == 0;
    });
    const bool over = row && (row->state == NodeState::done || row->state == NodeState::returned);
    return decided || over || !actionsDone(open.actions, id).empty();
  });
}

}  // namespace

base::Status Service::Body::undo(store::Connection& connection, const DeviceIdentity& device,
                                 const api::Person& receiver, store::ReceiptRow& receipt) {
  const auto now = clock.now();
  if (auto may = mayUndo(receipt, device, receiver, now); !may) return may;
  if (receipt.decision == api::ReceiptDecision::accept) {
    auto open = openCase(connection, *catalogue, receipt.case_id);
    if (!open) return base::fail(open.error());
    if (movedOn(connection, *open, receipt.node_id))
      return base::fail("undo_moved_on", "receipt_id", "the case has gone on since");
    reopenNode(connection, *open, receipt.node_id);
  }
  store::markUndone(connection, receipt, now);
  receipt.undone_at = now;
  receipt.open = false;
  audit(connection, receiver.account, device.name, "undo", receipt.serial,
        fmt::format("{} {}", api::nameOf(receipt.decision), receipt.node_id));
  return {};
}

base::Result<api::Receipt> Service::undo(const DeviceIdentity& device, const std::string& token,
                                         const std::string& receipt_id, const std::string& idempotency_key) {
  const auto person = body_->receiverAt(device, token);
  if (!person) return base::fail(person.error());
  return body_->database->write([&](store::Connection& connection) {
    const Asked asked{idempotency_key, "undo " + receipt_id, person->account, ""};
    return once<api::Receipt>(connection, asked, body_->clock.now(), [&]() -> base::Result<api::Receipt> {
      const auto seq = seqOf(receipt_id);
      auto receipt = seq ? store::receiptWithSeq(connection, *seq) : std::nullopt;
      if (!receipt) return base::fail("receipt_unknown", "receipt_id", "there is no such receipt");
      if (auto undone = body_->undo(connection, device, *person, *receipt); !undone)
        return base::fail(undone.error());
      return body_->shown(connection, *receipt, device, *person);
    });
  });
}

}  // namespace hall
