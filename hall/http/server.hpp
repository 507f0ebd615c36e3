// HTTPS/1.1 (RFC 9112) on one port: Boost.Beast, one thread for all connections, a few for the service's
// work.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "hall/http/message.hpp"

namespace hall {

// Every limit a stranger can run into, with its reason.
struct ServerLimits {
  std::size_t connections = 1'000;             // a campus has some hundred devices; memory stays below 100 MB
  std::size_t header_bytes = 16 * 1024;        // tokens and keys are short
  std::size_t body_bytes = 1 << 20;            // a finger signature is the longest
  std::chrono::milliseconds handshake{5'000};  // a TLS handshake is two round trips
  std::chrono::milliseconds header{10'000};    // whole header, so that one byte a second doesn't hold a place
  std::chrono::milliseconds body{20'000};      // 1 MiB over a poor mobile link
  std::chrono::milliseconds answer{30'000};    // a reader that takes nothing loses its place
  std::chrono::milliseconds idle{60'000};      // an open connection between two requests
  std::chrono::milliseconds drain{1'000};      // after a refusal, so that the client can read why
  std::chrono::milliseconds stop{5'000};       // running requests when the hall is told to end
  unsigned threads = 4;                        // SQLite writes one at a time; PDFs use the cores
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;    // 0: any free one
  std::string certificate_pem;  // the server's, with its chain
  std::string key_pem;
  std::string client_ca_pem;   // who may sign device certificates
  bool end_on_signal = false;  // SIGTERM and SIGINT end run()
  ServerLimits limits{};
};

class Server {
 public:
  using Answer = std::function<Response(Request)>;  // called from several threads

  // The port is open from here on; connections wait until run(). Codes: "listen_failed", "tls_failed".
  static base::Result<std::unique_ptr<Server>> listen(const ServerSettings& settings);
  ~Server();

  std::string address() const;  // "127.0.0.1:8443", IPv6 in brackets
  std::uint16_t port() const;

  void run(Answer answer);  // until stop() or a signal; running requests are answered first
  void stop();              // any thread

 private:
  Server();
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace hall
