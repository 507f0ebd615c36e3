// A hall that takes decisions as strictly as the real one: a repeated key gets its first answer, the same key
// with another body is refused, a paper is accepted once.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "hall_api/codec.hpp"
#include "tests/story/harness/absent_hall.hpp"
#include "verifier/outbox/outbox.hpp"

namespace outbox_test {

inline const std::string kToken = "a-token-that-must-never-be-written-down";

class FakeHall final : public story::AbsentHall {
 public:
  base::UnixSeconds time = 1'900'000'000;
  bool away = false;                           // nobody answers at all
  std::map<std::string, std::string> failing;  // serial -> code of the answer instead
  int requests_lost = 0, answers_lost = 0;     // the next so many
  std::function<void()> asked;                 // while a decision is under way

  struct Taken {
    std::string key, account_token, body;
  };
  std::vector<std::string> order;                     // serials, as they first arrived
  std::map<std::string, std::vector<Taken>> taken;    // by serial: one each, or something came twice
  std::map<std::string, std::set<std::string>> keys;  // by serial: every one it was ever asked with
  std::map<std::string, domain::Acceptance> first;    // accepted by somebody else

  const api::ReceiptRequest request(const std::string& serial) const {
    return api::fromJson<api::ReceiptRequest>(taken.at(serial).at(0).body).value();
  }
  void forgetAnswers() { answers_.clear(); }  // as the hall does after a fortnight

  base::Result<api::DeviceSelf> deviceSelf() override {
    if (away) return gone();
    return api::DeviceSelf{.name = "DESK-1", .kind = "desk", .office = "教务处", .hall_time = time};
  }
  base::Result<api::Receipt> receive(const std::string& token, const std::string& serial,
                                     const api::ReceiptRequest& request, const std::string& key,
                                     domain::Acceptance* earlier) override {
    if (asked) asked();
    keys[serial].insert(key);
    if (away || lost(requests_lost)) return gone();
    auto answer = judge(token, serial, request, key, earlier);
    if (lost(answers_lost)) return gone();
    return answer;
  }

 private:
  struct Answer {
    std::string body;
    api::Receipt receipt;
  };

  static bool lost(int& count) { return count > 0 && count-- > 0; }

  base::Result<api::Receipt> judge(const std::string& token, const std::string& serial,
                                   const api::ReceiptRequest& request, const std::string& key,
                                   domain::Acceptance* earlier) {
    if (token != kToken) return base::fail("session_expired", "", "sign in again");
    if (const auto code = failing.find(serial); code != failing.end())
      return base::fail(code->second, "/node_id", "as the test wants it", {"教务处"});
    const auto body = api::toJson(request);
    if (const auto before = answers_.find(key); before != answers_.end()) {
      if (before->second.body != body) return base::fail("idempotency_key_reused", "", "another request");
      return before->second.receipt;
    }
    if (const auto found = first.find(serial); found != first.end()) {
      *earlier = found->second;
      return base::fail("already_accepted", "", "the paper was taken in before", {found->second.office});
    }
    const api::Receipt receipt{.id = "r-" + serial, .decision = request.decision, .serial = serial};
    answers_[key] = {body, receipt};
    if (taken[serial].empty()) order.push_back(serial);
    taken[serial].push_back({key, token, body});
    if (request.decision == api::ReceiptDecision::accept)
      first[serial] = {serial, "counter", "教务处", "王老师", 1'790'000'000};
    return receipt;
  }

  std::map<std::string, Answer> answers_;
};

inline std::string serialOf(int number) {
  std::string digits = std::to_string(number);
  return std::string(16 - digits.size(), 'a') + digits;
}

inline verifier::NewDecision accepting(const std::string& serial, const std::string& account = "t1001") {
  return {.serial = serial,
          .short_serial = "7K2M-" + serial.substr(12),
          .title = "成绩单",
          .request = {.decision = api::ReceiptDecision::accept},
          .account = account,
          .receiver_name = "王老师",
          .office = "教务处"};
}

// Takes every other paper in and refuses the rest: a hall would write a repeated refusal down twice.
inline verifier::NewDecision deciding(int number) {
  auto out = accepting(serialOf(number));
  if (number % 2 == 0) out.request = {.decision = api::ReceiptDecision::refuse, .reason = "盖章不清"};
  return out;
}

}  // namespace outbox_test
