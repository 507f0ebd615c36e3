#include "hall/service/walk.hpp"

#include <algorithm>

namespace hall {

using api::NodeState;
using domain::KioskAction;

const domain::Node* nodeWithId(const domain::Process& process, const std::string& id) {
  const auto found =
      std::find_if(process.nodes.begin(), process.nodes.end(), [&](const auto& n) { return n.id == id; });
  return found == process.nodes.end() ? nullptr : &*found;
}

store::NodeRow* rowWithId(std::vector<store::NodeRow>& rows, const std::string& id) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.node_id == id; });
  return found == rows.end() ? nullptr : &*found;
}

std::vector<store::NodeRow> firstNodes(const domain::Process& process, const std::string& college,
                                       base::UnixSeconds now) {
  std::vector<store::NodeRow> rows;
  for (const auto& node : process.nodes) {
    auto& row = rows.emplace_back();
    row.node_id = node.id;
    row.position = static_cast<int>(rows.size());
    row.channel = node.channel;
    row.post = node.post;
    const bool in_college = node.scope == domain::Scope::college && node.channel != domain::Channel::kiosk;
    row.unit = in_college ? college : "";
    row.office = officeOf(node, row.unit);
  }
  activate(process, rows, now);
  return rows;
}

namespace {

bool isReady(const domain::Node& node, std::vector<store::NodeRow>& rows) {
  return std::all_of(node.after.begin(), node.after.end(), [&](const std::string& id) {
    const auto* earlier = rowWithId(rows, id);
    return earlier && earlier->state == NodeState::done;
  });
}

}  // namespace

void activate(const domain::Process& process, std::vector<store::NodeRow>& rows, base::UnixSeconds now) {
  for (auto& row : rows) {
    const auto* node = nodeWithId(process, row.node_id);
    if (row.state != NodeState::waiting || !node || !isReady(*node, rows)) continue;
    row.state = NodeState::active;
    row.since = now;
  }
}

std::vector<std::string> behind(const domain::Process& process, const std::string& node_id) {
  std::vector<std::string> out{node_id};
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const auto& node : process.nodes) {
      const bool waits = std::find(node.after.begin(), node.after.end(), out[i]) != node.after.end();
      if (waits && std::find(out.begin(), out.end(), node.id) == out.end()) out.push_back(node.id);
    }
  out.erase(out.begin());
  return out;
}

void reopen(const domain::Process& process, std::vector<store::NodeRow>& rows, const std::string& node_id) {
  auto* row = rowWithId(rows, node_id);
  const auto* reopened = nodeWithId(process, node_id);
  if (!row || !reopened) return;
  row->state = NodeState::active;
  row->done_at = 0;
  row->handler.clear();
  row->handler_name.clear();
  row->office = officeOf(*reopened, row->unit);
  for (auto& later : rows) {
    const auto* node = nodeWithId(process, later.node_id);
    if (later.state != NodeState::active || !node || isReady(*node, rows)) continue;
    later.state = NodeState::waiting;
    later.since = 0;
  }
}

std::string officeOf(const domain::Node& node, const std::string& unit) {
  return node.office.zh.empty() ? unit : node.office.zh;
}

bool allDone(const std::vector<store::NodeRow>& rows) {
  return std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.state == NodeState::done; });
}

const domain::Node* printingNode(const domain::Process& process) {
  for (const auto& node : process.nodes)
    if (contains(node.actions, KioskAction::print)) return &node;
  return nullptr;
}

std::vector<KioskAction> actionsDone(const std::vector<store::ActionRow>& actions,
                                     const std::string& node_id) {
  std::vector<KioskAction> out;
  for (const auto& action : actions)
    if (action.node_id == node_id) out.push_back(action.action);
  std::sort(out.begin(), out.end());  // the enum's order is the order of doing
  return out;
}

bool contains(const std::vector<KioskAction>& actions, KioskAction action) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

std::string whyNotPrintable(const domain::Process& process, api::CaseState state,
                            const std::vector<store::NodeRow>& rows,
                            const std::vector<store::ActionRow>& actions) {
  const auto* node = printingNode(process);
  if (!node || state == api::CaseState::returned || state == api::CaseState::withdrawn) return "not_approved";
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.node_id == node->id; });
  if (row == rows.end() || row->state == NodeState::waiting || row->state == NodeState::returned)
    return "not_approved";
  const auto done = actionsDone(actions, node->id);
  for (const auto action : node->actions) {
    if (action == KioskAction::print) break;
    if (!contains(done, action)) return "sign_first";
  }
  return "";
}

}  // namespace hall
