// Service: what waits for a handler, and his decision.
#include <fmt/format.h>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

constexpr int kLongestOpinion = 60;             // what a signature box holds in a readable size
constexpr const char* kPlainApproval = "同意";  // what is printed where the handler wrote nothing

const api::Post* postFor(const api::Person& person, const store::NodeRow& node) {
  for (const auto& post : person.posts)
    if (post.code == node.post && (node.unit.empty() || node.unit == post.unit)) return &post;
  return nullptr;
}

base::Status mayDecide(const api::Person& handler, const OpenCase& open, const store::NodeRow& row) {
  if (row.channel != domain::Channel::online)
    return base::fail("node_not_online", "node_id", "this node isn't decided online");
  if (!mayHandle(handler, open, row))
    return base::fail("not_your_post", "node_id", "another post decides here");
  if (row.state != api::NodeState::active || open.row.state != api::CaseState::running)
    return base::fail("node_not_active", "node_id", "the case isn't at this node");
  return {};
}

base::Result<std::string> opinionOf(const api::Decision& decision) {
  auto text = checkText(decision.opinion, domain::FieldKind::text, kLongestOpinion, "/opinion");
  if (!text || !text->empty()) return text;
  if (!decision.approve) return base::fail("opinion_required", "/opinion", "a return needs its reason");
  return std::string(kPlainApproval);
}

}  // namespace

base::Status Service::Body::decide(store::Connection& connection, const api::Person& handler, OpenCase& open,
                                   const std::string& node_id, const api::Decision& decision) {
  auto* row = rowWithId(open.nodes, node_id);
  if (!row) return base::fail("node_unknown", "node_id", "the case has no such node");
  if (auto may = mayDecide(handler, open, *row); !may) return may;
  const auto opinion = opinionOf(decision);
  if (!opinion) return base::fail(opinion.error());
  const auto* post = postFor(handler, *row);
  const auto now = clock.now();
  row->handler = handler.account;
  row->handler_name = handler.name;
  row->handler_post = post->title.zh;
  if (row->office.empty()) row->office = post->unit;
  row->opinion = *opinion;
  audit(connection, handler.account, "", decision.approve ? "approve" : "return", open.row.id, node_id);
  if (!decision.approve) {
    row->state = api::NodeState::returned;
    row->done_at = now;
    store::updateNode(connection, open.row.id, *row);
    open.row.state = api::CaseState::returned;
    store::setCaseState(connection, open.row.id, open.row.state);
    return {};
  }
  finishNode(connection, open, node_id, now);
  auto fits = layOutAnew(connection, *press, open, now);
  if (!fits && fits.error().place == node_id) fits.error().place = "/opinion";
  return fits;
}

base::Result<api::Page<api::Task>> Service::myTasks(const std::string& token, const std::string& cursor) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  const auto from = cursorOf(cursor);
  if (!from) return base::fail(from.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::Task>> {
    api::Page<api::Task> page;
    const auto waiting = store::tasksOf(connection, person->posts, *from, kPageSize);
    for (const auto& [of, node] : waiting) {
      const auto open = openCase(connection, *body_->catalogue, of.id);
      if (!open) return base::fail(open.error());
      if (!mayHandle(*person, *open, node)) continue;  // his own case
      const auto applicant = store::accountNamed(connection, of.applicant);
      page.items.push_back({of.id, node.node_id, open->process().title, nodeViewOf(*open, node).title,
                            applicant ? applicant->person.name : "", node.since});
    }
    if (waiting.size() == kPageSize)
      page.next = textOf({waiting.back().of.seq, waiting.back().node.position});
    return page;
  });
}

base::Result<api::Case> Service::decide(const std::string& token, const std::string& case_id,
                                        const std::string& node_id, const api::Decision& decision,
                                        const std::string& idempotency_key) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  return body_->database->write([&](store::Connection& connection) {
    const auto route = fmt::format("decide {} {}", case_id, node_id);
    return once<api::Case>(connection, {idempotency_key, route, person->account, api::toJson(decision)},
                           body_->clock.now(), [&]() -> base::Result<api::Case> {
                             auto open = body_->openFor(connection, *person, case_id);
                             if (!open) return base::fail(open.error());
                             if (auto done = body_->decide(connection, *person, *open, node_id, decision);
                                 !done)
                               return base::fail(done.error());
                             return viewOf(connection, *open);
                           });
  });
}

}  // namespace hall
