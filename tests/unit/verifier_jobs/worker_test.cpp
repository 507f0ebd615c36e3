// The worker against a hall that says what the test wants: answers, conflicts, silence.
#include <stdlib.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>

#include "tests/story/harness/absent_hall.hpp"
#include "verifier/jobs/worker.hpp"

using namespace verifier;
using namespace verifier::desk;

namespace {

struct Hall {
  std::atomic<bool> away = false;
  std::atomic<bool> taken = false;
  std::mutex mutex;
  std::vector<std::string> keys, tokens;
};

class FakeHall final : public story::AbsentHall {
 public:
  explicit FakeHall(Hall& hall) : hall_(hall) {}
  base::Result<api::DeviceSelf> deviceSelf() override {
    if (hall_.away) return gone();
    return api::DeviceSelf{.name = "DESK-1", .kind = "desk", .office = "教务处"};
  }
  base::Result<api::Session> signIn(const api::SignIn& sign_in) override {
    if (sign_in.password != "right") return base::fail("sign_in_failed", "", "no");
    return api::Session{"token", {.account = sign_in.account, .name = "欧阳文静"}, 0};
  }
  base::Status signOut(const std::string&) override { return {}; }
  base::Result<api::Verification> verify(const api::VerificationRequest&, const std::string& token) override {
    if (hall_.away) return gone();
    const std::lock_guard lock(hall_.mutex);
    hall_.tokens.push_back(token);
    api::Verification answer;
    answer.verdict.seal = domain::SealState::genuine;
    answer.verdict.status = domain::StatusState::valid;
    answer.serial = kSerial;
    answer.page = answer.pages = 1;
    return answer;
  }
  base::Result<api::Receipt> receive(const std::string&, const std::string& serial,
                                     const api::ReceiptRequest& request, const std::string& key,
                                     domain::Acceptance* earlier) override {
    if (hall_.away) return gone();
    const std::lock_guard lock(hall_.mutex);
    hall_.keys.push_back(key);
    if (hall_.taken) {
      *earlier = {serial, "finance", "财务处", "李建国", 1};
      return base::fail("already_accepted", "", "first");
    }
    api::Receipt receipt;
    receipt.id = "r" + std::to_string(hall_.keys.size());
    receipt.decision = request.decision;
    receipt.serial = serial;
    return receipt;
  }

  static constexpr const char* kSerial = "5f3a91c2d47be608";

 private:
  Hall& hall_;
};

// A state folder of its own, gone afterwards.
struct State {
  std::filesystem::path path;
  State() {
    std::string name = (std::filesystem::temp_directory_path() / "desk-worker-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~State() { std::filesystem::remove_all(path); }
};

config::Device deviceIn(const std::filesystem::path& state) {
  config::Device device;
  device.state = state;
  device.timeouts.hall_retry = std::chrono::seconds(1);
  return device;
}

struct Bench {
  State state;
  Hall hall;
  base::SystemClock clock;
  std::mutex mutex;
  std::condition_variable came;
  std::deque<Event> events;
  Worker worker{deviceIn(state.path), [this] { return std::make_unique<FakeHall>(hall); }, clock,
                [this](Event event) {
                  const std::lock_guard lock(mutex);
                  events.push_back(std::move(event));
                  came.notify_one();
                }};

  void signIn() {
    worker.start(SignInNow{"t1008", "right"});
    REQUIRE(next<SignedIn>().session);
  }
  DecideNow decision(api::ReceiptDecision decision) {
    api::ReceiptRequest request;
    request.decision = decision;
    request.reason = "缺章";
    return {1, FakeHall::kSerial, "K7QF-3M2A", "离校手续单", request, "t1008", "欧阳文静", "教务处"};
  }

  template <class T>
  T next() {  // the next answer of that kind; others are passed over
    std::unique_lock lock(mutex);
    for (;;) {
      REQUIRE(came.wait_for(lock, std::chrono::seconds(20), [this] { return !events.empty(); }));
      const auto event = std::move(events.front());
      events.pop_front();
      if (const auto* wanted = std::get_if<T>(&event)) return *wanted;
    }
  }
};

// A carrier's form; the fake hall doesn't look further.
const std::string kCarrier = "https://hall.example.edu.cn/v#2KCE3IQEUQWTMAAAAAA7QHCBLAXQ";

}  // namespace

TEST_CASE("the hall's answer about a code comes back, while the desk meets the hall by itself") {
  Bench bench;
  bench.worker.start(CheckCode{3, kCarrier});
  const auto answer = bench.next<PileChecked>();
  CHECK(answer.pile == 3);
  CHECK_FALSE(answer.offline);
  REQUIRE(answer.report);
  REQUIRE(answer.report->pages.size() == 1);
}

TEST_CASE("with the hall away and nothing held, a paper is neither genuine nor forged: the error says why") {
  Bench bench;
  bench.hall.away = true;
  bench.worker.start(CheckCode{1, kCarrier});
  const auto answer = bench.next<PileChecked>();
  CHECK(answer.offline);
  REQUIRE(answer.report);
  REQUIRE(answer.report->pages[0].error);
  CHECK(answer.report->pages[0].error->code == "no_keys_held");
  CHECK(gradeOf(answer.report->pages[0]) == domain::Grade::caution);
  while (bench.next<HallMet>().link != Link::away) continue;  // it may have been met before it went
}

TEST_CASE("a file that isn't there is said by its name") {
  Bench bench;
  bench.worker.start(CheckFile{1, "/nowhere/scan.pdf"});
  const auto answer = bench.next<PileChecked>();
  REQUIRE_FALSE(answer.report);
  CHECK(answer.report.error().code == "file_missing");
}

TEST_CASE("once a receiver signed in, checks carry the session; a wrong password is an answer") {
  Bench bench;
  bench.worker.start(SignInNow{"t1008", "wrong"});
  CHECK_FALSE(bench.next<SignedIn>().session);
  bench.worker.start(SignInNow{"t1008", "right"});
  CHECK(bench.next<SignedIn>().session);
  bench.worker.start(CheckCode{1, kCarrier});
  bench.next<PileChecked>();
  CHECK(bench.hall.tokens.back() == "token");
}

TEST_CASE("a decision is kept, delivered under a key of its own, and comes back as the hall's receipt") {
  Bench bench;
  bench.signIn();
  bench.worker.start(bench.decision(api::ReceiptDecision::accept));
  const auto first = bench.next<Decided>();
  CHECK_FALSE(first.error);
  REQUIRE(first.decision.receipt);
  CHECK(first.decision.receipt->id == "r1");
  bench.worker.start(bench.decision(api::ReceiptDecision::refuse));
  CHECK(bench.next<Decided>().decision.receipt);
  CHECK(bench.hall.keys[0] != bench.hall.keys[1]);
}

TEST_CASE("a second acceptance brings the first along, and isn't told again as a trouble") {
  Bench bench;
  bench.signIn();
  bench.hall.taken = true;
  bench.worker.start(bench.decision(api::ReceiptDecision::accept));
  const auto answer = bench.next<Decided>();
  REQUIRE(answer.error);
  REQUIRE(answer.earlier);
  CHECK(answer.earlier->office == "财务处");
  CHECK(bench.next<OutboxTold>().troubles.empty());
}

TEST_CASE("what is decided while the hall is away waits on disk and is delivered when it is back") {
  Bench bench;
  bench.signIn();
  bench.hall.away = true;
  bench.worker.start(CheckCode{1, kCarrier});
  bench.next<PileChecked>();
  bench.worker.start(bench.decision(api::ReceiptDecision::accept));
  CHECK_FALSE(bench.next<Decided>().decision.receipt);
  CHECK(bench.next<OutboxTold>().waiting == 1);
  bench.hall.taken = true;
  bench.hall.away = false;
  for (;;) {
    const auto told = bench.next<OutboxTold>();
    if (told.troubles.empty()) continue;
    CHECK(told.troubles[0].earlier->office == "财务处");
    bench.worker.start(Acknowledge{told.troubles[0].kept});
    break;
  }
  CHECK(bench.next<OutboxTold>().troubles.empty());
}

TEST_CASE("a folder lists its folders first, then the files the desk can read, never hidden ones") {
  const auto folder = std::filesystem::temp_directory_path() / "desk_worker_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "z");
  for (const auto* name : {"b.PDF", "a.jpg", "notes.txt", ".hidden.png"}) std::ofstream(folder / name) << "x";
  Bench bench;
  bench.worker.start(ListFolder{folder.string()});
  const auto answer = bench.next<FolderListed>();
  std::filesystem::remove_all(folder);
  REQUIRE(answer.entries);
  std::vector<std::string> names;
  for (const auto& entry : *answer.entries) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"z", "a.jpg", "b.PDF"});
  bench.worker.start(ListFolder{"/nowhere/at/all"});
  CHECK(bench.next<FolderListed>().entries.error().code == "folder_unreadable");
}
