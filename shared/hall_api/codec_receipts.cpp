// What a desk asks for and decides.
#include "hall_api/schema_receipts.hpp"
#include "hall_api/struct_codec.hpp"

namespace api {

std::string_view nameOf(ReceiptDecision decision) {
  switch (decision) {
    case ReceiptDecision::accept:
      return "accept";
    case ReceiptDecision::refuse:
      return "refuse";
    case ReceiptDecision::ask:
      return "ask";
    case ReceiptDecision::postpone:
      return "postpone";
  }
  return "";
}

}  // namespace api

API_CODEC(api::IssuedContent)
API_CODEC(api::ReceiptRequest)
API_CODEC(api::Receipt)
API_CODEC(api::Page<api::Receipt>)
API_CODEC(api::ReceiptSearch)
API_CODEC(api::StatisticsRequest)
API_CODEC(api::DeskStatistics)
API_CODEC(api::Colleague)
API_CODEC(api::Page<api::Colleague>)
