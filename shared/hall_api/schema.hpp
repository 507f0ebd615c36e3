// Every struct of types.hpp, member by member, told once for reading and writing: `required` must be in the
// text, `optional` may be left out (an empty std::optional always may). Receipts and signing in have files of
// their own. Internal to this room. The limits are octets of UTF-8, before anything is kept.
#pragma once

#include "hall_api/types.hpp"

namespace api {

constexpr std::size_t kWord = 64;     // codes, identifiers, serials
constexpr std::size_t kName = 200;    // names and titles: 60 Chinese characters
constexpr std::size_t kText = 4'000;  // opinions, reasons, a paragraph of a form
constexpr std::size_t kSecret = 512;  // passwords and session tokens
constexpr std::size_t kCarrier =
    8'000;  // more than the largest QR code holds: a stranger's code gets a verdict
constexpr std::size_t kSignature = 512 * 1024;  // strokes of a finger signature

template <class V>
void describe(V& v, Bilingual& o) {
  v.required("zh", o.zh, kText);
  v.required("en", o.en, kText);
}

template <class V>
void describe(V& v, Post& o) {
  v.required("code", o.code, kWord);
  v.required("title", o.title);
  v.required("unit", o.unit, kName);
}

template <class V>
void describe(V& v, Person& o) {
  v.required("account", o.account, kWord);
  v.required("name", o.name, kName);
  v.required("number", o.number, kWord);
  v.required("unit", o.unit, kName);
  v.required("posts", o.posts);
}

template <class V>
void describe(V& v, SignIn& o) {
  v.required("account", o.account, kWord);
  v.required("password", o.password, kSecret);
}

template <class V>
void describe(V& v, Session& o) {
  v.required("token", o.token, kSecret);
  v.required("person", o.person);
  v.required("expires_at", o.expires_at);
}

template <class V>
void describe(V& v, DeviceSelf& o) {
  v.required("name", o.name, kWord);
  v.required("kind", o.kind, kWord);
  v.required("office", o.office, kName);
  v.required("hall_time", o.hall_time);
  v.required("college", o.college);
  v.required("official_address", o.official_address, kName);
}

template <class V>
void describe(V& v, CaseNode& o) {
  v.required("id", o.id, kWord);
  v.required("title", o.title);
  v.required("channel", o.channel);
  v.required("state", o.state);
  v.required("handler", o.handler, kName);
  v.required("office", o.office, kName);
  v.required("opinion", o.opinion, kText);
  v.optional("done_at", o.done_at);
  v.required("actions", o.actions);
  v.required("actions_done", o.actions_done);
}

template <class V>
void describe(V& v, Case& o) {
  v.required("id", o.id, kWord);
  v.required("process_code", o.process_code, kWord);
  v.required("title", o.title);
  v.required("state", o.state);
  v.required("submitted_at", o.submitted_at);
  v.required("nodes", o.nodes);
  v.required("applicant_name", o.applicant_name, kName);
  v.required("applicant_number", o.applicant_number, kWord);
  v.required("fields", o.fields, kText);
}

template <class V>
void describe(V& v, Application& o) {
  v.required("process_code", o.process_code, kWord);
  v.required("fields", o.fields, kText);
}

template <class V>
void describe(V& v, Decision& o) {
  v.required("approve", o.approve);
  v.optional("opinion", o.opinion, kText);
}

template <class V>
void describe(V& v, StepAction& o) {
  v.required("action", o.action);
  v.optional("signature_json", o.signature_json, kSignature);
  v.optional("attachment_id", o.attachment_id, kWord);
}

template <class V>
void describe(V& v, KioskStep& o) {
  v.required("case_id", o.case_id, kWord);
  v.required("node_id", o.node_id, kWord);
  v.required("process_title", o.process_title);
  v.required("node_title", o.node_title);
  v.required("actions", o.actions);
  v.required("actions_done", o.actions_done);
  v.required("document_id", o.document_id, kWord);
}

template <class V>
void describe(V& v, Document& o) {
  v.required("id", o.id, kWord);
  v.required("case_id", o.case_id, kWord);
  v.required("title", o.title);
  v.required("pages", o.pages);
  v.required("printable", o.printable);
  v.required("not_printable_code", o.not_printable_code, kWord);
  v.required("copies_left", o.copies_left);
  v.optional("last_printed_at", o.last_printed_at);
}

template <class V>
void describe(V& v, Printout& o) {
  v.required("serial", o.serial, kWord);
  v.required("short_serial", o.short_serial, kWord);
  v.required("document_id", o.document_id, kWord);
  v.required("case_id", o.case_id, kWord);
  v.required("title", o.title);
  v.required("pages", o.pages);
  v.required("pdf_sha256", o.pdf_sha256, kWord);
  v.required("state", o.state);
  v.required("sealed_at", o.sealed_at);
}

template <class V>
void describe(V& v, PrintoutEvent& o) {
  v.required("state", o.state);
  v.required("at", o.at);
  v.optional("job_uuid", o.job_uuid, kWord);
  v.optional("impressions", o.impressions);
  v.optional("detail", o.detail, kText);
}

template <class V>
void describe(V& v, VerificationRequest& o) {
  v.required("carrier", o.carrier, kCarrier);
}

template <class V>
void describe(V& v, domain::Acceptance& o) {
  v.required("serial", o.serial, kWord);
  v.required("node_id", o.node_id, kWord);
  v.required("office", o.office, kName);
  v.required("receiver_name", o.receiver_name, kName);
  v.required("at", o.at);
}

template <class V>
void describe(V& v, domain::Box& o) {
  v.required("x_mm", o.x_mm);
  v.required("y_mm", o.y_mm);
  v.required("width_mm", o.width_mm);
  v.required("height_mm", o.height_mm);
}

template <class V>
void describe(V& v, domain::FieldDifference& o) {
  v.required("field", o.field, kName);
  v.required("label", o.label, kName);
  v.required("box", o.box);
}

template <class V>
void describe(V& v, domain::Verdict& o) {
  v.required("seal", o.seal);
  v.required("seal_detail", o.seal_detail, kWord);
  v.required("status", o.status);
  v.optional("status_as_of", o.status_as_of);
  v.required("acceptance", o.acceptance);
  v.required("acceptances", o.acceptances);
  v.required("content", o.content);
  v.required("differences", o.differences);
  v.required("foreign_host", o.foreign_host, kName);
}

template <class V>
void describe(V& v, IssuedField& o) {
  v.required("page", o.page);
  v.required("field", o.field, kName);
  v.required("label", o.label, kName);
  v.required("box", o.box);
}

template <class V>
void describe(V& v, IssuedZone& o) {
  v.required("page", o.page);
  v.required("box", o.box);
}

template <class V>
void describe(V& v, IssuedContent& o) {
  v.required("serial", o.serial, kWord);
  v.required("pages", o.pages);
  v.required("fields", o.fields);
  v.required("pen_zones", o.pen_zones);
  v.required("codes", o.codes);
}

template <class V>
void describe(V& v, Verification& o) {
  v.required("verdict", o.verdict);
  v.required("serial", o.serial, kWord);
  v.required("short_serial", o.short_serial, kWord);
  v.required("process_code", o.process_code, kWord);
  v.required("title", o.title);
  v.required("holder", o.holder, kName);
  v.required("case_id", o.case_id, kWord);
  v.required("page", o.page);
  v.required("pages", o.pages);
  v.required("issued_at", o.issued_at);
  v.optional("expires_at", o.expires_at);
  v.required("waiting", o.waiting);
  v.optional("open", o.open);
}

template <class V>
void describe(V& v, domain::Guide& o) {
  v.required("summary", o.summary);
  v.required("conditions", o.conditions);
  v.required("materials", o.materials);
  v.required("place", o.place);
  v.required("duration", o.duration);
  v.required("contact", o.contact);
}

template <class V>
void describe(V& v, GuideEntry& o) {
  v.required("process_code", o.process_code, kWord);
  v.required("version", o.version);
  v.required("title", o.title);
  v.required("owner", o.owner);
  v.required("guide", o.guide);
  v.required("steps", o.steps);
}

template <class V>
void describe(V& v, Task& o) {
  v.required("case_id", o.case_id, kWord);
  v.required("node_id", o.node_id, kWord);
  v.required("process_title", o.process_title);
  v.required("node_title", o.node_title);
  v.required("applicant_name", o.applicant_name, kName);
  v.required("since", o.since);
}

template <class V, class T>
void describe(V& v, Page<T>& o) {
  v.required("items", o.items);
  v.required("next", o.next, kSecret);
}

template <class V>
void describe(V& v, Problem& o) {
  v.required("status", o.status);
  v.required("code", o.code, kWord);
  v.required("title", o.title, kName);
  v.optional("detail", o.detail, kText);
  v.optional("pointer", o.pointer, kText);
  v.optional("args", o.args, kText);
  v.optional("acceptance", o.acceptance);
}

}  // namespace api
