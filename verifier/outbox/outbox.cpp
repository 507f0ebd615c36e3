#include "verifier/outbox/outbox.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "hall_api/codec.hpp"
#include "verifier/outbox/book.hpp"

namespace verifier {
namespace {

namespace fs = std::filesystem;

// What is delivered later than this was decided off line, and the hall is told when. A network that answers
// late, or a receiver who signs in again, takes less.
constexpr base::UnixSeconds kAtOnce_s = 60;

// How a hall that didn't take a decision is to be understood.
enum class Answer {
  lost,     // nobody knows whether it arrived
  closed,   // it did nothing, and would do nothing for the next decision either
  failed,   // it fails at this one for now
  settled,  // final
};

Answer meaningOf(std::string_view code) {
  static constexpr std::array<std::string_view, 6> kClosed{"session_expired", "session_missing",
                                                           "device_unknown",  "hall_untrusted",
                                                           "account_locked",  "too_many_requests"};
  static constexpr std::array<std::string_view, 4> kFailed{"internal", "hall_", "data_", "audit_"};
  if (code == "hall_unreachable") return Answer::lost;
  if (std::ranges::find(kClosed, code) != kClosed.end()) return Answer::closed;
  const bool fails = std::ranges::any_of(kFailed, [&](auto begin) { return code.starts_with(begin); });
  return fails ? Answer::failed : Answer::settled;
}

bool isOpen(const Entry& entry) {
  return entry.state == EntryState::waiting || entry.state == EntryState::sending;
}

Trouble troubleOf(const Entry& entry) {
  const auto& answer = entry.answer;
  return {entry.kept, base::Error{answer.code, answer.pointer, answer.detail, answer.args},
          answer.acceptance};
}

// The first try reached the hall, whose answer was lost and is forgotten by now.
bool isOurs(const Kept& kept, const domain::Acceptance& first) {
  return kept.maybe_sent && kept.request.decision == api::ReceiptDecision::accept &&
         first.serial == kept.serial && first.office == kept.office &&
         first.receiver_name == kept.receiver_name &&
         (kept.request.node_id.empty() || first.node_id == kept.request.node_id);
}

}  // namespace

struct Outbox::Body {
  Body(fs::path where, const base::Clock& wall, Book&& opened)
      : folder(std::move(where)), clock(wall), book(std::move(opened)), entries(book.takeEntries()) {}

  const fs::path folder;
  const base::Clock& clock;
  std::mutex delivering;     // one delivery at a time
  mutable std::mutex guard;  // of the two below; never held while the hall is asked
  Book book;
  std::vector<Entry> entries;  // oldest first; what the book holds

  std::vector<Entry>::iterator find(std::int64_t id) {
    return std::ranges::find(entries, id, [](const Entry& entry) { return entry.kept.id; });
  }

  base::Status erase(std::vector<Entry>::iterator entry) {
    if (auto done = book.erase(entry->kept.id); !done) return done;
    entries.erase(entry);
    return {};
  }

  base::Status change(Entry& entry, Entry changed) {
    if (auto done = book.change(changed); !done) return done;
    entry = std::move(changed);
    return {};
  }

  bool waitsFor(const std::string& account) const {
    const std::lock_guard hold(guard);
    return std::ranges::any_of(
        entries, [&](const Entry& entry) { return isOpen(entry) && entry.kept.account == account; });
  }

  base::Result<std::optional<Entry>> nextToSend(const std::string& account, std::int64_t after,
                                                base::UnixSeconds hall_time);
  base::Result<Answer> send(api::HallClient& hall, const std::string& token, const Entry& entry,
                            Delivered& out);
  base::Status settle(const Entry& sent, const base::Result<api::Receipt>& answer, Answer meaning,
                      const std::optional<domain::Acceptance>& first, Delivered& out);
  base::Status trouble(Entry& entry, const base::Error& error, const std::optional<domain::Acceptance>& first,
                       Delivered& out);
};

// The next of this account behind that one, written down as on its way. What is sent once is sent the same
// ever after: the hall knows a repeated key by its body.
base::Result<std::optional<Entry>> Outbox::Body::nextToSend(const std::string& account, std::int64_t after,
                                                            base::UnixSeconds hall_time) {
  const std::lock_guard hold(guard);
  const auto next = std::ranges::find_if(entries, [&](const Entry& entry) {
    return isOpen(entry) && entry.kept.account == account && entry.kept.id > after;
  });
  if (next == entries.end()) return std::optional<Entry>();
  const auto before = *next;
  if (before.state == EntryState::sending) return std::optional(before);
  auto sending = before;
  sending.state = EntryState::sending;
  sending.kept.maybe_sent = true;
  const auto decided = before.kept.decided_at, now = clock.now();
  const bool late = before.kept.id <= book.lastOfEarlierLives() || now < decided || now - decided > kAtOnce_s;
  // This clock may go wrong, or have been put back meanwhile: nothing was decided in the hall's future.
  if (late) sending.kept.request.decided_at = std::min({decided, now, hall_time});
  if (auto written = change(*next, std::move(sending)); !written) return base::fail(written.error());
  auto out = *next;
  out.kept.maybe_sent = false;  // before this try
  return std::optional(std::move(out));
}

base::Result<Answer> Outbox::Body::send(api::HallClient& hall, const std::string& token, const Entry& entry,
                                        Delivered& out) {
  const auto& kept = entry.kept;
  domain::Acceptance earlier;
  const auto answer = hall.receive(token, kept.serial, kept.request, kept.idempotency_key, &earlier);
  const bool conflict = !answer && answer.error().code == "already_accepted";
  const auto meaning = answer ? Answer::settled : meaningOf(answer.error().code);
  base::log::info("copy {}: {} {}", kept.serial, api::nameOf(kept.request.decision),
                  answer ? std::string("done") : answer.error().code);
  const auto first = conflict ? std::optional(earlier) : std::nullopt;
  if (auto done = settle(entry, answer, meaning, first, out); !done) return base::fail(done.error());
  return meaning;
}

// The hall's answer, on disk before the next decision is sent. sent: as it was before this try.
base::Status Outbox::Body::settle(const Entry& sent, const base::Result<api::Receipt>& answer, Answer meaning,
                                  const std::optional<domain::Acceptance>& first, Delivered& out) {
  const std::lock_guard hold(guard);
  const auto entry = find(sent.kept.id);
  const auto& kept = sent.kept;
  switch (meaning) {
    case Answer::lost:
    case Answer::failed:
      if (!out.why_waiting) out.why_waiting = answer.error();
      return {};
    case Answer::closed: {
      if (!out.why_waiting) out.why_waiting = answer.error();
      if (kept.maybe_sent) return {};
      auto back = sent;  // it wasn't taken, and never tried before: free to be withdrawn
      back.state = EntryState::waiting;
      back.kept.request.decided_at.reset();
      return change(*entry, std::move(back));
    }
    case Answer::settled:
      break;
  }
  if (!answer && !(first && isOurs(kept, *first))) return trouble(*entry, answer.error(), first, out);
  if (auto erased = erase(entry); !erased) return erased;
  out.settled.push_back({kept, answer ? std::optional(*answer) : std::nullopt});
  return {};
}

base::Status Outbox::Body::trouble(Entry& entry, const base::Error& error,
                                   const std::optional<domain::Acceptance>& first, Delivered& out) {
  auto changed = entry;
  changed.state = first ? EntryState::conflict : EntryState::refused;
  changed.kept.maybe_sent = false;
  changed.answer = {.status = first ? 409 : 400,
                    .code = error.code,
                    .detail = error.cause,
                    .pointer = error.place,
                    .args = error.args,
                    .acceptance = first};
  if (!api::fromJson<api::Problem>(api::toJson(changed.answer)))  // what can't be read back says less
    changed.answer = {.status = changed.answer.status, .code = "internal", .acceptance = first};
  if (auto written = change(entry, std::move(changed)); !written) return written;
  out.troubles.push_back(troubleOf(entry));
  return {};
}

Outbox::Outbox(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Outbox::~Outbox() = default;

base::Result<std::unique_ptr<Outbox>> Outbox::open(const fs::path& state_folder, const base::Clock& clock) {
  auto book = Book::open(state_folder, clock.now());
  if (!book) return base::fail(book.error());
  auto body = std::make_unique<Body>(state_folder, clock, std::move(*book));
  return std::unique_ptr<Outbox>(new Outbox(std::move(body)));
}

base::Result<Kept> Outbox::keep(const NewDecision& decision) {
  Entry entry;
  static_cast<NewDecision&>(entry.kept) = decision;
  entry.kept.request.decided_at.reset();
  entry.kept.idempotency_key = base::randomToken(24);
  if (auto legible = api::fromJson<api::ReceiptRequest>(api::toJson(entry.kept.request)); !legible)
    return base::fail(legible.error());  // the hall would say the same, only later
  const std::lock_guard hold(body_->guard);
  for (const auto& other : body_->entries)
    if (isOpen(other) && other.kept.serial == decision.serial)
      return base::fail("already_waiting", "", "a decision on this copy waits at this desk");
  entry.kept.decided_at = body_->clock.now();
  const auto id = body_->book.add(entry.kept);
  if (!id) return base::fail(id.error());
  entry.kept.id = *id;
  body_->entries.push_back(entry);
  return entry.kept;
}

base::Status Outbox::withdraw(std::int64_t id) {
  const std::lock_guard hold(body_->guard);
  const auto entry = body_->find(id);
  if (entry == body_->entries.end() || !isOpen(*entry))
    return base::fail("decision_unknown", "", "no such decision waits");
  if (entry->state == EntryState::sending)
    return base::fail("decision_maybe_sent", "", "it may have reached the hall");
  return body_->erase(entry);
}

Delivered Outbox::deliver(api::HallClient& hall, const std::string& token, const std::string& account) {
  const std::lock_guard one(body_->delivering);
  Delivered out;
  if (!body_->waitsFor(account)) return out;
  const auto there = hall.deviceSelf();
  if (!there) {
    out.why_waiting = there.error();
    return out;
  }
  for (std::int64_t last = 0;;) {
    const auto next = body_->nextToSend(account, last, there->hall_time);
    if (next && !*next) return out;
    const auto sent = next ? body_->send(hall, token, **next, out) : base::fail(next.error());
    if (!sent) {
      out.why_waiting = sent.error();
      return out;
    }
    if (*sent == Answer::lost || *sent == Answer::closed) return out;
    last = (*next)->kept.id;
  }
}

std::vector<Kept> Outbox::waiting() const {
  const std::lock_guard hold(body_->guard);
  std::vector<Kept> out;
  for (const auto& entry : body_->entries)
    if (isOpen(entry)) out.push_back(entry.kept);
  return out;
}

std::vector<Trouble> Outbox::troubles() const {
  const std::lock_guard hold(body_->guard);
  std::vector<Trouble> out;
  for (const auto& entry : body_->entries)
    if (!isOpen(entry)) out.push_back(troubleOf(entry));
  return out;
}

base::Status Outbox::acknowledge(std::int64_t id) {
  const std::lock_guard hold(body_->guard);
  const auto entry = body_->find(id);
  if (entry == body_->entries.end() || isOpen(*entry))
    return base::fail("decision_unknown", "", "no such trouble");
  return body_->erase(entry);
}

std::vector<base::Error> Outbox::setAside() const {
  std::vector<base::Error> out;
  for (const auto& file : damagedBooks(body_->folder))
    out.push_back({"outbox_damaged", file.string(), "kept aside"});
  return out;
}

}  // namespace verifier
