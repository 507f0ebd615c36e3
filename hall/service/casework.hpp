// A case taken from the shelf inside a transaction: its version, nodes and actions, how it is shown, and how
// it moves on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hall/service/catalogue.hpp"
#include "hall/service/content.hpp"
#include "hall/service/press_room.hpp"
#include "hall/store/cases.hpp"
#include "hall_api/types.hpp"

namespace hall {

struct OpenCase {
  store::CaseRow row;
  std::shared_ptr<const Version> version;
  std::vector<store::NodeRow> nodes;
  std::vector<store::ActionRow> actions;

  const domain::Process& process() const { return version->process; }
};

base::Result<OpenCase> openCase(store::Connection& connection, Catalogue& catalogue,
                                const std::string& id);  // case_unknown
CaseFacts factsOf(store::Connection& connection, const OpenCase& open);
api::Case viewOf(store::Connection& connection, const OpenCase& open);
api::CaseNode nodeViewOf(const OpenCase& open, const store::NodeRow& row);

// Whether the person holds the node's post, for the applicant's college where the node asks for it. Nobody
// handles his own case.
bool mayHandle(const api::Person& person, const OpenCase& open, const store::NodeRow& node);
// Whether one of the person's posts takes the case's papers in, now, before or later: who may see what they
// say.
bool receives(const api::Person& person, const OpenCase& open);
// The applicant, and whoever handles one of its nodes.
bool maySee(const api::Person& person, const OpenCase& open);

// The node is done: what waited for it becomes active, and the case is done with its last node.
void finishNode(store::Connection& connection, OpenCase& open, const std::string& node_id,
                base::UnixSeconds now);
// What finishNode did is taken back; a case that was done runs again.
void reopenNode(store::Connection& connection, OpenCase& open, const std::string& node_id);
// One kiosk action is done; the node with its last one.
void finishAction(store::Connection& connection, OpenCase& open, const std::string& node_id,
                  domain::KioskAction action, const std::string& device, base::UnixSeconds now);

// Lays the form out as the case stands and keeps its number of pages, so that a value that doesn't fit or
// can't be printed is refused when it is given and not at the kiosk. Codes: field_overflow, field_unprintable
// (place: the field's JSON pointer), base_record_incomplete.
base::Status layOutAnew(store::Connection& connection, PressRoom& press, OpenCase& open,
                        base::UnixSeconds now);

// Lists go on after "<seq>.<position>". Code bad_cursor.
base::Result<store::Cursor> cursorOf(const std::string& text);
std::string textOf(const store::Cursor& cursor);
constexpr int kPageSize = 50;  // a screen shows eight; one request brings what most people ever have

}  // namespace hall
