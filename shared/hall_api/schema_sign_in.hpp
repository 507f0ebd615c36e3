// Signing in at a terminal by another device, member by member, as schema.hpp. Internal to this room.
#pragma once

#include "hall_api/schema.hpp"

namespace api {

template <class V>
void describe(V& v, DeviceAuthorization& o) {
  v.required("device_code", o.device_code, kSecret);
  v.required("user_code", o.user_code, kWord);
  v.required("verification_uri", o.verification_uri, kName);
  v.required("verification_uri_complete", o.verification_uri_complete, kName);
  v.required("expires_in", o.expires_in);
  v.required("interval", o.interval);
}

template <class V>
void describe(V& v, AccessToken& o) {
  v.required("access_token", o.access_token, kSecret);
  v.required("token_type", o.token_type, kWord);
  v.required("expires_in", o.expires_in);
}

template <class V>
void describe(V& v, OAuthError& o) {
  v.required("error", o.error, kWord);
  v.optional("error_description", o.error_description, kText);
}

template <class V>
void describe(V& v, SignInWay& o) {
  v.required("id", o.id, kWord);
  v.required("title", o.title);
}

template <class V>
void describe(V& v, SignInPage& o) {
  v.required("step", o.step);
  v.required("proof", o.proof, kSecret);
  v.required("user_code", o.user_code, kWord);
  v.required("terminal", o.terminal, kWord);
  v.required("kind", o.kind, kWord);
  v.required("office", o.office, kName);
  v.required("ways", o.ways);
  v.required("person_name", o.person_name, kName);
  v.required("problem", o.problem, kWord);
  v.required("go", o.go, kCarrier);
}

template <class V>
void describe(V& v, UserCode& o) {
  v.required("user_code", o.user_code, kWord);
}

template <class V>
void describe(V& v, PasswordAnswer& o) {
  v.required("proof", o.proof, kSecret);
  v.required("account", o.account, kWord);
  v.required("password", o.password, kSecret);
}

template <class V>
void describe(V& v, WayAnswer& o) {
  v.required("proof", o.proof, kSecret);
  v.required("way", o.way, kWord);
}

template <class V>
void describe(V& v, ConsentAnswer& o) {
  v.required("proof", o.proof, kSecret);
  v.required("allow", o.allow);
}

}  // namespace api
