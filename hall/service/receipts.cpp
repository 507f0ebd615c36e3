// Service: what an office decided, its numbers, and who can be asked.
#include <algorithm>
#include <ctime>
#include <map>

#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/service/walk.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

using api::ReceiptDecision;

constexpr int kLongestText = 60;
constexpr int kLongestPeriod_days = 366;
constexpr std::int64_t kLongestPeriod_s = kLongestPeriod_days * std::int64_t{86'400};

base::UnixSeconds localMidnight(base::UnixSeconds time) {
  const auto seconds = static_cast<std::time_t>(time);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
  parts.tm_isdst = -1;
  return static_cast<base::UnixSeconds>(std::mktime(&parts));
}

int& total(api::DeskStatistics& out, const store::ReceiptCount& count) {
  if (count.undone) return out.undone;
  switch (count.decision) {
    case ReceiptDecision::accept:
      return out.accepted;
    case ReceiptDecision::refuse:
      return out.refused;
    case ReceiptDecision::ask:
      return out.asked;
    case ReceiptDecision::postpone:
      return out.postponed;
  }
  return out.undone;
}

// accepted or refused of a ProcessCount or DayCount; nullptr: the count belongs to neither.
template <class Count>
int* part(Count& out, const store::ReceiptCount& count) {
  if (count.undone) return nullptr;
  if (count.decision == ReceiptDecision::accept) return &out.accepted;
  return count.decision == ReceiptDecision::refuse ? &out.refused : nullptr;
}

base::Bilingual titleOf(const Catalogue& catalogue, const std::string& process_code) {
  const auto version = catalogue.currentOf(process_code);
  return version ? version->process.title : base::Bilingual{process_code, process_code};  // off line since
}

// Looks each case up once: a page of receipts is often about few.
class Cases {
 public:
  Cases(store::Connection& connection, Catalogue& catalogue)
      : connection_(connection), catalogue_(catalogue) {}
  base::Result<const OpenCase*> withId(const std::string& id) {
    if (const auto found = known_.find(id); found != known_.end()) return &found->second;
    auto open = openCase(connection_, catalogue_, id);
    if (!open) return base::fail(open.error());
    return &known_.emplace(id, std::move(*open)).first->second;
  }

 private:
  store::Connection& connection_;
  Catalogue& catalogue_;
  std::map<std::string, OpenCase> known_;
};

}  // namespace

bool decidedAt(const store::ReceiptRow& row, const DeviceIdentity& desk) {
  return desk.office.empty() ? row.device == desk.name : row.office == desk.office;
}

api::Receipt viewOf(const store::ReceiptRow& row, const OpenCase& open, const DeviceIdentity& desk,
                    const api::Person& reader, base::UnixSeconds now) {
  const bool handles = receives(reader, open);
  const bool party = row.receiver == reader.account || row.colleague == reader.account;
  api::Receipt out;
  out.id = std::to_string(row.seq);
  out.decision = row.decision;
  out.serial = row.serial;
  out.short_serial = domain::shortSerial(row.serial);
  out.case_id = handles ? row.case_id : "";
  out.process_title = open.process().title;
  out.node_id = row.node_id;
  if (const auto* node = nodeWithId(open.process(), row.node_id)) out.node_title = node->title;
  out.holder = handles ? row.holder : domain::maskedName(row.holder);
  out.reason = handles || party ? row.reason : "";
  out.colleague = row.colleague;
  out.colleague_name = row.colleague_name;
  out.office = row.office;
  out.receiver = row.receiver;
  out.receiver_name = row.receiver_name;
  out.at = row.at;
  if (row.decided_at != 0) out.decided_at = row.decided_at;
  if (row.undone_at != 0) out.undone_at = row.undone_at;
  if (row.undone_at == 0 && row.receiver == reader.account && decidedAt(row, desk) && now <= row.at + kUndo_s)
    out.undo_until = row.at + kUndo_s;
  out.open = row.open;
  return out;
}

base::Result<api::Receipt> Service::Body::shown(store::Connection& connection, const store::ReceiptRow& row,
                                                const DeviceIdentity& desk, const api::Person& reader) {
  const auto open = openCase(connection, *catalogue, row.case_id);
  if (!open) return base::fail(open.error());
  return viewOf(row, *open, desk, reader, clock.now());
}

base::Result<api::Page<api::Receipt>> Service::receipts(const DeviceIdentity& device,
                                                        const std::string& token,
                                                        const api::ReceiptSearch& search) {
  const auto person = body_->receiverAt(device, token);
  if (!person) return base::fail(person.error());
  const auto text = checkText(search.text, domain::FieldKind::text, kLongestText, "/text");
  if (!text) return base::fail(text.error());
  const auto before = cursorOf(search.cursor);
  if (!before) return base::fail(before.error());
  store::ReceiptQuery query{.text = *text, .reader = *person, .since = search.since, .until = search.until};
  if (search.asked_of_me) query.colleague = person->account;
  if (!search.asked_of_me) query.desk = store::Desk{device.office, device.name};
  query.open_only = search.open_only;
  query.before = *before;
  query.limit = kPageSize;
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::Receipt>> {
    api::Page<api::Receipt> page;
    Cases cases(connection, *body_->catalogue);
    const auto rows = store::findReceipts(connection, query);
    for (const auto& row : rows) {
      const auto open = cases.withId(row.case_id);
      if (!open) return base::fail(open.error());
      page.items.push_back(viewOf(row, **open, device, *person, body_->clock.now()));
    }
    if (rows.size() == kPageSize) page.next = textOf({rows.back().at, rows.back().seq});
    return page;
  });
}

base::Result<api::DeskStatistics> Service::statistics(const DeviceIdentity& device, const std::string& token,
                                                      const api::StatisticsRequest& request) {
  const auto person = body_->receiverAt(device, token);
  if (!person) return base::fail(person.error());
  if (request.until <= request.since || request.until - request.since > kLongestPeriod_s)
    return base::fail("period_bad", "/until", "the period is empty, or longer than 366 days",
                      {std::to_string(kLongestPeriod_days)});
  const auto counts = body_->database->read(
      [&](store::Connection& connection) -> base::Result<std::vector<store::ReceiptCount>> {
        return store::countReceipts(connection, {device.office, device.name}, request.since, request.until);
      });
  if (!counts) return base::fail(counts.error());
  api::DeskStatistics out{.since = request.since, .until = request.until};
  std::map<std::string, api::ProcessCount> processes;
  for (const auto& count : *counts) {
    total(out, count) += count.count;
    if (auto* of_process = part(processes[count.process_code], count)) *of_process += count.count;
    const auto day = localMidnight(count.quarter);
    api::DayCount fresh{day, 0, 0};
    if (!part(fresh, count)) continue;
    if (out.days.empty() || out.days.back().day != day) out.days.push_back(fresh);
    *part(out.days.back(), count) += count.count;
  }
  for (auto& [code, count] : processes) {
    if (count.accepted + count.refused == 0) continue;
    count.process_title = titleOf(*body_->catalogue, code);
    out.processes.push_back(count);
  }
  std::stable_sort(out.processes.begin(), out.processes.end(), [](const auto& a, const auto& b) {
    return a.accepted + a.refused > b.accepted + b.refused;
  });
  return out;
}

base::Result<api::Page<api::Colleague>> Service::colleagues(const DeviceIdentity& device,
                                                            const std::string& token,
                                                            const std::string& cursor) {
  const auto person = body_->receiverAt(device, token);
  if (!person) return base::fail(person.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::Colleague>> {
    api::Page<api::Colleague> page;
    page.items = store::colleaguesOf(connection, *person, device.office, cursor, kPageSize);
    if (page.items.size() == kPageSize) page.next = page.items.back().account;
    return page;
  });
}

}  // namespace hall
