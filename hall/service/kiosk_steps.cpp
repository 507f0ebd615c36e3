// Service: what an applicant does at a kiosk node, one action after the other.
#include <fmt/format.h>

#include "hall/service/body.hpp"
#include "hall/service/once.hpp"
#include "hall/service/signature.hpp"
#include "hall/service/walk.hpp"

namespace hall {
namespace {

using domain::KioskAction;

base::Status mayAct(const OpenCase& open, const std::string& node_id, KioskAction action) {
  const auto* node = nodeWithId(open.process(), node_id);
  if (!node) return base::fail("node_unknown", "node_id", "the case has no such node");
  if (node->channel != domain::Channel::kiosk)
    return base::fail("node_not_kiosk", "node_id", "this node isn't done at a kiosk");
  const auto done = actionsDone(open.actions, node_id);
  if (contains(done, action)) return base::fail("action_done_already", "/action", "this was done before");
  auto rows = open.nodes;
  if (rowWithId(rows, node_id)->state != api::NodeState::active || open.row.state != api::CaseState::running)
    return base::fail("node_not_active", "node_id", "the case isn't at this node");
  if (!contains(node->actions, action))
    return base::fail("action_unknown_here", "/action", "this node doesn't ask for that");
  if (node->actions.at(done.size()) != action)
    return base::fail("action_out_of_order", "/action", "something else comes first",
                      {std::string(domain::nameOf(node->actions.at(done.size())))});
  // Only a printer's proof finishes print. That the paper was taken, its holder may also say on a later
  // visit.
  if (action == KioskAction::print)
    return base::fail("action_by_printout", "/action", "a printed copy proves this, not a request");
  return {};
}

}  // namespace

base::Status Service::Body::act(store::Connection& connection, const std::string& device, OpenCase& open,
                                const std::string& node_id, const api::StepAction& action) {
  if (auto may = mayAct(open, node_id, action.action); !may) return may;
  const auto now = clock.now();
  if (action.action == KioskAction::sign) {
    if (auto signature = readSignature(action.signature_json); !signature)
      return base::fail(signature.error());
    store::insertSignature(connection, open.row.id, "applicant", action.signature_json, now);
  } else if (!action.signature_json.empty()) {
    return base::fail("signature_not_expected", "/signature_json", "only the action sign takes a signature");
  }
  finishAction(connection, open, node_id, action.action, device, now);
  if (auto fits = layOutAnew(connection, *press, open, now); !fits) return fits;
  audit(connection, open.row.applicant, device, std::string(domain::nameOf(action.action)), open.row.id,
        node_id);
  return {};
}

base::Result<api::Page<api::KioskStep>> Service::mySteps(const std::string& token,
                                                         const std::string& cursor) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  const auto from = cursorOf(cursor);
  if (!from) return base::fail(from.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::KioskStep>> {
    api::Page<api::KioskStep> page;
    for (const auto& waiting : store::kioskNodesOf(connection, person->account, *from, kPageSize)) {
      const auto open = openCase(connection, *body_->catalogue, waiting.of.id);
      if (!open) return base::fail(open.error());
      const auto view = nodeViewOf(*open, waiting.node);
      page.items.push_back({waiting.of.id, view.id, open->process().title, view.title, view.actions,
                            view.actions_done, waiting.of.id});
      if (page.items.size() == kPageSize) page.next = textOf({waiting.of.seq, waiting.node.position});
    }
    return page;
  });
}

base::Result<api::Case> Service::completeAction(const DeviceIdentity& device, const std::string& token,
                                                const std::string& case_id, const std::string& node_id,
                                                const api::StepAction& action,
                                                const std::string& idempotency_key) {
  const auto person = body_->signedIn(token, &device);
  if (!person) return base::fail(person.error());
  if (device.kind != "kiosk") return base::fail("kiosk_only", "", "this is done at a kiosk");
  return body_->database->write([&](store::Connection& connection) {
    const auto route = fmt::format("action {} {}", case_id, node_id);
    return once<api::Case>(connection, {idempotency_key, route, person->account, api::toJson(action)},
                           body_->clock.now(), [&]() -> base::Result<api::Case> {
                             auto open = body_->openOwn(connection, *person, case_id, "case_unknown");
                             if (!open) return base::fail(open.error());
                             if (auto done = body_->act(connection, device.name, *open, node_id, action);
                                 !done)
                               return base::fail(done.error());
                             return viewOf(connection, *open);
                           });
  });
}

}  // namespace hall
