#include "hall/store/receipts.hpp"

#include "store_folder.hpp"

using Decision = api::ReceiptDecision;

namespace {

// One student, two librarians, a leave and a transcript with a printed copy each.
const std::string kCampus =
    "INSERT INTO people (account, name, number, unit, password_hash, added_at) VALUES "
    "('s1', '张德华', 's1', '学院', '', 0), ('t1', '周静', 't1', '图书馆', '', 0), "
    "('t2', '吴强', 't2', '图书馆', '', 0);"
    "INSERT INTO cases (id, seq, process_code, process_version, form_code, form_version, applicant, state, "
    "pages, submitted_at) VALUES ('QJ-2026-000123', 1, 'student_leave', 1, 'f', 1, 's1', 'running', 1, 0), "
    "('CJ-2026-000007', 2, 'transcript', 1, 'f', 1, 's1', 'running', 1, 0);"
    "INSERT INTO case_nodes (case_id, position, node_id, channel, post, unit, state, since, done_at, "
    "handler, "
    "handler_name, handler_post, office, opinion) VALUES "
    "('QJ-2026-000123', 1, 'library', 'counter', 'library', '', 'active', 0, 0, '', '', '', '图书馆', ''), "
    "('CJ-2026-000007', 1, 'library', 'counter', 'library', '', 'active', 0, 0, '', '', '', '图书馆', '');"
    "INSERT INTO printouts (serial, seq, case_id, state, status_list, status_index, digest, holder, pages, "
    "pdf, pdf_sha256, sealed_at, expires_at, device, requested_by) VALUES "
    "('00112233aabbccdd', 1, 'QJ-2026-000123', 'collected', 0, 1, '', '张*华', 1, x'', '', 0, 0, 'K', 's1'), "
    "('ffeeddcc00112233', 2, 'CJ-2026-000007', 'collected', 0, 2, '', '张*华', 1, x'', '', 0, 0, 'K', 's1');";

const api::Person kLibrarian{"t1", "周静", "t1", "图书馆", {{"library", {"馆员", "Librarian"}, "图书馆"}}};

struct Campus {
  Folder folder;
  std::unique_ptr<store::Database> database;
  // from_before: what a hall before receipts left.
  explicit Campus(const std::string& from_before = "") {
    if (from_before.empty()) openAt(folder).reset();
    if (!from_before.empty()) folder.bringTo(5);
    folder.sql(kCampus + from_before);
    database = openAt(folder);
  }
  template <class Work>
  auto in(Work&& work) {
    using Answer = std::invoke_result_t<Work, store::Connection&>;
    auto answer = database->write(
        [&](store::Connection& connection) -> base::Result<Answer> { return work(connection); });
    REQUIRE(answer);
    return *answer;
  }
  store::ReceiptRow decide(Decision decision, base::UnixSeconds at,
                           const std::string& serial = "00112233aabbccdd",
                           const std::string& case_id = "QJ-2026-000123") {
    return in([&](store::Connection& connection) {
      store::ReceiptRow row{.decision = decision, .serial = serial, .case_id = case_id, .node_id = "library"};
      row.process_code = case_id.starts_with("QJ") ? "student_leave" : "transcript";
      row.holder = "张德华";
      row.office = "图书馆";
      row.receiver = "t1";
      row.receiver_name = "周静";
      row.at = at;
      store::insertReceipt(connection, row);
      return row;
    });
  }
  std::vector<store::ReceiptRow> find(store::ReceiptQuery query) {
    if (!query.desk) query.desk = store::Desk{"图书馆", "D"};
    return in([&](store::Connection& connection) { return store::findReceipts(connection, query); });
  }
  std::size_t found(const std::string& text, const api::Person& reader = kLibrarian) {
    return find({.text = text, .reader = reader}).size();
  }
};

}  // namespace

TEST_CASE("a hall from before keeps its acceptances and refusals as receipts") {
  Campus campus(
      "INSERT INTO refusals VALUES (1, '00112233aabbccdd', 'library', '图书馆', 't2', 'D1', '还有书未还', "
      "100);"
      "INSERT INTO refusals VALUES (2, 'ffeeddcc00112233', 'library', '图书馆', 't1', 'D1', '缺页', 300);"
      "INSERT INTO acceptances VALUES ('00112233aabbccdd', 'library', 'QJ-2026-000123', '图书馆', 't1', "
      "'周静静', 'D2', 200);"
      "INSERT INTO counters VALUES ('refusal', 2)");
  const auto all = campus.find({});
  REQUIRE(all.size() == 3);
  CHECK(all[0].seq == 3);
  CHECK(all[0].reason == "缺页");
  CHECK(all[0].case_id == "CJ-2026-000007");
  CHECK(all[1].decision == Decision::accept);
  CHECK(all[1].receiver_name == "周静静");  // as it was on that day
  CHECK(all[1].device == "D2");
  CHECK(all[1].holder == "张德华");
  CHECK(all[1].process_code == "student_leave");
  CHECK(all[2].decision == Decision::refuse);
  CHECK(all[2].receiver_name == "吴强");
  CHECK(all[2].at == 100);
  CHECK_FALSE(all[2].open);
  const auto counts = campus.in(
      [](store::Connection& connection) { return store::acceptancesOfCase(connection, "QJ-2026-000123"); });
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].at == 200);
  CHECK(campus.found(domain::shortSerial("00112233aabbccdd")) == 2);
  CHECK(campus.decide(Decision::refuse, 400, "ffeeddcc00112233", "CJ-2026-000007").seq == 4);
}

TEST_CASE("a counter's acceptance is unique among those that count") {
  Campus campus;
  const auto first = campus.decide(Decision::accept, 100);
  const auto again = [&] {
    return campus.database->write([&](store::Connection& connection) -> base::Status {
      auto row = first;
      store::insertReceipt(connection, row);
      return {};
    });
  };
  CHECK_FALSE(again());
  campus.in([&](store::Connection& connection) {
    store::markUndone(connection, first, 150);
    return true;
  });
  CHECK(again());
}

TEST_CASE("only the last word at a counter that counts is open, and only if it left the paper there") {
  Campus campus;
  const auto asked = campus.decide(Decision::ask, 100);
  CHECK(asked.open);
  const auto later = campus.decide(Decision::postpone, 200);
  campus.decide(Decision::ask, 250, "ffeeddcc00112233", "CJ-2026-000007");
  const auto open = [&] {
    std::vector<std::int64_t> out;
    for (const auto& row : campus.find({.open_only = true})) out.push_back(row.seq);
    return out;
  };
  CHECK(open() == std::vector<std::int64_t>{3, 2});
  const auto accepted = campus.decide(Decision::accept, 300);
  CHECK(open() == std::vector<std::int64_t>{3});
  for (const auto& row : {accepted, later})
    campus.in([&](store::Connection& connection) {
      store::markUndone(connection, row, 400);
      return true;
    });
  CHECK(open() == std::vector<std::int64_t>{3, 1});
}

TEST_CASE("a receipt is found by any part of its numbers, however they are written") {
  Campus campus;
  campus.decide(Decision::refuse, 100);
  campus.decide(Decision::refuse, 200, "ffeeddcc00112233", "CJ-2026-000007");
  const auto short_serial = domain::shortSerial("00112233aabbccdd");
  for (const auto& text :
       {std::string("00112233aabbccdd"), std::string("00112233AABBCCDD"), std::string("33aabb"), short_serial,
        short_serial.substr(0, 4) + short_serial.substr(5), std::string("QJ-2026-000123"),
        std::string("qj2026000123"), std::string("2026-0001")}) {
    CAPTURE(text);
    CHECK(campus.found(text) == 1);
  }
  CHECK(campus.found("2026") == 2);
  CHECK(campus.found("XX-2026") == 0);
}

TEST_CASE("what is searched for stands for itself and never for SQL") {
  Campus campus;
  campus.decide(Decision::refuse, 100);
  for (const auto* text : {"%", "_", "张_华", "张%", "!", "'; DROP TABLE receipts; --", "\\"}) {
    CAPTURE(text);
    CHECK(campus.found(text) == 0);
  }
  CHECK(campus.found("德华") == 1);
  CHECK(campus.found("-") == 0);
}

TEST_CASE(
    "a name or a case number finds nothing for whom the case is none of the business of; a serial does") {
  Campus campus;
  campus.decide(Decision::refuse, 100);
  auto other = kLibrarian;
  other.posts[0].code = "finance";
  CHECK(campus.found("张德华", other) == 0);
  CHECK(campus.found("QJ-2026-000123", other) == 0);
  CHECK(campus.found("000123", other) == 0);
  CHECK(campus.found("00112233AABBCCDD", other) == 1);
  CHECK(campus.found(domain::shortSerial("00112233aabbccdd"), other) == 1);
  auto holder = kLibrarian;
  holder.account = "s1";
  CHECK(campus.found("张德华", holder) == 0);
  CHECK(campus.found("张德华", {"t9", "", "", "", {}}) == 0);
}

TEST_CASE("pages of receipts have each once, also those of one second") {
  Campus campus;
  for (int i = 0; i < 7; ++i) campus.decide(Decision::refuse, 100 + i / 3);
  std::vector<std::int64_t> seen;
  store::ReceiptQuery query{.limit = 2};
  for (auto rows = campus.find(query); !rows.empty(); rows = campus.find(query)) {
    for (const auto& row : rows) seen.push_back(row.seq);
    query.before = {rows.back().at, rows.back().seq};
  }
  CHECK(seen == std::vector<std::int64_t>{7, 6, 5, 4, 3, 2, 1});
  CHECK(campus.find({.since = 101, .until = 102}).size() == 3);
  CHECK(campus.find({.desk = store::Desk{"财务处", "D"}}).empty());
}
