// Cases, the state of their nodes, and what was done at kiosk nodes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hall/store/database.hpp"
#include "hall_api/types.hpp"

namespace hall::store {

struct CaseRow {
  std::string id;        // 受理编号
  std::int64_t seq = 0;  // order of submission over all cases
  std::string process_code;
  int process_version = 0;
  std::string form_code;
  int form_version = 0;
  std::string applicant;  // account
  api::CaseState state = api::CaseState::running;
  int pages = 0;  // of the form as it stands
  base::UnixSeconds submitted_at = 0;
};

struct NodeRow {
  std::string node_id;
  int position = 0;  // in the process
  domain::Channel channel = domain::Channel::online;
  std::string post;  // who handles it; empty for a kiosk node
  std::string unit;  // the applicant's college where the scope says so, else empty
  api::NodeState state = api::NodeState::waiting;
  base::UnixSeconds since = 0;  // when it became active
  base::UnixSeconds done_at = 0;
  std::string handler;       // account
  std::string handler_name;  // as it was on that day
  std::string handler_post;
  std::string office;
  std::string opinion;
};

struct ActionRow {
  std::string node_id;
  domain::KioskAction action = domain::KioskAction::read_and_confirm;
  std::string device;
  base::UnixSeconds done_at = 0;
};

// Where a list goes on: the case's seq and the node's position. {0, 0} is the beginning.
struct Cursor {
  std::int64_t seq = 0;
  std::int64_t position = 0;
};

struct WaitingNode {
  CaseRow of;
  NodeRow node;
};

// Gives row its seq and its id, "<prefix>-<year>-<six digits>".
void insertCase(Connection& connection, CaseRow& row, const std::string& prefix, int year,
                const std::map<std::string, std::string>& fields, const std::vector<NodeRow>& nodes);
std::optional<CaseRow> caseWithId(Connection& connection, const std::string& id);
std::vector<CaseRow> casesOf(Connection& connection, const std::string& applicant, const Cursor& after,
                             int limit);
std::map<std::string, std::string> fieldsOf(Connection& connection, const std::string& case_id);
void setCaseState(Connection& connection, const std::string& case_id, api::CaseState state);
void setCasePages(Connection& connection, const std::string& case_id, int pages);

std::vector<NodeRow> nodesOf(Connection& connection, const std::string& case_id);  // in the process's order
void updateNode(Connection& connection, const std::string& case_id, const NodeRow& node);
// Online nodes that wait for a holder of post, anywhere (unit empty) or in his unit.
std::vector<WaitingNode> tasksOf(Connection& connection, const std::vector<api::Post>& posts,
                                 const Cursor& after, int limit);
std::vector<WaitingNode> kioskNodesOf(Connection& connection, const std::string& applicant,
                                      const Cursor& after, int limit);

void insertAction(Connection& connection, const std::string& case_id, const ActionRow& action);
std::vector<ActionRow> actionsOf(Connection& connection, const std::string& case_id);  // oldest first
void insertSignature(Connection& connection, const std::string& case_id, const std::string& box,
                     const std::string& strokes, base::UnixSeconds now);
std::map<std::string, std::string> signaturesOf(Connection& connection,
                                                const std::string& case_id);  // box -> strokes

}  // namespace hall::store
