// Processes, cases, and what applicants and handlers do to them.
#include "hall/http/answers.hpp"
#include "hall/http/handlers.hpp"

namespace hall {

Response guide(Service& service, const Call& call) { return json(service.guide(call.cursor)); }

Response apply(Service& service, const Call& call) {
  return withBody<api::Application>(call.request, [&](const api::Application& application) {
    return json(service.apply(call.token, application, call.request.idempotency_key), 201);
  });
}

Response myCases(Service& service, const Call& call) {
  return json(service.myCases(call.token, call.cursor));
}

Response caseById(Service& service, const Call& call) {
  return json(service.caseById(call.token, call.param("case_id")));
}

Response myTasks(Service& service, const Call& call) {
  return json(service.myTasks(call.token, call.cursor));
}

Response decide(Service& service, const Call& call) {
  return withBody<api::Decision>(call.request, [&](const api::Decision& decision) {
    return json(service.decide(call.token, call.param("case_id"), call.param("node_id"), decision,
                               call.request.idempotency_key));
  });
}

Response mySteps(Service& service, const Call& call) {
  return json(service.mySteps(call.token, call.cursor));
}

Response completeAction(Service& service, const Call& call) {
  return withBody<api::StepAction>(call.request, [&](const api::StepAction& action) {
    return json(service.completeAction(*call.device, call.token, call.param("case_id"), call.param("node_id"),
                                       action, call.request.idempotency_key));
  });
}

}  // namespace hall
