#include "verifier/desk/worker.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/facts/facts.hpp"
#include "verifier/input/files.hpp"

namespace verifier::desk {
namespace {

namespace fs = std::filesystem;

// The same decision always carries the same key, so a lost answer followed by a second try counts once.
std::string idempotencyKey(const DecideNow& decide) {
  const auto digest =
      base::sha256(base::viewOf(decide.serial + '\n' + decide.account + '\n' +
                                (decide.accept ? "accept" : "refuse") + '\n' + decide.reason));
  return "desk-" + base::toHex(base::BytesView(digest).first(16));
}

base::Result<std::vector<FolderEntry>> listed(const fs::path& folder) {
  std::vector<FolderEntry> entries;
  std::error_code problem;
  for (fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, problem), end;
       !problem && at != end; at.increment(problem)) {
    std::error_code none;
    const auto name = at->path().filename().string();
    const bool is_folder = at->is_directory(none);
    if (name.starts_with('.') || (!is_folder && !namesPages(at->path()))) continue;
    entries.push_back({name, is_folder});
  }
  if (problem) return base::fail("folder_unreadable", folder.string(), problem.message());
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.folder != b.folder ? a.folder : a.name < b.name; });
  return entries;
}

}  // namespace

struct Worker::Body {
  config::Device device;
  OpenHall open_hall;
  const base::Clock& clock;
  Sink sink;
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> waiting;
  bool ending = false;
  std::unique_ptr<api::HallClient> hall;  // worker thread only
  std::string token;                      // of the receiver signed in
  std::thread thread;

  void loop() {
    hall = open_hall();
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [this] { return ending || !waiting.empty(); });
      if (ending) return;
      const auto work = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      work();
    }
  }

  void queue(std::function<void()> work) {
    {
      const std::lock_guard lock(mutex);
      waiting.push_back(std::move(work));
    }
    changed.notify_one();
  }

  void tellLink(bool reached) { sink(HallMet{reached ? Link::connected : Link::away, std::nullopt}); }

  // Asks the hall; while it is out of reach, what the desk holds has to do, made ready once a pile. *offline
  // says which it was.
  Judge judge(bool* offline) {
    return [this, offline,
            held = Judge()](const std::string& carrier) mutable -> base::Result<api::Verification> {
      if (!*offline) {
        auto answer = hall->verify({carrier}, token);
        if (!answer && answer.error().code == "session_expired") answer = hall->verify({carrier}, "");
        if (answer || answer.error().code != "hall_unreachable") return answer;
        *offline = true;  // one time-out a pile is enough
        tellLink(false);
      }
      if (!held) {
        auto facts = heldFacts(device, clock.now());
        if (!facts) return base::fail(facts.error());
        held = offlineJudge(std::move(*facts));
      }
      return held(carrier);
    };
  }

  void check(int pile, const std::vector<ScannedPage>& pages) {
    bool offline = false;
    auto report = checkPages(pages, judge(&offline));
    sink(PileChecked{pile, std::move(report), offline});
    if (!offline) tellLink(true);
  }

  void operator()(const CheckFile& file) {
    auto opened = PageFile::open(file.path);
    if (!opened) return sink(PileChecked{file.pile, base::fail(opened.error()), false});
    const auto name = fs::path(file.path).filename().string();
    std::vector<ScannedPage> pages;
    for (int i = 0; i < (*opened)->pageCount(); ++i) {
      const auto image = (*opened)->page(i);  // a damaged page is unreadable, the others still count
      pages.push_back(readPage(name, i + 1, image ? *image : base::Image{}));
    }
    check(file.pile, pages);
  }

  void operator()(const CheckCode& code) { check(code.pile, {ScannedPage{"", 1, {code.text}}}); }

  void operator()(SignInNow sign_in) {
    auto session = hall->signIn({sign_in.account, sign_in.password});
    base::cleanse(sign_in.password);
    if (session) token = session->token;
    sink(SignedIn{std::move(session)});
  }

  void operator()(const SignOutNow& sign_out) {
    if (const auto out = hall->signOut(sign_out.token); !out)
      base::log::warn("signing out: {}", out.error().code);
    base::cleanse(token);
  }

  void operator()(const DecideNow& decide) {
    domain::Acceptance earlier;
    const api::AcceptanceRequest request{"", decide.accept, decide.reason};
    auto acceptance = hall->accept(decide.token, decide.serial, request, idempotencyKey(decide), &earlier);
    const bool conflict = !acceptance && acceptance.error().code == "already_accepted";
    base::log::info("copy {}: {} {}", decide.serial, decide.accept ? "accept" : "refuse",
                    acceptance ? std::string("done") : acceptance.error().code);
    sink(Decided{decide.pile, decide.accept, std::move(acceptance),
                 conflict ? std::optional(earlier) : std::nullopt});
  }

  void operator()(const ListFolder& list) {
    const auto folder = list.path.empty() ? fs::path("/") : fs::path(list.path);
    sink(FolderListed{folder.string(), listed(folder)});
  }

  void meet() {
    auto self = hall->deviceSelf();
    sink(HallMet{self ? Link::connected : Link::away, self ? std::optional(*self) : std::nullopt});
    if (!self) return base::log::warn("the hall did not answer: {}", self.error().code);
    if (const auto fresh = refreshFacts(*hall, device); !fresh)
      base::log::warn("keys and status lists were not renewed: {}", fresh.error().code);
  }
};

Worker::Worker(config::Device device, OpenHall open_hall, const base::Clock& clock, Sink sink)
    : body_(new Body{.device = std::move(device),
                     .open_hall = std::move(open_hall),
                     .clock = clock,
                     .sink = std::move(sink)}) {
  body_->thread = std::thread([body = body_.get()] { body->loop(); });
}

Worker::~Worker() {
  {
    const std::lock_guard lock(body_->mutex);
    body_->ending = true;
  }
  body_->changed.notify_one();
  body_->thread.join();
  base::cleanse(body_->token);
}

void Worker::start(Effect effect) {
  body_->queue([body = body_.get(), effect = std::move(effect)] { std::visit(*body, effect); });
}

void Worker::meetHall() {
  body_->queue([body = body_.get()] { body->meet(); });
}

}  // namespace verifier::desk
