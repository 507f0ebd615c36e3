#include "hall/http/server.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <future>
#include <mutex>

#include "fixture.hpp"

using namespace std::chrono_literals;

namespace {

// Tells what it was asked, in the shape of a problem so that HttpHallClient hands it on.
hall::Response echo(hall::Request request) {
  const auto detail = request.method + " " + request.target + " " + request.body + " " +
                      (request.certificate_sha256.empty() ? "nobody" : request.certificate_sha256);
  std::string json = R"({"status":418,"code":"echo","title":"","detail":")";
  for (const char c : detail)
    if (c == '"')
      json += "\\\"";
    else
      json += c;
  return {418, "application/problem+json", base::bytesOf(json + "\"}"), {}};
}

std::string get(const std::string& more = "") {
  return "GET /x HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n" + more + "\r\n";
}

}  // namespace

TEST_CASE("the server knows a device by the fingerprint of its certificate") {
  TempFolder folder;
  Campus campus(folder.path());
  const auto kiosk = campus.device("KIOSK-07");
  RunningServer server(campus.serverSettings(), echo);

  auto client = api::openHallClient(campus.addressOf(server.port(), "KIOSK-07"));
  const auto answer = client->deviceSelf();
  REQUIRE(!answer);
  CHECK(answer.error().code == "echo");
  CHECK(answer.error().cause == "GET /api/v1/devices/self  " + kiosk.sha256);
}

TEST_CASE("without a certificate a client is nobody, but is answered") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  const auto answer = api::openHallClient(campus.addressOf(server.port(), ""))->deviceSelf();
  REQUIRE(!answer);
  CHECK(answer.error().cause == "GET /api/v1/devices/self  nobody");
}

TEST_CASE("a certificate of another CA ends the handshake, and the client says device_unknown") {
  TempFolder folder, elsewhere;
  Campus campus(folder.path());
  Campus foreign(elsewhere.path());
  foreign.device("KIOSK-07");
  RunningServer server(campus.serverSettings(), echo);

  auto address = foreign.addressOf(server.port(), "KIOSK-07");
  address.ca_file = folder.path() / "ca.pem";
  for (int i = 0; i < 20; ++i) {  // the alert must not get lost in a reset
    const auto answer = api::openHallClient(address)->verify({"x"}, "");
    REQUIRE(!answer);
    CHECK(answer.error().code == "device_unknown");
  }
}

TEST_CASE("a hall of another CA is not trusted") {
  TempFolder folder, elsewhere;
  Campus campus(folder.path());
  Campus foreign(elsewhere.path());
  RunningServer server(campus.serverSettings(), echo);
  const auto answer = api::openHallClient(foreign.addressOf(server.port(), ""))->deviceSelf();
  REQUIRE(!answer);
  CHECK(answer.error().code == "hall_untrusted");
}

TEST_CASE("no hall at all is hall_unreachable") {
  TempFolder folder;
  Campus campus(folder.path());
  std::uint16_t port = 0;
  {
    RunningServer server(campus.serverSettings(), echo);
    port = server.port();
  }
  const auto answer = api::openHallClient(campus.addressOf(port, ""))->deviceSelf();
  REQUIRE(!answer);
  CHECK(answer.error().code == "hall_unreachable");
}

TEST_CASE("a device's own file that is no certificate is device_unknown, before anything is sent") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  auto address = campus.addressOf(server.port(), "KIOSK-07");
  (void)base::writeFile(address.certificate_file, base::viewOf("not a certificate"));
  (void)base::writeFile(address.key_file, base::viewOf("not a key"));
  const auto answer = api::openHallClient(address)->deviceSelf();
  REQUIRE(!answer);
  CHECK(answer.error().code == "device_unknown");
}

TEST_CASE("one client's connection serves call after call") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  auto client = api::openHallClient(campus.addressOf(server.port(), ""));
  for (int i = 0; i < 5; ++i) CHECK(client->verify({"k" + std::to_string(i)}, "").error().code == "echo");
}

TEST_CASE("a body over the limit is answered 413, whether announced or chunked") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  const std::string much((1 << 20) + 1, 'a');
  const auto head = std::string("POST /x HTTP/1.1\r\nHost: hall\r\n");
  CHECK(RawClient(server.port())
            .ask(head + "Content-Length: " + std::to_string(much.size()) + "\r\n\r\n" + much)
            .starts_with("HTTP/1.1 413"));
  const auto chunked =
      RawClient(server.port()).ask(head + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + much);
  CHECK(chunked.starts_with("HTTP/1.1 413"));
  CHECK(chunked.find("\"body_too_large\"") != std::string::npos);
}

TEST_CASE("a header over the limit is answered 431") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  const auto answer = RawClient(server.port()).ask(get("X-Long: " + std::string(40'000, 'a') + "\r\n"));
  CHECK(answer.starts_with("HTTP/1.1 431"));
}

TEST_CASE("what isn't HTTP is answered 400") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  CHECK(RawClient(server.port()).ask("GO AWAY\r\n\r\n").starts_with("HTTP/1.1 400"));
  CHECK(RawClient(server.port())
            .ask("GET /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
            .starts_with("HTTP/1.1 400"));
  CHECK(RawClient(server.port())
            .ask("POST /x HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .starts_with("HTTP/1.1 400"));
}

TEST_CASE("a client that dawdles over its header loses its place, and others are served meanwhile") {
  TempFolder folder;
  Campus campus(folder.path());
  auto settings = campus.serverSettings();
  settings.limits.header = 300ms;
  RunningServer server(settings, echo);
  RawClient slow(server.port());
  slow.send("GET /x HTTP/1.1\r\nHost: h");
  CHECK(RawClient(server.port()).ask(get()).starts_with("HTTP/1.1 418"));
  CHECK(slow.receive().empty());
}

TEST_CASE("a client that dawdles over its body loses its place") {
  TempFolder folder;
  Campus campus(folder.path());
  auto settings = campus.serverSettings();
  settings.limits.body = 300ms;
  RunningServer server(settings, echo);
  CHECK(RawClient(server.port()).ask("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc").empty());
}

TEST_CASE("what two readers could understand differently is refused, and the connection ends") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  const std::string next = "GET /smuggled HTTP/1.1\r\nHost: hall\r\n\r\n";
  for (const std::string headers :
       {"", "Host: a\r\nHost: b\r\n", "Host: a\r\nTransfer-Encoding: xchunked\r\n",
        "Host: a\r\nTransfer-Encoding: chunked, identity\r\n",
        "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n",
        "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Host: a\r\nContent-Length: 0\r\nContent-Length: 9\r\n",
        "Host: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n",
        "Host: a\r\nIdempotency-Key: key-0000001\r\nIdempotency-Key: key-0000002\r\n",
        "Host: a\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\n"}) {
    CAPTURE(headers);
    const auto answer = RawClient(server.port()).ask("POST /x HTTP/1.1\r\n" + headers + "\r\n" + next);
    CHECK(answer.starts_with("HTTP/1.1 400"));
    CHECK(answer.find("smuggled") == std::string::npos);
  }
}

TEST_CASE(
    "HEAD brings the header that GET would bring, and no body that could be taken for the next answer") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  const auto answer = RawClient(server.port()).ask("HEAD /x HTTP/1.1\r\nHost: hall\r\n\r\n" + get());
  CHECK(answer.starts_with("HTTP/1.1 418"));
  const auto second = answer.find("\r\n\r\n") + 4;
  CHECK(answer.substr(second).starts_with("HTTP/1.1 418"));
  const auto body = answer.substr(answer.rfind("\r\n\r\n") + 4);
  CHECK(answer.substr(0, second).find("Content-Length: " + std::to_string(body.size()) + "\r\n") !=
        std::string::npos);
}

TEST_CASE("past the last place whoever has been idle longest makes room for who comes") {
  TempFolder folder;
  Campus campus(folder.path());
  auto settings = campus.serverSettings();
  settings.limits.connections = 2;
  RunningServer server(settings, echo);
  RawClient first(server.port());
  REQUIRE(first.connected());
  RawClient second(server.port());
  REQUIRE(second.connected());
  CHECK(RawClient(server.port()).ask(get()).starts_with("HTTP/1.1 418"));
  CHECK(first.receive().empty());
  CHECK(second.ask(get()).starts_with("HTTP/1.1 418"));
}

TEST_CASE("while every place is at work a connection is turned away, and a freed place is used again") {
  TempFolder folder;
  Campus campus(folder.path());
  auto settings = campus.serverSettings();
  settings.limits.connections = 1;
  std::promise<void> begun, may_end;
  auto ended = may_end.get_future().share();
  std::once_flag once;
  RunningServer server(settings, [&](hall::Request request) {
    std::call_once(once, [&] { begun.set_value(); });
    ended.wait();
    return echo(std::move(request));
  });
  auto answer = std::async(std::launch::async, [&] { return RawClient(server.port()).ask(get()); });
  begun.get_future().wait();
  CHECK_FALSE(RawClient(server.port()).connected());
  may_end.set_value();
  CHECK(answer.get().starts_with("HTTP/1.1 418"));
  bool served = false;
  for (int i = 0; i < 100 && !served; ++i)
    served = RawClient(server.port()).ask(get()).starts_with("HTTP/1.1 418");
  CHECK(served);
}

TEST_CASE("told to stop, the server answers what has begun and lets idle connections go") {
  TempFolder folder;
  Campus campus(folder.path());
  std::promise<void> begun, may_end;
  RunningServer server(campus.serverSettings(), [&](hall::Request request) {
    begun.set_value();
    may_end.get_future().wait();
    return echo(std::move(request));
  });
  RawClient idle(server.port());
  auto answer = std::async(std::launch::async, [&] { return RawClient(server.port()).ask(get()); });
  begun.get_future().wait();
  auto ended = std::async(std::launch::async, [&] { server.end(); });
  CHECK(idle.receive().empty());  // closed, although the other one is still being answered
  may_end.set_value();
  CHECK(answer.get().starts_with("HTTP/1.1 418"));
  CHECK(ended.wait_for(4s) == std::future_status::ready);
}

TEST_CASE("an exception in the service is a 500 that tells nothing") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(),
                       [](hall::Request) -> hall::Response { throw std::runtime_error("the secret path"); });
  const auto answer = RawClient(server.port()).ask(get());
  CHECK(answer.starts_with("HTTP/1.1 500"));
  CHECK(answer.find("secret") == std::string::npos);
}

TEST_CASE("a port that is taken is an error that names it") {
  TempFolder folder;
  Campus campus(folder.path());
  RunningServer server(campus.serverSettings(), echo);
  auto settings = campus.serverSettings();
  settings.port = server.port();
  const auto second = hall::Server::listen(settings);
  REQUIRE(!second);
  CHECK(second.error().code == "listen_failed");
  CHECK(second.error().place == "127.0.0.1:" + std::to_string(server.port()));
}
