// A hall in memory that keeps the life of every printout as strictly as the real one. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/crypto.hpp"
#include "hall_api/client.hpp"

namespace kiosk {

class FakeHall {
 public:
  std::atomic<bool> reachable = true;
  std::function<void()> happened;  // after each call that changed something here: where tests cut the power
  int pages = 3;
  std::function<base::Bytes(const std::string& serial)> draw = pdf;  // what it seals

  struct State {
    domain::PrintoutState state = domain::PrintoutState::sealed;
    std::vector<std::string> told;  // states in the order they came
  };

  std::map<std::string, State> printouts() const {
    std::lock_guard hold(guard_);
    return printouts_;
  }
  domain::PrintoutState stateOf(const std::string& serial) const {
    std::lock_guard hold(guard_);
    return printouts_.at(serial).state;
  }
  std::vector<std::string> signedOut() const {
    std::lock_guard hold(guard_);
    return signed_out_;
  }
  void refusePrintouts(std::string code) {
    std::lock_guard hold(guard_);
    refusal_ = std::move(code);
  }
  void failReportsOf(std::string serial, std::string code) {  // an empty code: takes them again
    std::lock_guard hold(guard_);
    failing_[std::move(serial)] = std::move(code);
  }
  void publishKeys(base::Bytes key_set) { key_set_ = std::move(key_set); }  // empty: away
  void loseNextAnswer() { lose_answer_ = true; }  // done here, but the kiosk never hears

  static base::Bytes pdf(const std::string& serial) { return base::bytesOf("%PDF of " + serial); }
  std::unique_ptr<api::HallClient> client();

 private:
  friend class FakeHallClient;
  mutable std::mutex guard_;
  std::map<std::string, State> printouts_;
  std::map<std::string, std::string> serial_of_key_;
  std::map<std::string, bool> report_keys_;
  std::vector<std::string> signed_out_;
  std::string refusal_;
  base::Bytes key_set_;
  std::map<std::string, std::string> failing_;  // serial -> code
  std::atomic<bool> lose_answer_ = false;
};

class FakeHallClient final : public api::HallClient {
 public:
  explicit FakeHallClient(FakeHall& hall) : hall_(hall) {}

  base::Result<api::DeviceSelf> deviceSelf() override {
    if (!hall_.reachable) return gone();
    return api::DeviceSelf{.name = "KIOSK-07", .kind = "kiosk"};
  }
  base::Result<api::Session> signIn(const api::SignIn& sign_in) override {
    if (!hall_.reachable) return gone();
    if (sign_in.password != "right") return base::fail("sign_in_failed", "/password", "wrong");
    return api::Session{"token-of-" + sign_in.account, {.account = sign_in.account, .name = "张德华"}, 0};
  }
  base::Result<api::DeviceAuthorization> beginSignIn() override { return gone(); }
  base::Result<api::Session> pollSignIn(const std::string&) override { return gone(); }
  base::Result<api::IssuedContent> issuedContent(const std::string&, const std::string&) override {
    return gone();
  }
  base::Result<api::Receipt> receive(const std::string&, const std::string&, const api::ReceiptRequest&,
                                     const std::string&, domain::Acceptance*) override {
    return gone();
  }
  base::Result<api::Receipt> undo(const std::string&, const std::string&, const std::string&) override {
    return gone();
  }
  base::Result<api::Page<api::Receipt>> receipts(const std::string&, const api::ReceiptSearch&) override {
    return gone();
  }
  base::Result<api::DeskStatistics> statistics(const std::string&, const api::StatisticsRequest&) override {
    return gone();
  }
  base::Result<api::Page<api::Colleague>> colleagues(const std::string&, const std::string&) override {
    return gone();
  }
  base::Status signOut(const std::string& token) override {
    std::lock_guard hold(hall_.guard_);
    hall_.signed_out_.push_back(token);
    return {};
  }
  base::Result<api::Page<api::GuideEntry>> guide(const std::string&) override {
    return paged<api::GuideEntry>();
  }
  base::Result<api::Page<api::KioskStep>> mySteps(const std::string&, const std::string& cursor) override {
    if (!hall_.reachable) return gone();
    api::Page<api::KioskStep> page;
    page.items.resize(2);
    if (cursor.empty()) page.next = "more";
    return page;
  }
  base::Result<api::Page<api::Document>> myDocuments(const std::string&, const std::string&) override {
    return paged<api::Document>();
  }
  base::Result<api::Page<api::Case>> myCases(const std::string&, const std::string&) override {
    return paged<api::Case>();
  }
  base::Result<api::Case> completeAction(const std::string&, const std::string& case_id, const std::string&,
                                         const api::StepAction&, const std::string&) override {
    if (!hall_.reachable) return gone();
    return api::Case{.id = case_id};
  }
  base::Result<base::Bytes> previewPdf(const std::string&, const std::string&) override {
    return base::fail("document_unknown", "", "none here");
  }

  base::Result<api::Printout> requestPrintout(const std::string& token, const std::string& document_id,
                                              const std::string& key) override {
    if (!hall_.reachable) return gone();
    if (token.empty()) return base::fail("session_expired", "", "no token");
    std::string serial;
    {
      std::lock_guard hold(hall_.guard_);
      if (!hall_.refusal_.empty()) return base::fail(hall_.refusal_, document_id, "refused");
      auto& known = hall_.serial_of_key_[key];
      if (known.empty()) known = base::toHex(base::randomBytes(8));
      hall_.printouts_.try_emplace(known);
      serial = known;
    }
    if (auto lost = finish(); !lost) return base::fail(lost.error());
    const auto digest = base::toHex(base::sha256(hall_.draw(serial)));
    return api::Printout{.serial = serial,
                         .short_serial = domain::shortSerial(serial),
                         .document_id = document_id,
                         .pages = hall_.pages,
                         .pdf_sha256 = digest};
  }
  base::Result<base::Bytes> printoutPdf(const std::string&, const std::string& serial) override {
    if (!hall_.reachable) return gone();
    return hall_.draw(serial);
  }
  base::Status reportPrintout(const std::string& serial, const api::PrintoutEvent& event,
                              const std::string& key) override {
    if (!hall_.reachable) return gone();
    {
      std::lock_guard hold(hall_.guard_);
      if (const auto& code = hall_.failing_[serial]; !code.empty())
        return base::fail(code, serial, "as the test wants it");
      const auto found = hall_.printouts_.find(serial);
      if (found == hall_.printouts_.end()) return base::fail("printout_unknown", serial, "never sealed here");
      if (!hall_.report_keys_[key]) {
        if (!domain::mayFollow(found->second.state, event.state))
          return base::fail("printout_wrong_state", serial, "no such arrow");
        hall_.report_keys_[key] = true;
        found->second.state = event.state;
        found->second.told.emplace_back(domain::nameOf(event.state));
      }
    }
    return finish();
  }

  base::Result<api::Verification> verify(const api::VerificationRequest&, const std::string&) override {
    return gone();
  }
  base::Result<base::Bytes> keySet() override {
    if (hall_.key_set_.empty()) return gone();
    return hall_.key_set_;
  }
  base::Result<base::Bytes> statusList(std::uint32_t) override { return gone(); }

 private:
  static tl::unexpected<base::Error> gone() {
    return base::fail("hall_unreachable", "fake", "the hall is away");
  }
  template <class T>
  base::Result<api::Page<T>> paged() const {
    if (!hall_.reachable) return gone();
    api::Page<T> page;
    page.items.resize(1);
    return page;
  }
  base::Status finish() {
    if (hall_.happened) hall_.happened();
    if (hall_.lose_answer_.exchange(false)) return gone();
    return {};
  }

  FakeHall& hall_;
};

inline std::unique_ptr<api::HallClient> FakeHall::client() { return std::make_unique<FakeHallClient>(*this); }

}  // namespace kiosk
