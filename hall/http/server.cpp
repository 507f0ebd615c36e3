// The only file that includes Boost.
#include "hall/http/server.hpp"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <ctime>
#include <set>

#include "base/clock.hpp"
#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/unique_handle.hpp"
#include "hall/http/problem.hpp"

namespace hall {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::awaitable;
using asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using WireRequest = http::request<http::string_body>;
using WireResponse = http::response<http::vector_body<std::uint8_t>>;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

std::string certificateOf(Stream& stream) {
  const base::Handle<X509, X509_free> certificate(SSL_get1_peer_certificate(stream.native_handle()));
  if (!certificate || SSL_get_verify_result(stream.native_handle()) != X509_V_OK) return "";
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate.get(), &der);
  if (length <= 0) return "";
  const auto digest = base::sha256({der, static_cast<std::size_t>(length)});
  OPENSSL_free(der);
  return base::toHex(digest);
}

// What two readers of one request can understand differently, so that one of them could be led to take a body
// for the next request (RFC 9112 sections 3.2, 6.1 and 11.2). Beast refuses Content-Length beside
// Transfer-Encoding itself.
std::optional<base::Error> ambiguityIn(const WireRequest& wire) {
  const auto ambiguous = [](const char* cause) { return base::Error{"request_malformed", "", cause}; };
  if (wire.version() >= 11 && wire.count(http::field::host) != 1) return ambiguous("Host must stand once");
  if (wire.count(http::field::transfer_encoding) > 0 &&
      (wire.version() < 11 || !beast::iequals(wire[http::field::transfer_encoding], "chunked")))
    return ambiguous("the only Transfer-Encoding is chunked");
  for (const auto* name : {"Authorization", "Content-Type", "Idempotency-Key"})
    if (wire.count(name) > 1) return ambiguous("a header stands twice that may stand once");
  return std::nullopt;
}

Request requestOf(WireRequest&& wire, const std::string& address, const std::string& certificate) {
  const auto field = [&](auto name) { return std::string(wire[name]); };
  // HEAD is GET whose body stays here (RFC 9110 section 9.3.2): wireOf leaves it out.
  return {.method = wire.method() == http::verb::head ? "GET" : std::string(wire.method_string()),
          .target = std::string(wire.target()),
          .content_type = field(http::field::content_type),
          .authorization = field(http::field::authorization),
          .idempotency_key = field("Idempotency-Key"),
          .if_none_match = field(http::field::if_none_match),
          .cookie = field(http::field::cookie),
          .body = std::move(wire.body()),
          .address = address,
          .certificate_sha256 = certificate};
}

struct Reply {
  bool keep_alive = false;
  bool header_only = false;  // to HEAD
};

std::string httpDate() {  // RFC 9110 section 5.6.7
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  char text[40];
  gmtime_r(&now, &parts);
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

WireResponse wireOf(Response&& response, Reply reply) {
  WireResponse out{static_cast<http::status>(response.status), 11};
  out.set(http::field::date, httpDate());
  if (!response.content_type.empty()) out.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) out.set(name, value);
  out.body() = std::move(response.body);
  out.keep_alive(reply.keep_alive);
  if (response.status != 204 && response.status != 304) out.prepare_payload();
  if (reply.header_only) out.body().clear();  // its length stays in the header
  return out;
}

// What to say to a request that can't be read; nullopt: the connection just ended or was too slow.
std::optional<base::Error> complaintAbout(beast::error_code error) {
  if (error == http::error::body_limit) return base::Error{"body_too_large", "", "the body is too long"};
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return base::Error{"header_too_large", "", "the header is too long"};
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  if (error.category() == beast::error_code(http::error::bad_method).category())
    return base::Error{"request_malformed", "", error.message()};
  return std::nullopt;
}

}  // namespace

struct Server::Body {
  explicit Body(const ServerSettings& given) : settings(given), acceptor(io), signals(io), stop_timer(io) {}

  struct Connection {
    Stream stream;
    beast::flat_buffer buffer;
    std::string address{};
    std::string certificate{};
    std::optional<base::SteadyTime> idle_since{};  // while no request has begun
  };

  base::Status open();
  base::Status openTls();
  void beginStop();
  bool makeRoom();
  awaitable<void> accept();
  awaitable<void> serve(tcp::socket socket);
  awaitable<void> converse(Connection& connection);
  awaitable<bool> waitForRequest(Connection& connection);
  awaitable<bool> exchange(Connection& connection);
  awaitable<bool> refuse(Connection& connection, base::Error error);
  awaitable<Response> work(Request request);
  awaitable<bool> send(Connection& connection, Response response, Reply reply);
  awaitable<void> drain(Connection& connection);

  ServerSettings settings;
  Answer answer;
  asio::io_context io{1};
  ssl::context tls{ssl::context::tls_server};
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer stop_timer;
  std::unique_ptr<asio::thread_pool> pool;
  std::set<Connection*> connections;
  bool stopping = false;
};

base::Status Server::Body::openTls() {
  tls.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  // A client certificate is wanted but not needed; one that our CA didn't sign ends the handshake.
  tls.set_verify_mode(ssl::verify_peer);
  tls.add_certificate_authority(asio::buffer(settings.client_ca_pem));
  // A key under a passphrase is refused; OpenSSL would ask a terminal that isn't there.
  tls.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); });
  tls.use_certificate_chain(asio::buffer(settings.certificate_pem));
  tls.use_private_key(asio::buffer(settings.key_pem), ssl::context::pem);
  // Every connection proves its key anew; a resumed session would only carry an old proof.
  SSL_CTX_set_session_cache_mode(tls.native_handle(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_num_tickets(tls.native_handle(), 0);
  SSL_CTX_set_mode(tls.native_handle(), SSL_MODE_RELEASE_BUFFERS);  // an idle connection keeps 34 KiB less
  return {};
}

base::Status Server::Body::open() {
  try {
    if (auto opened = openTls(); !opened) return opened;
  } catch (const std::exception& problem) {
    return base::fail("tls_failed", "", problem.what());
  }
  const auto place = settings.address + ":" + std::to_string(settings.port);
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(settings.address), settings.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
  } catch (const std::exception& problem) {
    return base::fail("listen_failed", place, problem.what());
  }
  return {};
}

// Ends the connection that has been idle longest, so that a stranger who opens all places and says nothing
// keeps nobody out. False: every place is at work.
bool Server::Body::makeRoom() {
  Connection* idlest = nullptr;
  for (auto* connection : connections)
    if (connection->idle_since && (!idlest || *connection->idle_since < *idlest->idle_since))
      idlest = connection;
  if (!idlest) return false;
  idlest->idle_since.reset();
  beast::get_lowest_layer(idlest->stream).cancel();
  return true;
}

awaitable<void> Server::Body::accept() {
  while (!stopping) {
    auto [error, socket] = co_await acceptor.async_accept(kTuple);
    if (stopping) co_return;
    if (error || (connections.size() >= settings.limits.connections && !makeRoom())) {
      // Out of descriptors or places: let some go before looking again.
      base::log::warn("a connection was turned away: {}", error ? error.message() : "all places are taken");
      socket.close(error);
      asio::steady_timer pause(io, std::chrono::milliseconds(50));
      co_await pause.async_wait(kTuple);
      continue;
    }
    asio::co_spawn(io, serve(std::move(socket)), asio::detached);
  }
}

awaitable<void> Server::Body::serve(tcp::socket socket) {
  beast::error_code error;
  socket.set_option(tcp::no_delay(true), error);
  const auto peer = socket.remote_endpoint(error);
  if (error) co_return;
  Connection connection{Stream(std::move(socket), tls),
                        beast::flat_buffer(settings.limits.header_bytes + 65'536),
                        peer.address().to_string()};
  connections.insert(&connection);
  try {
    co_await converse(connection);
  } catch (const std::exception& problem) {
    base::log::error("a connection ended badly: {}", problem.what());
  }
  connections.erase(&connection);
  if (stopping && connections.empty()) stop_timer.cancel();  // nobody is left to wait for
}

awaitable<void> Server::Body::converse(Connection& connection) {
  auto& stream = connection.stream;
  beast::get_lowest_layer(stream).expires_after(settings.limits.handshake);
  const auto [error] = co_await stream.async_handshake(ssl::stream_base::server, kTuple);
  if (error) {
    base::log::info("a TLS handshake ended: {}", error.message());
    co_await drain(connection);
    co_return;
  }
  connection.certificate = certificateOf(stream);
  while (co_await waitForRequest(connection))
    if (!co_await exchange(connection)) co_return;
  beast::get_lowest_layer(stream).expires_after(settings.limits.drain);
  co_await stream.async_shutdown(kTuple);
}

awaitable<bool> Server::Body::waitForRequest(Connection& connection) {
  if (connection.buffer.size() > 0) co_return !stopping;  // pipelined
  if (stopping) co_return false;
  connection.idle_since = std::chrono::steady_clock::now();
  beast::get_lowest_layer(connection.stream).expires_after(settings.limits.idle);
  const auto [error, count] =
      co_await connection.stream.async_read_some(connection.buffer.prepare(4'096), kTuple);
  connection.idle_since.reset();
  connection.buffer.commit(count);
  co_return !error;
}

awaitable<bool> Server::Body::exchange(Connection& connection) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(settings.limits.header_bytes));
  parser.body_limit(settings.limits.body_bytes);
  auto& stream = connection.stream;
  beast::get_lowest_layer(stream).expires_after(settings.limits.header);
  auto [error, count] = co_await http::async_read_header(stream, connection.buffer, parser, kTuple);
  if (!error) {
    if (auto ambiguity = ambiguityIn(parser.get())) {
      co_await refuse(connection, std::move(*ambiguity));
      co_return false;
    }
    beast::get_lowest_layer(stream).expires_after(settings.limits.body);
    std::tie(error, count) = co_await http::async_read(stream, connection.buffer, parser, kTuple);
  }
  if (error) {
    if (auto complaint = complaintAbout(error)) co_await refuse(connection, std::move(*complaint));
    co_return false;
  }
  const bool keep_alive = parser.get().keep_alive() && !stopping;
  const bool header_only = parser.get().method() == http::verb::head;
  beast::get_lowest_layer(stream).expires_never();  // the service takes its own time
  auto response = co_await work(requestOf(parser.release(), connection.address, connection.certificate));
  const Reply reply{keep_alive && !stopping, header_only};
  co_return co_await send(connection, std::move(response), reply) && reply.keep_alive;
}

// Runs the service on the pool, so that other connections go on meanwhile.
awaitable<Response> Server::Body::work(Request request) {
  const auto job = [](Answer& ask, Request asked) -> awaitable<Response> { co_return ask(std::move(asked)); };
  std::string trouble;
  try {
    co_return co_await asio::co_spawn(*pool, job(answer, std::move(request)), asio::use_awaitable);
  } catch (const std::exception& problem) {
    trouble = problem.what();
  }
  co_return problemOf({"internal", "", trouble});
}

awaitable<bool> Server::Body::send(Connection& connection, Response response, Reply reply) {
  const auto wire = wireOf(std::move(response), reply);
  beast::get_lowest_layer(connection.stream).expires_after(settings.limits.answer);
  const auto [error, count] = co_await http::async_write(connection.stream, wire, kTuple);
  co_return !error;
}

awaitable<bool> Server::Body::refuse(Connection& connection, base::Error error) {
  base::log::info("a request was refused: {}", error.code);
  auto response = problemOf(error);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  const bool sent = co_await send(connection, std::move(response), {});
  if (sent) co_await drain(connection);
  co_return sent;
}

// Closing a socket with unread input sends a reset, and the client may then never see our last words.
awaitable<void> Server::Body::drain(Connection& connection) {
  auto& lowest = beast::get_lowest_layer(connection.stream);
  beast::error_code ignored;
  lowest.socket().shutdown(tcp::socket::shutdown_send, ignored);
  lowest.expires_after(settings.limits.drain);
  std::array<char, 16'384> dropped;
  while (true) {
    const auto [error, count] = co_await lowest.async_read_some(asio::buffer(dropped), kTuple);
    if (error) co_return;
  }
}

void Server::Body::beginStop() {
  if (stopping) return;
  stopping = true;
  beast::error_code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  for (auto* connection : connections)
    if (connection->idle_since) beast::get_lowest_layer(connection->stream).cancel();
  if (connections.empty()) return;
  stop_timer.expires_after(settings.limits.stop);
  stop_timer.async_wait([this](beast::error_code) { io.stop(); });
}

Server::Server() = default;
Server::~Server() = default;

base::Result<std::unique_ptr<Server>> Server::listen(const ServerSettings& settings) {
  std::unique_ptr<Server> out(new Server);
  out->body_ = std::make_unique<Body>(settings);
  if (auto opened = out->body_->open(); !opened) return base::fail(opened.error());
  return out;
}

std::uint16_t Server::port() const { return body_->acceptor.local_endpoint().port(); }

std::string Server::address() const {
  const auto& plain = body_->settings.address;
  const bool six = plain.find(':') != std::string::npos;
  return (six ? "[" + plain + "]" : plain) + ":" + std::to_string(port());
}

void Server::run(Answer answer) {
  auto& body = *body_;
  body.answer = std::move(answer);
  body.pool = std::make_unique<asio::thread_pool>(body.settings.limits.threads);
  if (body.settings.end_on_signal) {
    body.signals.add(SIGINT);
    body.signals.add(SIGTERM);
    body.signals.async_wait([&body](beast::error_code error, int) {
      if (!error) body.beginStop();
    });
  }
  asio::co_spawn(body.io, body.accept(), asio::detached);
  body.io.run();
  body.pool->join();
}

void Server::stop() {
  asio::post(body_->io, [body = body_.get()] { body->beginStop(); });
}

}  // namespace hall
