// Bodies of the hall's API. First octet: which struct, from 'A' on; the rest is its JSON.
#include <array>

#include "fuzz.hpp"
#include "hall_api/codec.hpp"

namespace {

template <class T>
void requireSameAgain(std::string_view text) {
  const auto read = api::fromJson<T>(text);
  if (!read) {
    fuzz::requireSentence(read.error());
    const auto& place = read.error().place;
    return fuzz::require(place.empty() || place[0] == '/', "the place is a JSON pointer:", place);
  }
  const auto written = api::toJson(*read);
  const auto again = api::fromJson<T>(written);
  fuzz::require(again.has_value(), "what was written can be read:", again ? "" : again.error().describe());
  fuzz::require(api::toJson(*again) == written, "what was read again is written the same:", written);
}

constexpr std::array kStructs{
    requireSameAgain<api::Post>,
    requireSameAgain<api::Person>,
    requireSameAgain<api::SignIn>,
    requireSameAgain<api::Session>,
    requireSameAgain<api::CaseNode>,
    requireSameAgain<api::Case>,
    requireSameAgain<api::Application>,
    requireSameAgain<api::Decision>,
    requireSameAgain<api::StepAction>,
    requireSameAgain<api::KioskStep>,
    requireSameAgain<api::Document>,
    requireSameAgain<api::Printout>,
    requireSameAgain<api::PrintoutEvent>,
    requireSameAgain<api::VerificationRequest>,
    requireSameAgain<api::Verification>,
    requireSameAgain<api::ReceiptRequest>,
    requireSameAgain<api::GuideEntry>,
    requireSameAgain<api::Task>,
    requireSameAgain<api::DeviceSelf>,
    requireSameAgain<api::Problem>,
    requireSameAgain<domain::Acceptance>,
    requireSameAgain<domain::Verdict>,
    requireSameAgain<api::Page<api::Case>>,
    requireSameAgain<api::Page<api::KioskStep>>,
    requireSameAgain<api::Page<api::GuideEntry>>,
    requireSameAgain<api::Page<api::Task>>,
    requireSameAgain<api::Page<api::Document>>,
    requireSameAgain<api::IssuedContent>,
    requireSameAgain<api::Page<api::Receipt>>,
    requireSameAgain<api::ReceiptSearch>,
    requireSameAgain<api::StatisticsRequest>,
    requireSameAgain<api::DeskStatistics>,
    requireSameAgain<api::Page<api::Colleague>>,
};

}  // namespace

FUZZ_TARGET(openapi) {
  if (input.empty()) return;
  kStructs[(input[0] + kStructs.size() * 3 - 'A') % kStructs.size()](base::textOf(input.subspan(1)));
}
