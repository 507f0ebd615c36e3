#include "verifier/outbox/book.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "hall_api/codec.hpp"

namespace verifier {
namespace {

namespace fs = std::filesystem;
using sqlite::number;
using sqlite::Row;
using sqlite::text;

constexpr const char* kName = "outbox.sqlite";
constexpr const char* kAside = "outbox-damaged-";
constexpr const char* kUndecodable = "outbox_undecodable";  // inside this file: a row that says nothing
constexpr std::int64_t kSchema = 1;
constexpr std::array<std::string_view, 2> kTables{
    // AUTOINCREMENT: a screen that still shows an old decision never names a new one by it.
    "CREATE TABLE decisions(id INTEGER PRIMARY KEY AUTOINCREMENT, serial TEXT NOT NULL,"
    " short_serial TEXT NOT NULL, title TEXT NOT NULL, request TEXT NOT NULL, account TEXT NOT NULL,"
    " receiver_name TEXT NOT NULL, office TEXT NOT NULL, decided_at INTEGER NOT NULL,"
    " idempotency_key TEXT NOT NULL UNIQUE, state TEXT NOT NULL, answer TEXT NOT NULL DEFAULT '') STRICT",
    "CREATE UNIQUE INDEX one_waits ON decisions(serial) WHERE state IN ('waiting', 'sending')",
};
constexpr const char* kAll =
    "SELECT id, serial, short_serial, title, request, account, receiver_name, office, decided_at,"
    " idempotency_key, state, answer FROM decisions ORDER BY id";

std::string nameOf(EntryState state) {
  switch (state) {
    case EntryState::waiting:
      return "waiting";
    case EntryState::sending:
      return "sending";
    case EntryState::conflict:
      return "conflict";
    case EntryState::refused:
      return "refused";
  }
  return "";
}

std::optional<EntryState> stateNamed(const std::string& name) {
  for (const auto state :
       {EntryState::waiting, EntryState::sending, EntryState::conflict, EntryState::refused})
    if (nameOf(state) == name) return state;
  return std::nullopt;
}

base::Result<Entry> entryIn(const Row& row) {
  auto request = api::fromJson<api::ReceiptRequest>(text(row, 4));
  if (!request) return base::fail(request.error());
  const auto state = stateNamed(text(row, 10));
  if (!state) return base::fail(kUndecodable, "", "a row in no known state");
  Entry out{.state = *state};
  out.kept.serial = text(row, 1);
  out.kept.short_serial = text(row, 2);
  out.kept.title = text(row, 3);
  out.kept.request = std::move(*request);
  out.kept.account = text(row, 5);
  out.kept.receiver_name = text(row, 6);
  out.kept.office = text(row, 7);
  out.kept.id = number(row, 0);
  out.kept.decided_at = number(row, 8);
  out.kept.idempotency_key = text(row, 9);
  out.kept.maybe_sent = *state == EntryState::sending;
  if (text(row, 11).empty()) return out;
  auto answer = api::fromJson<api::Problem>(text(row, 11));
  if (!answer) return base::fail(answer.error());
  out.answer = std::move(*answer);
  return out;
}

void syncFolder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

// The journal first: a new file must never meet the old one's.
base::Status moveAside(const fs::path& file, base::UnixSeconds now) {
  auto stamp = base::toRfc3339(now);
  std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
  const auto stem = file.parent_path() / (kAside + stamp);
  auto target = stem.string() + ".sqlite";
  for (int n = 2; fs::exists(target) || fs::exists(target + "-wal"); ++n)
    target = stem.string() + "-" + std::to_string(n) + ".sqlite";
  for (const std::string ending : {"-wal", ""}) {
    std::error_code problem;
    fs::rename(file.string() + ending, target + ending, problem);
    if (problem && problem != std::errc::no_such_file_or_directory)
      return base::fail("outbox_unwritable", file.string(), problem.message());
    syncFolder(file.parent_path());
  }
  base::log::error("the outbox is damaged; it is kept as {}", target);
  return {};
}

// How a desk's own file is to be held: by one program, nothing of what was deleted left in it.
base::Status setUp(sqlite::Database& file) {
  for (const auto* pragma : {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA secure_delete=ON"})
    if (auto done = file.run(pragma); !done) return done;
  if (auto ready = file.prepare(kSchema, {kTables.begin(), kTables.end()}); !ready) return ready;
  return file.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

base::Status Book::load() {
  auto rows = file_.query(kAll);
  if (!rows) return base::fail(rows.error());
  for (const auto& row : *rows) {
    auto entry = entryIn(row);
    if (!entry) return base::fail(kUndecodable, "", entry.error().cause);
    entries_.push_back(std::move(*entry));
  }
  auto last = file_.query("SELECT seq FROM sqlite_sequence WHERE name = 'decisions'");
  if (!last) return base::fail(last.error());
  if (!last->empty()) last_ = number(last->front(), 0);
  return {};
}

base::Result<Book> Book::attempt(const fs::path& path, bool* damaged) {
  auto file = sqlite::Database::open(path, "outbox");
  if (!file) return base::fail(file.error());
  Book book(std::move(*file));
  auto ready = setUp(book.file_);
  if (ready) ready = book.load();
  if (ready) return book;
  *damaged = book.file_.damaged() || ready.error().code == kUndecodable;
  if (ready.error().code != kUndecodable) return base::fail(ready.error());
  return base::fail("outbox_unreadable", path.string(), ready.error().cause);
}

base::Result<Book> Book::open(const fs::path& folder, base::UnixSeconds now) {
  std::error_code ignored;  // what can't be made can't be opened either
  fs::create_directories(folder, ignored);
  const auto path = folder / kName;
  bool damaged = false;
  auto book = attempt(path, &damaged);
  if (book || !damaged) return book;
  if (auto moved = moveAside(path, now); !moved) return base::fail(moved.error());
  return attempt(path, &damaged);
}

base::Result<std::int64_t> Book::add(const Kept& kept) {
  auto done = file_.run(
      "INSERT INTO decisions(serial, short_serial, title, request, account, receiver_name, office, "
      "decided_at,"
      " idempotency_key, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
      {kept.serial, kept.short_serial, kept.title, api::toJson(kept.request), kept.account,
       kept.receiver_name, kept.office, kept.decided_at, kept.idempotency_key});
  if (!done) return base::fail(done.error());
  return file_.lastId();
}

base::Status Book::change(const Entry& entry) {
  const bool answered = entry.state == EntryState::conflict || entry.state == EntryState::refused;
  return file_.run("UPDATE decisions SET state = ?, request = ?, answer = ? WHERE id = ?",
                   {nameOf(entry.state), api::toJson(entry.kept.request),
                    answered ? api::toJson(entry.answer) : std::string(), entry.kept.id});
}

base::Status Book::erase(std::int64_t id) {
  if (auto done = file_.run("DELETE FROM decisions WHERE id = ?", {id}); !done) return done;
  (void)file_.run("PRAGMA wal_checkpoint(TRUNCATE)");  // the next one does it, else
  return {};
}

std::vector<fs::path> damagedBooks(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (fs::directory_iterator at(folder, none), end; !none && at != end; at.increment(none))
    if (at->path().filename().string().starts_with(kAside)) out.push_back(at->path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace verifier
