// Devices, people and their sessions.
#include "base/crypto.hpp"
#include "hall/http/answers.hpp"
#include "hall/http/handlers.hpp"

namespace hall {

Response deviceSelf(Service& service, const Call& call) {
  return json(base::Result<api::DeviceSelf>(service.deviceSelf(*call.device)));
}

Response signIn(Service& service, const Call& call) {
  return withBody<api::SignIn>(call.request, [&](api::SignIn& sign_in) {
    auto session = service.signIn(*call.device, sign_in);
    base::cleanse(sign_in.password);
    return json(session, 201);
  });
}

Response signInBrowser(Service& service, const Call& call) {
  return withBody<api::SignIn>(call.request, [&](api::SignIn& sign_in) {
    auto session = service.signInBrowser(sign_in);
    base::cleanse(sign_in.password);
    return json(session, 201);
  });
}

Response signOut(Service& service, const Call& call) { return noContent(service.signOut(call.token)); }

Response me(Service& service, const Call& call) { return json(service.personOf(call.token, call.device)); }

}  // namespace hall
