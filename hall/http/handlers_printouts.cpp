// Documents, their printed copies, and the checking of those.
#include <charconv>

#include "hall/http/answers.hpp"
#include "hall/http/handlers.hpp"
#include "hall/service/status_lists.hpp"

namespace hall {
namespace {

constexpr int kKeysMaxAge_s = 300;  // a revoked key is known everywhere within five minutes
// A voided copy within five seconds; who has the list already gets 304. A list is signed anew when half of its
// time to live is over, so that no cache ever holds a stale one.
constexpr int kStatusMaxAge_s = 3;
static_assert(kStatusPause_s + kStatusMaxAge_s <= 5 && kStatusMaxAge_s < kStatusTtl_s / 2 - kStatusPause_s);

Response cacheable(const base::Result<base::Bytes>& bytes, const char* content_type, int max_age_s,
                   const Call& call) {
  if (!bytes) return problemOf(bytes.error());
  return cached(*bytes, content_type, max_age_s, call.request.if_none_match);
}

}  // namespace

Response myDocuments(Service& service, const Call& call) {
  return json(service.myDocuments(call.token, call.cursor));
}

Response previewPdf(Service& service, const Call& call) {
  return pdf(service.previewPdf(call.token, call.param("document_id")));
}

Response requestPrintout(Service& service, const Call& call) {
  return json(service.requestPrintout(*call.device, call.token, call.param("document_id"),
                                      call.request.idempotency_key),
              201);
}

Response printoutPdf(Service& service, const Call& call) {
  return pdf(service.printoutPdf(*call.device, call.token, call.param("serial")));
}

Response reportPrintout(Service& service, const Call& call) {
  return withBody<api::PrintoutEvent>(call.request, [&](const api::PrintoutEvent& event) {
    return noContent(
        service.reportPrintout(*call.device, call.param("serial"), event, call.request.idempotency_key));
  });
}

Response verify(Service& service, const Call& call) {
  return withBody<api::VerificationRequest>(call.request, [&](const api::VerificationRequest& request) {
    return json(service.verify(call.device, call.token, request));
  });
}

Response publicStatus(Service& service, const Call& call) {
  return json(service.publicStatus(call.param("serial")));
}

Response keySet(Service& service, const Call& call) {
  return cacheable(service.keySet(), "application/cose; cose-type=\"cose-sign1\"", kKeysMaxAge_s, call);
}

Response jwks(Service& service, const Call& call) {
  const auto text = service.jwks();
  if (!text) return problemOf(text.error());
  return cached(base::bytesOf(*text), "application/jwk-set+json", kKeysMaxAge_s, call.request.if_none_match);
}

Response statusList(Service& service, const Call& call) {
  const auto& text = call.param("list");
  std::uint32_t list = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), list);
  if (error != std::errc() || end != text.data() + text.size())
    return problemOf({"status_list_unknown", "", "the hall has no such status list"});
  return cacheable(service.statusList(list), "application/statuslist+cwt", kStatusMaxAge_s, call);
}

Response publicPage(Service&, const Call& call) {
  return call.files.answer("v.html", call.request.if_none_match);
}

Response publicFile(Service&, const Call& call) {
  return call.files.answer(call.param("file"), call.request.if_none_match);
}

}  // namespace hall
