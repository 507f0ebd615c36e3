#include "hall/store/receipts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kColumns =
    "r.seq, r.decision, r.serial, r.case_id, r.node_id, r.process_code, r.holder, r.office, r.receiver, "
    "r.receiver_name, r.device, r.reason, r.colleague, r.colleague_name, r.at, r.decided_at, r.undone_at, "
    "r.open";

api::ReceiptDecision decisionNamed(const std::string& name) {
  using enum api::ReceiptDecision;
  for (const auto one : {accept, refuse, ask, postpone})
    if (api::nameOf(one) == name) return one;
  throw soci::soci_error("a receipt has the unknown decision " + name);
}

// Numbers as they are searched: in lower case, without what people put between their parts.
std::string plain(std::string_view number) {
  std::string out;
  for (const char c : number)
    if (c != '-' && c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

constexpr std::size_t kSerials = 16 + 1 + 8;  // of the codes: serial and short serial

std::string searchCodes(const std::string& serial, const std::string& case_id) {
  return plain(serial) + " " + plain(domain::shortSerial(serial)) + " " + plain(case_id);
}

// For LIKE ... ESCAPE '!': what was typed stands for itself.
std::string part(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

// A SELECT of receipts that grows by conditions; what they compare with stays here until it has run.
class Selection {
 public:
  explicit Selection(Connection& connection) : statement_(connection.sql) {}

  void where(const std::string& condition) {
    conditions_ += (conditions_.empty() ? "" : " AND ") + condition;
  }
  // Its place in a condition that is added right after; in the order of standing there.
  std::string value(const std::string& text) {
    texts_.push_back(text);
    statement_.exchange(soci::use(texts_.back()));
    return name();
  }
  std::string value(std::int64_t number) {
    numbers_.push_back(number);
    statement_.exchange(soci::use(numbers_.back()));
    return name();
  }

  std::vector<ReceiptRow> run(const std::string& rest) {
    for (auto* text : {&decision_, &row_.serial, &row_.case_id, &row_.node_id, &row_.process_code,
                       &row_.holder, &row_.office, &row_.receiver, &row_.receiver_name, &row_.device,
                       &row_.reason, &row_.colleague, &row_.colleague_name}) {
      if (text == &decision_) statement_.exchange(soci::into(row_.seq));
      statement_.exchange(soci::into(*text));
    }
    for (auto* number : {&row_.at, &row_.decided_at, &row_.undone_at})
      statement_.exchange(soci::into(*number));
    statement_.exchange(soci::into(open_));
    statement_.alloc();
    statement_.prepare(fmt::format("SELECT {} FROM receipts r WHERE {} {}", kColumns, conditions_, rest));
    statement_.define_and_bind();
    statement_.execute();
    std::vector<ReceiptRow> out;
    while (statement_.fetch()) {
      out.push_back(row_);
      out.back().decision = decisionNamed(decision_);
      out.back().open = open_ != 0;
    }
    return out;
  }

 private:
  std::string name() { return fmt::format(":v{}", ++names_); }

  soci::statement statement_;
  std::string conditions_;
  std::deque<std::string> texts_;
  std::deque<std::int64_t> numbers_;
  int names_ = 0;
  ReceiptRow row_;
  std::string decision_;
  int open_ = 0;
};

// Open is the last word at a counter, among those that count, when it left the paper there.
void settleOpen(Connection& connection, const ReceiptRow& row) {
  connection.sql
      << "UPDATE receipts SET open = CASE WHEN undone_at = 0 AND decision IN ('ask', 'postpone') AND seq = "
         "(SELECT MAX(l.seq) FROM receipts l WHERE l.case_id = :c AND l.node_id = :n AND l.undone_at = 0) "
         "THEN "
         "1 ELSE 0 END WHERE case_id = :d AND node_id = :m",
      soci::use(row.case_id), soci::use(row.node_id), soci::use(row.case_id), soci::use(row.node_id);
}

// "(the case has a counter of one of the reader's posts, and isn't his own)"
std::string handledBy(Selection& selection, const api::Person& reader) {
  if (reader.posts.empty()) return "1 = 0";
  std::string any;
  for (const auto& post : reader.posts) {
    const auto code = selection.value(post.code);
    any += fmt::format("{}(n.post = {} AND (n.unit = '' OR n.unit = {}))", any.empty() ? "" : " OR ", code,
                       selection.value(post.unit));
  }
  return fmt::format(
      "EXISTS (SELECT 1 FROM case_nodes n JOIN cases c ON c.id = n.case_id WHERE n.case_id = r.case_id AND "
      "n.channel = 'counter' AND ({}) AND c.applicant <> {})",
      any, selection.value(reader.account));
}

// Serials stand on the paper itself; by holder and case only those find it who may see them.
void whereText(Selection& selection, const ReceiptQuery& query) {
  if (query.text.empty()) return;
  const auto codes = plain(query.text);
  const auto in = [&](const std::string& column, const std::string& text) {
    return fmt::format("{} LIKE {} ESCAPE '!' OR ", column, selection.value(part(text)));
  };
  std::string any, shown;
  if (!codes.empty()) any = in(fmt::format("substr(r.codes, 1, {})", kSerials), codes);
  if (!codes.empty()) shown = in("r.codes", codes);
  shown += fmt::format("r.holder LIKE {} ESCAPE '!'", selection.value(part(query.text)));
  selection.where(fmt::format("({}(({}) AND {}))", any, shown, handledBy(selection, query.reader)));
}

}  // namespace

void insertReceipt(Connection& connection, ReceiptRow& row) {
  row.seq = nextNumber(connection, "receipt");
  const std::string decision(api::nameOf(row.decision));
  const auto codes = searchCodes(row.serial, row.case_id);
  connection.sql
      << "INSERT INTO receipts (seq, decision, serial, case_id, node_id, process_code, holder, codes, "
         "office, "
         "receiver, receiver_name, device, reason, colleague, colleague_name, at, decided_at, undone_at, "
         "open) "
         "VALUES (:q, :de, :s, :c, :n, :p, :h, :co, :o, :r, :rn, :d, :re, :cl, :cn, :t, :dt, 0, 0)",
      soci::use(row.seq), soci::use(decision), soci::use(row.serial), soci::use(row.case_id),
      soci::use(row.node_id), soci::use(row.process_code), soci::use(row.holder), soci::use(codes),
      soci::use(row.office), soci::use(row.receiver), soci::use(row.receiver_name), soci::use(row.device),
      soci::use(row.reason), soci::use(row.colleague), soci::use(row.colleague_name), soci::use(row.at),
      soci::use(row.decided_at);
  settleOpen(connection, row);
  row.open = row.decision == api::ReceiptDecision::ask || row.decision == api::ReceiptDecision::postpone;
}

std::optional<ReceiptRow> receiptWithSeq(Connection& connection, std::int64_t seq) {
  Selection selection(connection);
  selection.where("r.seq = " + selection.value(seq));
  auto rows = selection.run("");
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void markUndone(Connection& connection, const ReceiptRow& row, base::UnixSeconds now) {
  connection.sql << "UPDATE receipts SET undone_at = :t WHERE seq = :q", soci::use(now), soci::use(row.seq);
  settleOpen(connection, row);
}

std::vector<ReceiptRow> receiptsOfCase(Connection& connection, const std::string& case_id) {
  Selection selection(connection);
  selection.where("r.case_id = " + selection.value(case_id));
  return selection.run("ORDER BY r.seq");
}

std::vector<domain::Acceptance> acceptancesOfCase(Connection& connection, const std::string& case_id) {
  Selection selection(connection);
  selection.where("r.case_id = " + selection.value(case_id));
  selection.where("r.decision = 'accept' AND r.undone_at = 0");
  std::vector<domain::Acceptance> out;
  for (const auto& row : selection.run("ORDER BY r.seq"))
    out.push_back({row.serial, row.node_id, row.office, row.receiver_name, row.at});
  return out;
}

std::vector<ReceiptRow> findReceipts(Connection& connection, const ReceiptQuery& query) {
  Selection selection(connection);
  selection.where("r.at >= " + selection.value(query.since.value_or(0)));
  if (query.desk)
    selection.where(query.desk->office.empty() ? "r.device = " + selection.value(query.desk->device)
                                               : "r.office = " + selection.value(query.desk->office));
  if (!query.colleague.empty()) selection.where("r.colleague = " + selection.value(query.colleague));
  if (query.until) selection.where("r.at < " + selection.value(*query.until));
  if (query.open_only) selection.where("r.open = 1");
  if (query.before.seq != 0) {
    selection.where("r.at <= " + selection.value(query.before.seq));
    const auto at = selection.value(query.before.seq);
    selection.where(fmt::format("(r.at < {} OR r.seq < {})", at, selection.value(query.before.position)));
  }
  whereText(selection, query);
  return selection.run(fmt::format("ORDER BY r.at DESC, r.seq DESC LIMIT {}", query.limit));
}

std::vector<ReceiptCount> countReceipts(Connection& connection, const Desk& desk, base::UnixSeconds since,
                                        base::UnixSeconds until) {
  const bool whole_office = !desk.office.empty();
  std::vector<ReceiptCount> out;
  ReceiptCount row;
  std::string decision;
  int undone = 0;
  soci::statement statement =
      (connection.sql.prepare << fmt::format(
           "SELECT at / {}, decision, process_code, CASE WHEN undone_at = 0 THEN 0 ELSE 1 END, "
           "COUNT(*) FROM receipts WHERE {} = :o AND at >= :s AND at < :u GROUP BY 1, 2, 3, 4 "
           "ORDER BY 1",
           kQuarter_s, whole_office ? "office" : "device"),
       soci::use(whole_office ? desk.office : desk.device), soci::use(since), soci::use(until),
       soci::into(row.quarter), soci::into(decision), soci::into(row.process_code), soci::into(undone),
       soci::into(row.count));
  statement.execute();
  while (statement.fetch()) {
    auto& one = out.emplace_back(row);
    one.quarter *= kQuarter_s;
    one.decision = decisionNamed(decision);
    one.undone = undone != 0;
  }
  return out;
}

void fillSearchCodes(Connection& connection) {
  struct Moved {
    std::int64_t seq = 0;
    std::string serial;
    std::string case_id;
  };
  std::vector<Moved> all;
  Moved one;
  soci::statement statement = (connection.sql.prepare << "SELECT seq, serial, case_id FROM receipts",
                               soci::into(one.seq), soci::into(one.serial), soci::into(one.case_id));
  statement.execute();
  while (statement.fetch()) all.push_back(one);
  for (const auto& [seq, serial, case_id] : all) {
    const auto codes = searchCodes(serial, case_id);
    connection.sql << "UPDATE receipts SET codes = :c WHERE seq = :q", soci::use(codes), soci::use(seq);
  }
}

}  // namespace hall::store
