// The route table, and openapi.yaml held against it both ways.
#include "hall/http/route.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "../hall_api/yaml_outline.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "hall/http/problem.hpp"

namespace {

const YamlOutline& openapi() {
  static const auto outline = YamlOutline::parse(
      *base::readTextFile(std::string(HALL_SOURCE_DIR) + "/shared/hall_api/openapi.yaml", 1 << 20));
  return outline;
}

std::string lower(std::string_view method) {
  std::string out(method);
  for (char& c : out) c = static_cast<char>(std::tolower(c));
  return out;
}

std::string wordOf(hall::Access access) {
  switch (access) {
    case hall::Access::anyone:
      return "anyone";
    case hall::Access::device:
      return "device";
    case hall::Access::session:
      return "session";
    case hall::Access::device_session:
      return "device_session";
  }
  return "";
}

std::string securityOf(hall::Access access) {
  switch (access) {
    case hall::Access::anyone:
      return "[]";
    case hall::Access::device:
      return "[{device: []}]";
    case hall::Access::session:
      return "[{session: []}]";
    case hall::Access::device_session:
      return "[{device: [], session: []}]";
  }
  return "";
}

}  // namespace

TEST_CASE("every route is described with its access, its key and its body") {
  const auto& paths = openapi().at("paths");
  for (const auto& route : hall::routes()) {
    CAPTURE(route.method, route.pattern);
    REQUIRE(paths.has(std::string(route.pattern)));
    REQUIRE(paths.at(std::string(route.pattern)).has(lower(route.method)));
    const auto& operation = paths.at(std::string(route.pattern)).at(lower(route.method));
    CHECK(operation.at("x-access").text == wordOf(route.access));
    CHECK(operation.at("security").text == securityOf(route.access));
    const bool keyed = operation.has("parameters") &&
                       operation.at("parameters").text.find("IdempotencyKey") != std::string::npos;
    CHECK(keyed == route.keyed);
    CHECK(operation.has("requestBody") == route.has_body);
  }
}

TEST_CASE("every operation described is a route") {
  for (const auto& [path, methods] : openapi().at("paths").members)
    for (const auto& [method, operation] : methods.members) {
      if (method == "parameters") continue;
      CAPTURE(path, method);
      bool found = false;
      for (const auto& route : hall::routes())
        found |= route.pattern == path && lower(route.method) == method;
      CHECK(found);
    }
}

TEST_CASE("every problem code is described with its status, and none is described that can't happen") {
  std::map<std::string, std::string> described, real;
  for (const auto& [code, status] : openapi().at("x-problem-codes").members)
    if (!code.starts_with("json_")) described[code] = status.text;
  for (const auto& [code, status] : hall::problemCodes())
    if (!code.starts_with("json_")) real[code] = std::to_string(status);
  for (const auto& [code, status] : real) {
    CAPTURE(code);
    CHECK(described[code] == status);
  }
  for (const auto& [code, status] : described) {
    CAPTURE(code);
    CHECK(real.count(code) == 1);
  }
}

TEST_CASE("every address that changes something takes a key, but for those that are harmless when repeated") {
  const std::set<std::string_view> harmless{"/api/v1/sessions",
                                            "/api/v1/browser-sessions",
                                            "/api/v1/sessions/current",
                                            "/api/v1/verifications",
                                            "/oauth/device_authorization",
                                            "/oauth/token",
                                            "/api/v1/device-sign-in",
                                            "/api/v1/device-sign-in/password",
                                            "/api/v1/device-sign-in/way",
                                            "/api/v1/device-sign-in/consent",
                                            "/sign-in/{way}",
                                            "/api/v1/receipts/search",
                                            "/api/v1/receipts/statistics"};
  for (const auto& route : hall::routes())
    if (route.method != "GET") CHECK(route.keyed != (harmless.count(route.pattern) > 0));
}

TEST_CASE("a path finds its route and its parameters") {
  const auto match = hall::matchRoute("POST", "/api/v1/cases/QJ-2026-000123/nodes/print/actions");
  REQUIRE(match);
  REQUIRE(match->route);
  CHECK(match->route->pattern == "/api/v1/cases/{case_id}/nodes/{node_id}/actions");
  CHECK(match->params.at("case_id") == "QJ-2026-000123");
  CHECK(match->params.at("node_id") == "print");
}

TEST_CASE("a known path with another method says what is allowed") {
  const auto match = hall::matchRoute("PUT", "/api/v1/cases");
  REQUIRE(match);
  CHECK(match->route == nullptr);
  CHECK(match->allowed == "POST, GET");
}

TEST_CASE("paths that are none are refused") {
  for (const char* path : {"/api/v1", "/api/v1/cases/", "/api/v1/cases//nodes/x/actions", "/api/v1/cases/a b",
                           "/api/v1/cases/\xe4\xba\xba", "/api/v2/cases", "/x/y"}) {
    CAPTURE(path);
    const auto match = hall::matchRoute("GET", path);
    REQUIRE(!match);
    CHECK(match.error().code == "route_unknown");
  }
  CHECK_FALSE(hall::matchRoute("GET", "/api/v1/cases/" + std::string(65, 'a')));
}

TEST_CASE("a request's target is taken apart and decoded once") {
  const auto target = hall::parseTarget("/api/v1/cases?cursor=a%2Fb%253D&x");
  REQUIRE(target);
  CHECK(target->path == "/api/v1/cases");
  CHECK(target->query.at("cursor") == "a/b%3D");
  CHECK(target->query.at("x").empty());
  for (const char* bad : {"", "x", "http://hall/v", "/a%", "/a%4", "/a%zz", "/a%00", "/?a=%0d%0a"})
    CHECK(hall::parseTarget(bad).error().code == "request_malformed");
  CHECK_FALSE(hall::parseTarget("/" + std::string(2'000, 'a')));
}

TEST_CASE("a failure of the hall tells the asker nothing of what it rests on") {
  base::log::setQuiet(true);
  const auto answer = hall::problemOf({"data_failed", "/var/lib/hall/hall.db", "disk I/O error", {"secret"}});
  CHECK(answer.status == 500);
  const std::string text(base::textOf(answer.body));
  CHECK(text.find("/var/lib") == std::string::npos);
  CHECK(text.find("disk") == std::string::npos);
  CHECK(text.find("secret") == std::string::npos);
}
