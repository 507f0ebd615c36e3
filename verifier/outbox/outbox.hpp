// Decisions of this desk, durable before anything is sent. Every decision, on line as well as off line, is
// kept first and delivered then: there is one way. What keep() returned from survives kill -9 and power cuts,
// and reaches the hall once, since its Idempotency-Key and the very body that was sent first are kept with
// it. On disk in <state folder>/outbox.sqlite: what a decision needs, never a token; what is settled,
// withdrawn or acknowledged is overwritten. One process, any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/verdict.hpp"
#include "hall_api/client.hpp"

namespace verifier {

struct NewDecision {
  std::string serial;           // of the copy; 16 hex digits
  std::string short_serial;     // as people read it
  std::string title;            // of the document, for lists
  api::ReceiptRequest request;  // without decided_at: the outbox knows when, and whether the hall must
  std::string account;          // who decided: only his session delivers it
  std::string receiver_name;    // his, and
  std::string office;           // the desk's: one of the two facts of a conflict
};

struct Kept : NewDecision {
  std::int64_t id = 0;  // never used twice
  base::UnixSeconds decided_at = 0;
  std::string idempotency_key;
  bool maybe_sent = false;  // it was on its way once: the hall may have it, though nobody heard so
};

struct Settled {  // the hall has it; nothing of it is left on disk
  Kept kept;
  std::optional<api::Receipt> receipt;  // nullopt: an earlier try had reached the hall, which no longer
                                        // remembers its answer (after 14 days), yet has the acceptance
};

struct Trouble {      // a decision that the hall won't take, until somebody has seen that
  Kept kept;          // our fact
  base::Error error;  // the hall's
  std::optional<domain::Acceptance> earlier;  // already_accepted: somebody was first
};

struct Delivered {
  std::vector<Settled> settled;  // oldest first
  std::vector<Trouble> troubles;
  std::optional<base::Error> why_waiting;  // what of this account still waits does so because of this
};

class Outbox {
 public:
  // Codes: outbox_unreadable, outbox_unwritable, outbox_busy (another program has it), outbox_newer. A file
  // whose contents are damaged is no error here: it is kept beside under a new name (setAside), and an empty
  // one is begun.
  static base::Result<std::unique_ptr<Outbox>> open(const std::filesystem::path& state_folder,
                                                    const base::Clock& clock);
  ~Outbox();

  // On disk when it returns. Codes: already_waiting (a decision on the same copy waits here), json_* for what
  // the hall couldn't read, outbox_unwritable.
  base::Result<Kept> keep(const NewDecision& decision);

  // Takes back what was never sent. Codes: decision_maybe_sent (deliver, then undo at the hall),
  // decision_unknown (settled meanwhile), outbox_unwritable.
  base::Status withdraw(std::int64_t id);

  // Sends what waits for this account, oldest first; each answer is on disk before the next is sent. Asks
  // deviceSelf first, so that what is decided while the hall is away stays free to be withdrawn. Stops where
  // no decision can pass (hall away, session over); one at which the hall fails lets the others go first.
  // Blocking; one at a time. Where the disk fails, why_waiting is outbox_unwritable.
  Delivered deliver(api::HallClient& hall, const std::string& token, const std::string& account);

  // From memory, oldest first: cheap enough for every frame.
  std::vector<Kept> waiting() const;
  std::vector<Trouble> troubles() const;
  // A trouble was seen. Codes: decision_unknown, outbox_unwritable.
  base::Status acknowledge(std::int64_t id);

  // outbox_damaged for every file kept aside, now or in an earlier life, as long as it lies there. Place: the
  // file.
  std::vector<base::Error> setAside() const;

 private:
  struct Body;
  explicit Outbox(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace verifier
