// Signing in for a terminal by another device.
#include "hall_api/schema_sign_in.hpp"
#include "hall_api/struct_codec.hpp"

namespace api {

std::string_view nameOf(SignInStep step) {
  switch (step) {
    case SignInStep::code:
      return "code";
    case SignInStep::sign_in:
      return "sign_in";
    case SignInStep::consent:
      return "consent";
    case SignInStep::allowed:
      return "allowed";
    case SignInStep::denied:
      return "denied";
  }
  return "";
}

}  // namespace api

API_CODEC(api::DeviceAuthorization)
API_CODEC(api::AccessToken)
API_CODEC(api::OAuthError)
API_CODEC(api::SignInWay)
API_CODEC(api::SignInPage)
API_CODEC(api::UserCode)
API_CODEC(api::PasswordAnswer)
API_CODEC(api::WayAnswer)
API_CODEC(api::ConsentAnswer)
