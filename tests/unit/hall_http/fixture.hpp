// What the tests of the hall's HTTP room share: a folder that goes away, a server that runs, and a client
// that can misbehave.
#pragma once

#include <openssl/ssl.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/unique_handle.hpp"
#include "hall/http/certificates.hpp"
#include "hall/http/server.hpp"
#include "hall_api/client.hpp"

class TempFolder {
 public:
  TempFolder()
      : path_(std::filesystem::temp_directory_path() / ("hall-test-" + base::toHex(base::randomBytes(6)))) {
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A CA with a server and a device of it, as files in a folder.
class Campus {
 public:
  explicit Campus(const std::filesystem::path& folder)
      : folder_(folder), authority_(*hall::Authority::open(folder, "secret", clock_)) {}

  hall::IssuedCertificate device(const std::string& name) {
    auto issued = *authority_.issueDevice(name);
    (void)base::writeFile(folder_ / (name + ".crt.pem"), base::viewOf(issued.certificate_pem));
    (void)base::writeFile(folder_ / (name + ".key.pem"), base::viewOf(issued.key_pem), true);
    return issued;
  }
  hall::ServerSettings serverSettings() const {
    const auto own = *authority_.issueServer({});
    hall::ServerSettings out;
    out.port = 0;
    out.certificate_pem = own.certificate_pem;
    out.key_pem = own.key_pem;
    out.client_ca_pem = authority_.certificatePem();
    return out;
  }
  // name empty: no certificate.
  api::HallAddress addressOf(std::uint16_t port, const std::string& name) const {
    api::HallAddress out{.url = "https://127.0.0.1:" + std::to_string(port), .ca_file = folder_ / "ca.pem"};
    if (name.empty()) return out;
    out.certificate_file = folder_ / (name + ".crt.pem");
    out.key_file = folder_ / (name + ".key.pem");
    return out;
  }

 private:
  base::SystemClock clock_;
  std::filesystem::path folder_;
  hall::Authority authority_;
};

class RunningServer {
 public:
  RunningServer(const hall::ServerSettings& settings, hall::Server::Answer answer) {
    base::log::setQuiet(true);
    std::signal(SIGPIPE, SIG_IGN);  // RawClient writes to a server that may have hung up
    server_ = std::move(*hall::Server::listen(settings));
    thread_ = std::thread([this, answer = std::move(answer)] { server_->run(answer); });
  }
  ~RunningServer() { end(); }
  void end() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }
  std::uint16_t port() const { return server_->port(); }

 private:
  std::unique_ptr<hall::Server> server_;
  std::thread thread_;
};

// A TLS client that sends what it is told, trusting everyone.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : context_(SSL_CTX_new(TLS_client_method())) {
    const auto address = "127.0.0.1:" + std::to_string(port);
    bio_.reset(BIO_new_ssl_connect(context_.get()));
    BIO_set_conn_hostname(bio_.get(), address.c_str());
    connected_ = BIO_do_connect(bio_.get()) == 1 && BIO_do_handshake(bio_.get()) == 1;
  }
  bool connected() const { return connected_; }
  bool send(std::string_view text) {
    while (!text.empty()) {
      const int count =
          BIO_write(bio_.get(), text.data(), static_cast<int>(std::min<std::size_t>(text.size(), 16'384)));
      if (count <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  // Until the server closes.
  std::string receive() {
    std::string out;
    char block[4096];
    for (int count; (count = BIO_read(bio_.get(), block, sizeof block)) > 0;)
      out.append(block, std::size_t(count));
    return out;
  }
  std::string ask(std::string_view text) {
    send(text);
    return receive();
  }

 private:
  base::Handle<SSL_CTX, SSL_CTX_free> context_;
  base::Handle<BIO, BIO_free_all> bio_;
  bool connected_ = false;
};
