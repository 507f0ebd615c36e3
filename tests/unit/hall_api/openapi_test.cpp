// openapi.yaml says the same as the structs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <optional>
#include <set>
#include <type_traits>

#include "base/file.hpp"
#include "hall_api/schema_receipts.hpp"
#include "hall_api/schema_sign_in.hpp"
#include "yaml_outline.hpp"

namespace {

// Collects a struct's member names as schema.hpp describes them.
struct Names {
  std::set<std::string> all;
  std::set<std::string> needed;
  template <class T>
  void required(const char* name, T&, std::size_t = 0) {
    all.insert(name);
    needed.insert(name);
  }
  template <class T>
  void optional(const char* name, T&, std::size_t = 0) {
    all.insert(name);
  }
};

const YamlOutline& openapi() {
  static const auto outline = YamlOutline::parse(
      *base::readTextFile(std::string(HALL_SOURCE_DIR) + "/shared/hall_api/openapi.yaml", 1 << 20));
  return outline;
}

std::set<std::string> wordsOf(std::string list) {
  for (char& c : list)
    if (c == '[' || c == ']' || c == ',') c = ' ';
  std::istringstream words(list);
  return {std::istream_iterator<std::string>(words), {}};
}

template <class T>
void checkSchema(const std::string& name) {
  CAPTURE(name);
  T value{};
  Names names;
  api::describe(names, value);
  const auto& schemas = openapi().at("components").at("schemas");
  REQUIRE(schemas.has(name));
  std::set<std::string> properties;
  for (const auto& [property, schema] : schemas.at(name).at("properties").members)
    properties.insert(property);
  CHECK(properties == names.all);
  CHECK(wordsOf(schemas.at(name).at("required").text) == names.needed);
}

}  // namespace

TEST_CASE("every struct has its schema, member for member") {
  checkSchema<api::Bilingual>("Bilingual");
  checkSchema<api::Post>("Post");
  checkSchema<api::Person>("Person");
  checkSchema<api::SignIn>("SignIn");
  checkSchema<api::Session>("Session");
  checkSchema<api::DeviceSelf>("DeviceSelf");
  checkSchema<api::DeviceAuthorization>("DeviceAuthorization");
  checkSchema<api::AccessToken>("AccessToken");
  checkSchema<api::OAuthError>("OAuthError");
  checkSchema<api::SignInWay>("SignInWay");
  checkSchema<api::SignInPage>("SignInPage");
  checkSchema<api::UserCode>("UserCode");
  checkSchema<api::PasswordAnswer>("PasswordAnswer");
  checkSchema<api::WayAnswer>("WayAnswer");
  checkSchema<api::ConsentAnswer>("ConsentAnswer");
  checkSchema<api::CaseNode>("CaseNode");
  checkSchema<api::Case>("Case");
  checkSchema<api::Application>("Application");
  checkSchema<api::Decision>("Decision");
  checkSchema<api::StepAction>("StepAction");
  checkSchema<api::KioskStep>("KioskStep");
  checkSchema<api::Document>("Document");
  checkSchema<api::Printout>("Printout");
  checkSchema<api::PrintoutEvent>("PrintoutEvent");
  checkSchema<api::VerificationRequest>("VerificationRequest");
  checkSchema<api::ReceiptRequest>("ReceiptRequest");
  checkSchema<api::Receipt>("Receipt");
  checkSchema<api::ReceiptSearch>("ReceiptSearch");
  checkSchema<api::IssuedField>("IssuedField");
  checkSchema<api::IssuedZone>("IssuedZone");
  checkSchema<api::IssuedContent>("IssuedContent");
  checkSchema<api::StatisticsRequest>("StatisticsRequest");
  checkSchema<api::ProcessCount>("ProcessCount");
  checkSchema<api::DayCount>("DayCount");
  checkSchema<api::DeskStatistics>("DeskStatistics");
  checkSchema<api::Colleague>("Colleague");
  checkSchema<domain::Acceptance>("Acceptance");
  checkSchema<domain::Box>("Box");
  checkSchema<domain::FieldDifference>("FieldDifference");
  checkSchema<domain::Verdict>("Verdict");
  checkSchema<api::Verification>("Verification");
  checkSchema<domain::Guide>("Guide");
  checkSchema<api::GuideEntry>("GuideEntry");
  checkSchema<api::Task>("Task");
  checkSchema<api::Problem>("Problem");
  checkSchema<api::Page<api::Case>>("PageOfCase");
  checkSchema<api::Page<api::GuideEntry>>("PageOfGuideEntry");
  checkSchema<api::Page<api::KioskStep>>("PageOfKioskStep");
  checkSchema<api::Page<api::Task>>("PageOfTask");
  checkSchema<api::Page<api::Document>>("PageOfDocument");
  checkSchema<api::Page<api::Receipt>>("PageOfReceipt");
  checkSchema<api::Page<api::Colleague>>("PageOfColleague");
  CHECK(openapi().at("components").at("schemas").members.size() == 55);
}
