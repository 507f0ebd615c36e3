// Service: the guide, applications, and the applicant's view of his cases.
#include <chrono>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"

namespace hall {
namespace {

int yearOf(base::UnixSeconds time) {
  const auto day =
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(time)));
  return static_cast<int>(std::chrono::year_month_day(day).year());
}

// One answer for one question: the fields in their order.
std::string bodyOf(const api::Application& application) { return api::toJson(application); }

}  // namespace

base::Result<api::Page<api::GuideEntry>> Service::guide(const std::string& cursor) {
  if (auto from = cursorOf(cursor); !from) return base::fail(from.error());
  api::Page<api::GuideEntry> page;  // a college has some dozens of processes: one page holds them
  for (const auto& version : body_->catalogue->current()) {
    const auto& process = version->process;
    auto& entry = page.items.emplace_back();
    entry = {process.code, process.version, process.title, process.owner, process.guide, {}};
    for (const auto& node : process.nodes) entry.steps.push_back(node.title);
  }
  return page;
}

base::Result<OpenCase> Service::Body::apply(store::Connection& connection, const api::Person& applicant,
                                            const api::Application& application) {
  const auto version = catalogue->currentOf(application.process_code);
  if (!version) return base::fail("process_unknown", "/process_code", "there is no such process on line");
  const auto fields = checkFields(version->process, application.fields);
  if (!fields) return base::fail(fields.error());
  const auto now = clock.now();
  OpenCase open;
  open.version = version;
  open.row.process_code = version->process.code;
  open.row.process_version = version->process.version;
  open.row.form_code = version->process.form;
  open.row.form_version = version->form.version();
  open.row.applicant = applicant.account;
  open.row.submitted_at = now;
  open.nodes = firstNodes(version->process, applicant.unit, now);
  store::insertCase(connection, open.row, version->process.case_prefix, yearOf(now), *fields, open.nodes);
  if (auto fits = layOutAnew(connection, *press, open, now); !fits) return base::fail(fits.error());
  audit(connection, applicant.account, "", "apply", open.row.id);
  return open;
}

base::Result<api::Case> Service::apply(const std::string& token, const api::Application& application,
                                       const std::string& idempotency_key) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  return body_->database->write([&](store::Connection& connection) {
    const Asked asked{idempotency_key, "apply", person->account, bodyOf(application)};
    return once<api::Case>(connection, asked, body_->clock.now(), [&]() -> base::Result<api::Case> {
      const auto open = body_->apply(connection, *person, application);
      if (!open) return base::fail(open.error());
      return viewOf(connection, *open);
    });
  });
}

base::Result<api::Page<api::Case>> Service::myCases(const std::string& token, const std::string& cursor) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  const auto from = cursorOf(cursor);
  if (!from) return base::fail(from.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::Case>> {
    api::Page<api::Case> page;
    for (const auto& row : store::casesOf(connection, person->account, *from, kPageSize)) {
      const auto open = openCase(connection, *body_->catalogue, row.id);
      if (!open) return base::fail(open.error());
      page.items.push_back(viewOf(connection, *open));
      if (page.items.size() == kPageSize) page.next = textOf({row.seq, 0});
    }
    return page;
  });
}

base::Result<api::Case> Service::caseById(const std::string& token, const std::string& case_id) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Case> {
    const auto open = body_->openFor(connection, *person, case_id);
    if (!open) return base::fail(open.error());
    return viewOf(connection, *open);
  });
}

}  // namespace hall
