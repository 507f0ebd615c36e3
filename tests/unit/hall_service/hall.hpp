// A whole hall in a temporary folder, with a clock that moves only when told and people to act in it.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "hall/service/service.hpp"

namespace test {

inline const std::string kPassword = "hall-demo-2026";
inline const std::string kSignature =
    R"({"aspect":3,"strokes":[{"x":[0.2,0.9,1.6],"y":[0.3,0.7,0.3],"width":[0.03,0.05,0.03]},)"
    R"({"x":[1.7,2.4],"y":[0.5,0.4],"width":[0.03,0.04]}]})";

// Whatever failed says so in the test's output.
template <class T>
T need(base::Result<T> result) {
  INFO((result ? "" : result.error().describe()));
  REQUIRE(result);
  return std::move(*result);
}
inline void need(base::Status status) {
  INFO((status ? "" : status.error().describe()));
  REQUIRE(status);
}
template <class T>
std::string codeOf(const base::Result<T>& result) {
  return result ? "" : result.error().code;
}
template <class T>
std::string placeOf(const base::Result<T>& result) {
  return result ? "" : result.error().place;
}

class Hall {
 public:
  explicit Hall(bool own_keys = false);  // own_keys: as another college's
  ~Hall();
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;

  hall::Service& operator*() { return *service_; }
  hall::Service* operator->() { return service_.get(); }
  void reopen();  // as after a killed process: nothing is closed in good order but the files
  hall::ServiceSettings settings() const;
  std::filesystem::path folder() const { return folder_; }
  // The rows of every table, for "no partial record".
  std::map<std::string, int> rowCounts() const;
  int count(const std::string& rows) const;      // "audit WHERE action = 'accept'"
  void sql(const std::string& statement) const;  // straight at the database, as a tamperer would

  base::FakeClock clock{1'790'000'000};
  hall::DeviceIdentity kiosk{"KIOSK-07", "kiosk", ""};
  hall::DeviceIdentity desk{"DESK-01", "desk", "学生工作处"};

  std::string key() { return "key-" + std::to_string(++keys_); }
  std::string token(const std::string& account);                                  // in a browser
  std::string token(const std::string& account, const hall::DeviceIdentity& at);  // at a terminal
  hall::DeviceIdentity deskOf(const std::string& office) const { return {"DESK-" + office, "desk", office}; }

  // Shortcuts through a case's life; each REQUIREs that it worked.
  api::Case apply(const std::string& account, const std::string& process,
                  std::map<std::string, std::string> fields);
  api::Case applyFor(const std::string& process);  // 20230001, with good fields
  api::Case approve(const std::string& account, const std::string& case_id, const std::string& node);
  api::Case act(const std::string& case_id, const std::string& node, domain::KioskAction action);
  api::Printout seal(const std::string& case_id);
  void tell(const std::string& serial, domain::PrintoutState state, int impressions = 0);
  void print(const api::Printout& copy);  // sent, printed
  // At the desk of an office, by whom it is served; accepts unless told otherwise.
  base::Result<api::Receipt> decide(const api::Printout& copy, const std::string& account,
                                    const hall::DeviceIdentity& at, const api::ReceiptRequest& request = {},
                                    domain::Acceptance* earlier = nullptr);
  base::Result<api::Receipt> undo(const api::Receipt& receipt, const std::string& account,
                                  const hall::DeviceIdentity& at);
  api::Printout slip(bool collected = true);  // of leaving school, printed: six counters wait for it
  std::string carrierOf(const api::Printout& copy, int page = 0,
                        const std::string& account = "20230001");  // off the page

 private:
  std::filesystem::path folder_;
  std::unique_ptr<hall::Service> service_;
  std::map<std::string, std::string> tokens_;
  int keys_ = 0;
};

std::map<std::string, std::string> goodFields(const std::string& process);
const api::CaseNode& node(const api::Case& of, const std::string& id);

}  // namespace test
