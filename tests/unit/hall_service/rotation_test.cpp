// Keys change while copies are being sealed: none is lost, none is sealed by a key that may not.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/file.hpp"
#include "hall/service/key_ceremony.hpp"
#include "keys_fixture.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"

using test::need;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 60s;  // for one round of copies, which takes well under a second

// Moves while others look.
class RunningClock final : public base::Clock {
 public:
  base::UnixSeconds now() const override { return now_; }
  base::SteadyTime steady() const override { return {}; }
  void advance(std::int64_t seconds) { now_ += seconds; }

 private:
  std::atomic<base::UnixSeconds> now_{1'790'000'000};
};

struct Copy {
  std::string serial;
  int pages = 0;
  base::Bytes pdf;
};

// Prints several documents side by side, as many copies of them as it is told.
class Printers {
 public:
  Printers(hall::Service& service, std::string token, const std::vector<std::string>& documents)
      : service_(service), token_(std::move(token)) {
    for (const auto& document : documents) threads_.emplace_back([this, document] { work(document); });
  }
  ~Printers() {
    {
      const std::lock_guard turn(busy_);
      over_ = true;
    }
    moved_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  void begin(int count) {
    const std::lock_guard turn(busy_);
    wanted_ += count;
    moved_.notify_all();
  }
  // Whether all of them came to an end, printed or refused.
  bool finish() {
    std::unique_lock turn(busy_);
    return moved_.wait_for(turn, kPatience, [&] { return ended_ == wanted_; });
  }

  // To be read once finished.
  std::vector<Copy> copies;
  std::vector<std::string> refused;

 private:
  void work(const std::string& document) {
    const hall::DeviceIdentity kiosk{"KIOSK-07", "kiosk", ""};
    std::unique_lock turn(busy_);
    while (true) {
      moved_.wait(turn, [&] { return over_ || begun_ < wanted_; });
      if (over_) return;
      const auto key = "rotation-" + std::to_string(++begun_);
      turn.unlock();
      const auto made = service_.requestPrintout(kiosk, token_, document, key);
      auto pdf = made ? service_.printoutPdf(kiosk, token_, made->serial) : base::fail(made.error());
      turn.lock();
      if (pdf)
        copies.push_back({made->serial, made->pages, std::move(*pdf)});
      else
        refused.push_back(pdf.error().describe());
      ++ended_;
      moved_.notify_all();
    }
  }

  hall::Service& service_;
  const std::string token_;
  std::mutex busy_;
  std::condition_variable moved_;
  int wanted_ = 0, begun_ = 0, ended_ = 0;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

// What `hall keys` is beside a running hall: another database connection, a ceremony of its own.
class KeyOwner {
 public:
  KeyOwner(const test::Hall& hall, RunningClock& clock)
      : clock_(clock),
        access_{hall.folder() / "keys", hall.settings().key_passphrase, ""},
        database_(need(hall::store::Database::open(hall.folder() / "hall.sqlite", clock.now()))),
        ring_(need(hall::KeyRing::open(*database_, access_, clock.now()))),
        root_(rootOf(hall)) {}

  // The key that hall made to follow the first goes, so that the next one may begin at once.
  void dropSuccessor() {
    const auto kid = base::toHex(need(ring_->current(clock_.now()))->set.keys.back().kid);
    need(ceremony().revoke(root_, kid, "unused", hall::KeyCeremony::Successor::needed));
    clock_.advance(1);
  }
  // From that many seconds on; 0: when the last key's window ends.
  void publishNext(seal::Algorithm algorithm, std::int64_t in_seconds) {
    using From = std::optional<base::UnixSeconds>;
    need(ceremony().next(root_, {algorithm, ""}, in_seconds ? From(clock_.now() + in_seconds) : From()));
    clock_.advance(1);
  }
  void retireCurrent() {
    const auto set = need(ring_->current(clock_.now()))->set;
    need(ceremony().retire(root_, base::toHex(hall::signingKey(set, clock_.now())->kid)));
    clock_.advance(1);
  }

 private:
  hall::KeyCeremony ceremony() { return {*database_, clock_, access_, "uid 1000"}; }
  static seal::PrivateKey rootOf(const test::Hall& hall) {
    const auto line = need(base::readTextFile(hall.folder() / "keys" / "root.passphrase", 100));
    return need(hall::readKeyFile(hall.folder() / "keys" / "root.pem", line.substr(0, line.find('\n'))));
  }

  RunningClock& clock_;
  hall::KeyAccess access_;
  std::unique_ptr<hall::store::Database> database_;
  std::unique_ptr<hall::KeyRing> ring_;
  seal::PrivateKey root_;
};

// The token of every page, off the paper.
std::vector<base::Bytes> tokensOn(const Copy& copy) {
  std::vector<base::Bytes> out;
  const qr::ReadLimits clean{16, 1};  // nothing wore these pages
  for (int page = 0; page < copy.pages; ++page)
    for (const auto& code : qr::read(need(paper::rasterisePage(copy.pdf, page, 200, 1, "copy")), clean))
      if (auto carried = seal::fromCarrier(code.text)) out.push_back(std::move(carried->token));
  return out;
}

struct Seen {
  std::set<std::string> serials, kids;
  std::set<std::pair<std::uint32_t, std::uint32_t>> entries;  // of status lists
};

void checkCopy(const Copy& copy, const seal::Verifier& verifier, base::UnixSeconds now, Seen& seen) {
  const auto tokens = tokensOn(copy);
  CHECK(tokens.size() == static_cast<std::size_t>(copy.pages));
  std::set<std::string> kids;
  for (const auto& one : tokens) {
    const auto checked = verifier.verifyToken(one, now);
    INFO(checked.reason);
    CHECK(checked.outcome == seal::Outcome::genuine);
    REQUIRE(checked.claims);
    CHECK(base::toHex(checked.claims->cti) == copy.serial);
    kids.insert(base::toHex(checked.kid));
    seen.entries.insert({checked.claims->status.list, checked.claims->status.index});
  }
  CHECK(kids.size() == 1);  // all pages by one key
  seen.kids.merge(kids);
  seen.serials.insert(copy.serial);
}

}  // namespace

TEST_CASE("of the copies printed while keys change none is lost and each is genuine") {
  constexpr int kChanges = 6, kCopiesAChange = 18;
  test::Hall hall;
  RunningClock clock;
  const auto service = need(hall::Service::open(hall.settings(), clock));
  std::vector<std::string> documents;
  for (const auto* process : {"transcript", "enrolment", "enrolment", "enrolment"}) {
    documents.push_back(hall.applyFor(process).id);
    hall.approve("t1003", documents.back(), "registrar");
  }
  hall.act(documents[0], "print", domain::KioskAction::read_and_confirm);
  KeyOwner owner(hall, clock);
  owner.dropSuccessor();

  Printers printers(*service, hall.token("20230001", hall.kiosk), documents);
  for (int i = 0; i < kChanges; ++i) {
    const bool by_clock = i % 3 == 2;
    printers.begin(kCopiesAChange / 2);
    owner.publishNext(i % 2 ? seal::Algorithm::esp256 : seal::Algorithm::sm2, by_clock ? 3 : 0);
    printers.begin(kCopiesAChange / 2);
    by_clock ? clock.advance(3) : owner.retireCurrent();
    REQUIRE(printers.finish());
    REQUIRE(printers.refused == std::vector<std::string>{});
  }

  const auto keys =
      need(seal::openKeySet(need(service->keySet()), need(seal::rootKeyFromText(service->rootKeyText()))));
  const seal::Verifier verifier(keys);
  Seen seen;
  for (const auto& copy : printers.copies) checkCopy(copy, verifier, clock.now(), seen);
  CHECK(seen.serials.size() == kChanges * kCopiesAChange);
  CHECK(seen.entries.size() == kChanges * kCopiesAChange);
  CHECK(seen.kids.size() >= kChanges);
}
