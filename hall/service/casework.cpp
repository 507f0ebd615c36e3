#include "hall/service/casework.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "hall/service/walk.hpp"
#include "hall/store/people.hpp"

namespace hall {

using api::NodeState;

base::Result<OpenCase> openCase(store::Connection& connection, Catalogue& catalogue, const std::string& id) {
  auto row = store::caseWithId(connection, id);
  if (!row) return base::fail("case_unknown", "case_id", "there is no such case");
  auto version = catalogue.of(connection, *row);
  if (!version) return base::fail(version.error());
  return OpenCase{*row, *version, store::nodesOf(connection, id), store::actionsOf(connection, id)};
}

CaseFacts factsOf(store::Connection& connection, const OpenCase& open) {
  CaseFacts facts;
  facts.row = open.row;
  facts.fields = store::fieldsOf(connection, open.row.id);
  facts.nodes = open.nodes;
  facts.signatures = store::signaturesOf(connection, open.row.id);
  if (auto account = store::accountNamed(connection, open.row.applicant))
    facts.applicant = std::move(account->person);
  facts.base_values = store::baseValues(connection, open.row.applicant);
  facts.courses = store::coursesOf(connection, open.row.applicant);
  return facts;
}

api::CaseNode nodeViewOf(const OpenCase& open, const store::NodeRow& row) {
  api::CaseNode node;
  node.id = row.node_id;
  node.channel = row.channel;
  node.state = row.state;
  node.handler = row.handler_name;
  node.office = row.office;
  node.opinion = row.opinion;
  if (row.done_at != 0) node.done_at = row.done_at;
  if (const auto* defined = nodeWithId(open.process(), row.node_id)) {
    node.title = defined->title;
    node.actions = defined->actions;
  }
  node.actions_done = actionsDone(open.actions, row.node_id);
  return node;
}

api::Case viewOf(store::Connection& connection, const OpenCase& open) {
  api::Case out;
  out.id = open.row.id;
  out.process_code = open.row.process_code;
  out.title = open.process().title;
  out.state = open.row.state;
  out.submitted_at = open.row.submitted_at;
  for (const auto& row : open.nodes) out.nodes.push_back(nodeViewOf(open, row));
  if (const auto account = store::accountNamed(connection, open.row.applicant)) {
    out.applicant_name = account->person.name;
    out.applicant_number = account->person.number;
  }
  out.fields = store::fieldsOf(connection, open.row.id);
  return out;
}

bool mayHandle(const api::Person& person, const OpenCase& open, const store::NodeRow& node) {
  if (node.post.empty() || person.account == open.row.applicant) return false;
  return std::any_of(person.posts.begin(), person.posts.end(), [&](const api::Post& post) {
    return post.code == node.post && (node.unit.empty() || node.unit == post.unit);
  });
}

bool receives(const api::Person& person, const OpenCase& open) {
  return std::any_of(open.nodes.begin(), open.nodes.end(), [&](const auto& node) {
    return node.channel == domain::Channel::counter && mayHandle(person, open, node);
  });
}

bool maySee(const api::Person& person, const OpenCase& open) {
  return person.account == open.row.applicant ||
         std::any_of(open.nodes.begin(), open.nodes.end(),
                     [&](const auto& node) { return mayHandle(person, open, node); });
}

void finishNode(store::Connection& connection, OpenCase& open, const std::string& node_id,
                base::UnixSeconds now) {
  auto* row = rowWithId(open.nodes, node_id);
  if (!row) return;
  row->state = NodeState::done;
  row->done_at = now;
  activate(open.process(), open.nodes, now);
  for (const auto& node : open.nodes) store::updateNode(connection, open.row.id, node);
  if (!allDone(open.nodes)) return;
  open.row.state = api::CaseState::done;
  store::setCaseState(connection, open.row.id, open.row.state);
}

void reopenNode(store::Connection& connection, OpenCase& open, const std::string& node_id) {
  reopen(open.process(), open.nodes, node_id);
  for (const auto& node : open.nodes) store::updateNode(connection, open.row.id, node);
  if (open.row.state != api::CaseState::done) return;
  open.row.state = api::CaseState::running;
  store::setCaseState(connection, open.row.id, open.row.state);
}

void finishAction(store::Connection& connection, OpenCase& open, const std::string& node_id,
                  domain::KioskAction action, const std::string& device, base::UnixSeconds now) {
  const store::ActionRow row{node_id, action, device, now};
  store::insertAction(connection, open.row.id, row);
  open.actions.push_back(row);
  const auto* node = nodeWithId(open.process(), node_id);
  if (node && actionsDone(open.actions, node_id).size() == node->actions.size())
    finishNode(connection, open, node_id, now);
}

namespace {

base::Error placed(base::Error error, const domain::Process& process) {
  const bool typed = std::any_of(process.fields.begin(), process.fields.end(),
                                 [&](const auto& field) { return field.name == error.place; });
  if (typed) {
    error.place = "/fields/" + error.place;
  } else if (error.code == "field_missing") {
    return {"base_record_incomplete", error.place, "the college's base record lacks a value the form needs",
            error.args};
  }
  return error;
}

}  // namespace

base::Status layOutAnew(store::Connection& connection, PressRoom& press, OpenCase& open,
                        base::UnixSeconds now) {
  const auto content = contentOf(factsOf(connection, open), open.process(), open.version->form, now);
  const auto layout = press.layOut(open.version->form, content);
  if (!layout) return base::fail(placed(layout.error(), open.process()));
  open.row.pages = layout->pageCount();
  store::setCasePages(connection, open.row.id, open.row.pages);
  return {};
}

base::Result<store::Cursor> cursorOf(const std::string& text) {
  store::Cursor out;
  if (text.empty()) return out;
  const auto* end = text.data() + text.size();
  const auto seq = std::from_chars(text.data(), end, out.seq);
  if (seq.ec != std::errc() || seq.ptr == end || *seq.ptr != '.')
    return base::fail("bad_cursor", "cursor", "this is no cursor that the hall gave");
  const auto position = std::from_chars(seq.ptr + 1, end, out.position);
  if (position.ec != std::errc() || position.ptr != end || out.seq < 0 || out.position < 0)
    return base::fail("bad_cursor", "cursor", "this is no cursor that the hall gave");
  return out;
}

std::string textOf(const store::Cursor& cursor) { return fmt::format("{}.{}", cursor.seq, cursor.position); }

}  // namespace hall
