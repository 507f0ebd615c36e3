// How a case moves through its nodes: a node becomes active once everything named in its `after` is done, so
// several may be active at once. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "domain/process.hpp"
#include "hall/store/cases.hpp"

namespace hall {

const domain::Node* nodeWithId(const domain::Process& process, const std::string& id);
store::NodeRow* rowWithId(std::vector<store::NodeRow>& rows, const std::string& id);

// The rows of a new case: nothing done, the first nodes active. college: the applicant's own unit.
std::vector<store::NodeRow> firstNodes(const domain::Process& process, const std::string& college,
                                       base::UnixSeconds now);
// Makes active what has nothing left to wait for.
void activate(const domain::Process& process, std::vector<store::NodeRow>& rows, base::UnixSeconds now);
// The nodes that wait for this one, however far behind it.
std::vector<std::string> behind(const domain::Process& process, const std::string& node_id);
// The node waits for its handler again, and what became active after it waits for it again.
void reopen(const domain::Process& process, std::vector<store::NodeRow>& rows, const std::string& node_id);
bool allDone(const std::vector<store::NodeRow>& rows);

// Where the node is handled: the applicant's college when `unit` names it and the node has no office of its
// own.
std::string officeOf(const domain::Node& node, const std::string& unit);

// The kiosk node that prints the process's form; nullptr: none does.
const domain::Node* printingNode(const domain::Process& process);
std::vector<domain::KioskAction> actionsDone(const std::vector<store::ActionRow>& actions,
                                             const std::string& node_id);
bool contains(const std::vector<domain::KioskAction>& actions, domain::KioskAction action);

// Why the form can't be printed yet: "not_approved" or "sign_first"; empty when it can.
std::string whyNotPrintable(const domain::Process& process, api::CaseState state,
                            const std::vector<store::NodeRow>& rows,
                            const std::vector<store::ActionRow>& actions);

}  // namespace hall
