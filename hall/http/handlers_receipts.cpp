// What a desk asks for and decides.
#include "hall/http/answers.hpp"
#include "hall/http/handlers.hpp"

namespace hall {

Response receive(Service& service, const Call& call) {
  return withBody<api::ReceiptRequest>(call.request, [&](const api::ReceiptRequest& request) {
    domain::Acceptance earlier;
    const auto result = service.receive(*call.device, call.token, call.param("serial"), request,
                                        call.request.idempotency_key, &earlier);
    if (!result && result.error().code == "already_accepted") return problemOf(result.error(), &earlier);
    return json(result, 201);
  });
}

Response undo(Service& service, const Call& call) {
  return json(service.undo(*call.device, call.token, call.param("receipt_id"), call.request.idempotency_key));
}

Response receipts(Service& service, const Call& call) {
  return withBody<api::ReceiptSearch>(call.request, [&](const api::ReceiptSearch& search) {
    return json(service.receipts(*call.device, call.token, search));
  });
}

Response statistics(Service& service, const Call& call) {
  return withBody<api::StatisticsRequest>(call.request, [&](const api::StatisticsRequest& request) {
    return json(service.statistics(*call.device, call.token, request));
  });
}

Response colleagues(Service& service, const Call& call) {
  return json(service.colleagues(*call.device, call.token, call.cursor));
}

Response issuedContent(Service& service, const Call& call) {
  return json(service.issuedContent(*call.device, call.token, call.param("serial")));
}

}  // namespace hall
