// The worker against a hall that says what the test wants: answers, conflicts, silence.
#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>

#include "verifier/desk/worker.hpp"

using namespace verifier;
using namespace verifier::desk;

namespace {

struct Hall {
  bool away = false;
  bool taken = false;
  std::vector<std::string> keys, tokens;
};

base::Error silence() { return {"hall_unreachable", "", "connection refused"}; }

class FakeHall final : public api::HallClient {
 public:
  explicit FakeHall(Hall& hall) : hall_(hall) {}
  base::Result<api::DeviceSelf> deviceSelf() override {
    if (hall_.away) return base::fail(silence());
    return api::DeviceSelf{.name = "DESK-1", .kind = "desk", .office = "教务处"};
  }
  base::Result<api::Session> signIn(const api::SignIn& sign_in) override {
    if (sign_in.password != "right") return base::fail("bad_credentials", "", "no");
    return api::Session{"token", {.account = sign_in.account}, 0};
  }
  base::Result<api::DeviceAuthorization> beginSignIn() override { return base::fail(silence()); }
  base::Result<api::Session> pollSignIn(const std::string&) override { return base::fail(silence()); }
  base::Result<api::IssuedContent> issuedContent(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Receipt> receive(const std::string&, const std::string&, const api::ReceiptRequest&,
                                     const std::string&, domain::Acceptance*) override {
    return base::fail(silence());
  }
  base::Result<api::Receipt> undo(const std::string&, const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Page<api::Receipt>> receipts(const std::string&, const api::ReceiptSearch&) override {
    return base::fail(silence());
  }
  base::Result<api::DeskStatistics> statistics(const std::string&, const api::StatisticsRequest&) override {
    return base::fail(silence());
  }
  base::Result<api::Page<api::Colleague>> colleagues(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Status signOut(const std::string&) override { return {}; }
  base::Result<api::Page<api::GuideEntry>> guide(const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Page<api::KioskStep>> mySteps(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Page<api::Document>> myDocuments(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Page<api::Case>> myCases(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Case> completeAction(const std::string&, const std::string&, const std::string&,
                                         const api::StepAction&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<base::Bytes> previewPdf(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Printout> requestPrintout(const std::string&, const std::string&,
                                              const std::string&) override {
    return base::fail(silence());
  }
  base::Result<base::Bytes> printoutPdf(const std::string&, const std::string&) override {
    return base::fail(silence());
  }
  base::Status reportPrintout(const std::string&, const api::PrintoutEvent&, const std::string&) override {
    return base::fail(silence());
  }
  base::Result<api::Verification> verify(const api::VerificationRequest&, const std::string& token) override {
    hall_.tokens.push_back(token);
    if (hall_.away) return base::fail(silence());
    api::Verification answer;
    answer.verdict.seal = domain::SealState::genuine;
    answer.verdict.status = domain::StatusState::valid;
    answer.serial = "5f3a91c2d47be608";
    answer.page = answer.pages = 1;
    return answer;
  }
  base::Result<domain::Acceptance> accept(const std::string&, const std::string& serial,
                                          const api::AcceptanceRequest&, const std::string& key,
                                          domain::Acceptance* earlier) override {
    hall_.keys.push_back(key);
    const domain::Acceptance acceptance{serial, "finance", "财务处", "李建国", 1};
    if (!hall_.taken) return acceptance;
    *earlier = acceptance;
    return base::fail("already_accepted", "", "first");
  }
  base::Result<base::Bytes> keySet() override { return base::fail(silence()); }
  base::Result<base::Bytes> statusList(std::uint32_t) override { return base::fail(silence()); }

 private:
  Hall& hall_;
};

struct Bench {
  Hall hall;
  base::SystemClock clock;
  std::mutex mutex;
  std::condition_variable came;
  std::deque<Event> events;
  Worker worker{config::Device{.state = "/nowhere/at/all"},
                [this] { return std::make_unique<FakeHall>(hall); }, clock,
                [this](Event event) {
                  const std::lock_guard lock(mutex);
                  events.push_back(std::move(event));
                  came.notify_one();
                }};

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

TEST_CASE("the hall's answer about a code comes back, and the hall counts as reached") {
  Bench bench;
  bench.worker.start(CheckCode{3, kCarrier});
  const auto answer = bench.next<PileChecked>();
  CHECK(answer.pile == 3);
  CHECK_FALSE(answer.offline);
  REQUIRE(answer.report);
  REQUIRE(answer.report->pages.size() == 1);
  CHECK(bench.next<HallMet>().link == Link::connected);
}

TEST_CASE("with the hall away and nothing held, a paper is neither genuine nor forged: the error says why") {
  Bench bench;
  bench.hall.away = true;
  bench.worker.start(CheckCode{1, kCarrier});
  CHECK(bench.next<HallMet>().link == Link::away);
  const auto answer = bench.next<PileChecked>();
  CHECK(answer.offline);
  REQUIRE(answer.report);
  REQUIRE(answer.report->pages[0].error);
  CHECK(answer.report->pages[0].error->code == "no_keys_held");
  CHECK(gradeOf(answer.report->pages[0]) == domain::Grade::caution);
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

TEST_CASE("the same decision carries the same key, another reason another one") {
  Bench bench;
  for (const auto* reason : {"缺章", "缺章", "缺页"}) {
    bench.worker.start(DecideNow{1, "5f3a91c2d47be608", "token", "t1008", false, reason});
    CHECK(bench.next<Decided>().acceptance);
  }
  CHECK(bench.hall.keys[0] == bench.hall.keys[1]);
  CHECK(bench.hall.keys[0] != bench.hall.keys[2]);
}

TEST_CASE("a second acceptance brings the first along") {
  Bench bench;
  bench.hall.taken = true;
  bench.worker.start(DecideNow{1, "5f3a91c2d47be608", "token", "t1008", true, ""});
  const auto answer = bench.next<Decided>();
  REQUIRE_FALSE(answer.acceptance);
  REQUIRE(answer.earlier);
  CHECK(answer.earlier->office == "财务处");
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
