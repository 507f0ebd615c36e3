// What a desk decides and counts, member by member, as schema.hpp. Internal to this room.
#pragma once

#include "hall_api/schema.hpp"

namespace api {

template <class V>
void describe(V& v, ReceiptRequest& o) {
  v.optional("node_id", o.node_id, kWord);
  v.required("decision", o.decision);
  v.optional("reason", o.reason, kText);
  v.optional("colleague", o.colleague, kWord);
  v.optional("decided_at", o.decided_at);
}

template <class V>
void describe(V& v, Receipt& o) {
  v.required("id", o.id, kWord);
  v.required("decision", o.decision);
  v.required("serial", o.serial, kWord);
  v.required("short_serial", o.short_serial, kWord);
  v.required("case_id", o.case_id, kWord);
  v.required("process_title", o.process_title);
  v.required("node_id", o.node_id, kWord);
  v.required("node_title", o.node_title);
  v.required("holder", o.holder, kName);
  v.required("reason", o.reason, kText);
  v.required("colleague", o.colleague, kWord);
  v.required("colleague_name", o.colleague_name, kName);
  v.required("office", o.office, kName);
  v.required("receiver", o.receiver, kWord);
  v.required("receiver_name", o.receiver_name, kName);
  v.required("at", o.at);
  v.optional("decided_at", o.decided_at);
  v.optional("undo_until", o.undo_until);
  v.optional("undone_at", o.undone_at);
  v.required("open", o.open);
}

template <class V>
void describe(V& v, ReceiptSearch& o) {
  v.optional("text", o.text, kName);
  v.optional("since", o.since);
  v.optional("until", o.until);
  v.optional("open_only", o.open_only);
  v.optional("asked_of_me", o.asked_of_me);
  v.optional("cursor", o.cursor, kSecret);
}

template <class V>
void describe(V& v, ProcessCount& o) {
  v.required("process_title", o.process_title);
  v.required("accepted", o.accepted);
  v.required("refused", o.refused);
}

template <class V>
void describe(V& v, DayCount& o) {
  v.required("day", o.day);
  v.required("accepted", o.accepted);
  v.required("refused", o.refused);
}

template <class V>
void describe(V& v, StatisticsRequest& o) {
  v.required("since", o.since);
  v.required("until", o.until);
}

template <class V>
void describe(V& v, DeskStatistics& o) {
  v.required("since", o.since);
  v.required("until", o.until);
  v.required("accepted", o.accepted);
  v.required("refused", o.refused);
  v.required("asked", o.asked);
  v.required("postponed", o.postponed);
  v.required("undone", o.undone);
  v.required("processes", o.processes);
  v.required("days", o.days);
}

template <class V>
void describe(V& v, Colleague& o) {
  v.required("account", o.account, kWord);
  v.required("name", o.name, kName);
  v.required("posts", o.posts);
}

}  // namespace api
