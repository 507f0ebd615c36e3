// What receivers decided about papers, at which counter and when. Nothing is ever removed: what was taken
// back is marked, and counts for nobody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/verdict.hpp"
#include "hall/store/cases.hpp"
#include "hall/store/database.hpp"
#include "hall_api/types.hpp"

namespace hall::store {

struct ReceiptRow {
  std::int64_t seq = 0;  // order over all receipts, and their name
  api::ReceiptDecision decision = api::ReceiptDecision::accept;
  std::string serial;
  std::string case_id;
  std::string node_id;
  std::string process_code;
  std::string holder;  // the whole name, as it was on that day
  std::string office;
  std::string receiver;  // account
  std::string receiver_name;
  std::string device;
  std::string reason;
  std::string colleague;  // account
  std::string colleague_name;
  base::UnixSeconds at = 0;          // by the hall's clock
  base::UnixSeconds decided_at = 0;  // by the desk's, without network; 0: at `at`
  base::UnixSeconds undone_at = 0;   // 0: it counts
  bool open = false;                 // asked or postponed, and the last word at its counter
};

// Gives row its seq. A counter's acceptance is unique among those that count.
void insertReceipt(Connection& connection, ReceiptRow& row);
std::optional<ReceiptRow> receiptWithSeq(Connection& connection, std::int64_t seq);
void markUndone(Connection& connection, const ReceiptRow& row, base::UnixSeconds now);
std::vector<ReceiptRow> receiptsOfCase(Connection& connection, const std::string& case_id);  // oldest first
// Those that count, oldest first.
std::vector<domain::Acceptance> acceptancesOfCase(Connection& connection, const std::string& case_id);

// What a desk has before it: its office's receipts; of a desk without an office its own.
struct Desk {
  std::string office;
  std::string device;
};

struct ReceiptQuery {
  std::optional<Desk> desk;
  std::string colleague;  // whom it was left to; empty: anybody
  std::string text;       // part of a serial in either form, of a case number or of the holder's name
  // By a name only those are found whose case has a counter of the reader's posts.
  api::Person reader{};
  std::optional<base::UnixSeconds> since{}, until{};  // at >= since, at < until
  bool open_only = false;
  Cursor before{};  // {at, seq} of the last one seen
  int limit = 50;
};
std::vector<ReceiptRow> findReceipts(Connection& connection, const ReceiptQuery& query);  // newest first

// Every zone's midnight begins one of these.
constexpr std::int64_t kQuarter_s = 900;

struct ReceiptCount {
  base::UnixSeconds quarter = 0;  // its first second
  api::ReceiptDecision decision = api::ReceiptDecision::accept;
  std::string process_code;
  bool undone = false;
  int count = 0;
};
std::vector<ReceiptCount> countReceipts(Connection& connection, const Desk& desk, base::UnixSeconds since,
                                        base::UnixSeconds until);

// For the migration that brought receipts: makes the moved ones findable by their numbers.
void fillSearchCodes(Connection& connection);

}  // namespace hall::store
