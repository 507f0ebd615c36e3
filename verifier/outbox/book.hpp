// The outbox's file: one row a decision. Internal to this room; not thread-safe.
#pragma once

#include "hall_api/types.hpp"
#include "sqlite/database.hpp"
#include "verifier/outbox/outbox.hpp"

namespace verifier {

// waiting -> sending, written before the first octet leaves -> gone, or conflict or refused until somebody
// has seen it.
enum class EntryState { waiting, sending, conflict, refused };

struct Entry {
  Kept kept;  // maybe_sent says the same as state sending
  EntryState state = EntryState::waiting;
  api::Problem answer{};  // of conflict and refused
};

class Book {
 public:
  // As Outbox::open; a damaged file is moved aside.
  static base::Result<Book> open(const std::filesystem::path& folder, base::UnixSeconds now);

  std::vector<Entry> takeEntries() { return std::move(entries_); }  // what was found on opening
  std::int64_t lastOfEarlierLives() const { return last_; }

  base::Result<std::int64_t> add(const Kept& kept);  // its id
  base::Status change(const Entry& entry);           // state, request and answer
  base::Status erase(std::int64_t id);               // and overwrites it, in the journal as well

 private:
  explicit Book(sqlite::Database&& file) : file_(std::move(file)) {}
  static base::Result<Book> attempt(const std::filesystem::path& file, bool* damaged);
  base::Status load();

  sqlite::Database file_;
  std::vector<Entry> entries_;
  std::int64_t last_ = 0;
};

// Files kept aside in the folder, the oldest first.
std::vector<std::filesystem::path> damagedBooks(const std::filesystem::path& folder);

}  // namespace verifier
