// The hall's routes as data, so that a test can hold them against openapi.yaml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hall/http/message.hpp"
#include "hall/http/static_files.hpp"
#include "hall/service/service.hpp"

namespace hall {

enum class Access {
  anyone,          // the public; a device may, too
  device,          // a certificate that the hall knows
  session,         // Authorization: Bearer, from a kiosk, a desk or a browser
  device_session,  // both
};
enum class Counted { no, sign_in, user_code, verification };  // what is limited per address
enum class BodyType { json, form };                           // form: RFC 6749's, answered as it says

// A request that passed every check of application.cpp.
struct Call {
  const Request& request;
  std::map<std::string, std::string> params{};  // {id} of the pattern
  std::string cursor{};
  std::map<std::string, std::string> query{};  // of an address outside /api/
  std::optional<DeviceIdentity> device{};
  std::string token{};
  const StaticFiles& files;
  const std::string& param(const std::string& name) const { return params.at(name); }
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/cases/{case_id}"
  Access access = Access::anyone;
  bool keyed = false;  // needs an Idempotency-Key
  bool has_body = false;
  Counted counted = Counted::no;
  Response (*handler)(Service&, const Call&) = nullptr;
  BodyType body_type = BodyType::json;
};

const std::vector<Route>& routes();

struct Target {  // of a request line, taken apart
  std::string path;
  std::map<std::string, std::string> query;
};
// Code "request_malformed": not a path, bad percent-encoding, or over 2,000 characters.
base::Result<Target> parseTarget(std::string_view target);

struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> params;
  std::string allowed;  // methods the path has when this one isn't among them: "GET, POST"
};
// Code "route_unknown". route is null and `allowed` filled when only the method is wrong.
base::Result<Match> matchRoute(std::string_view method, std::string_view path);

}  // namespace hall
