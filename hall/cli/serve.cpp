// hall serve
#include <iostream>
#include <regex>

#include "base/file.hpp"
#include "base/log.hpp"
#include "hall/cli/commands.hpp"
#include "hall/http/application.hpp"
#include "hall/http/server.hpp"
#include "hall/identity/sign_in_ways.hpp"
#include "hall/service/device_sign_ins.hpp"

namespace hall::cli {
namespace {

// "hall.example.edu.cn:8443" -> "hall.example.edu.cn"
std::string hostOf(const std::string& host_and_port) {
  const auto colon = host_and_port.rfind(':');
  const bool six = !host_and_port.empty() && host_and_port.front() == '[';
  if (six) return host_and_port.substr(1, host_and_port.find(']') - 1);
  return host_and_port.substr(0, colon);
}

constexpr std::size_t kPemLimit = 256 * 1024;  // a certificate with its chain

// What the server shows: a certificate that browsers know, where one was given, else one of the hall's own
// CA.
base::Result<IssuedCertificate> shownCertificate(const Options& options, const Authority& authority) {
  if (options.tls_certificate.empty()) {
    auto names = options.names;
    if (!options.public_host.empty()) names.push_back(hostOf(options.public_host));
    return authority.issueServer(names);
  }
  auto certificate = base::readTextFile(options.tls_certificate, kPemLimit);
  if (!certificate) return base::fail(certificate.error());
  auto key = base::readTextFile(options.tls_key, kPemLimit);
  if (!key) return base::fail(key.error());
  return IssuedCertificate{std::move(*certificate), std::move(*key), ""};
}

// What stands in every QR code: host[:port] and nothing else.
base::Status checkPublicHost(const std::string& host) {
  static const std::regex pattern(R"((\[[0-9A-Fa-f:]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)(:[0-9]{1,5})?)");
  if (host.empty() || (host.size() <= 100 && std::regex_match(host, pattern))) return {};
  return base::fail("public_host_bad", "--public-host",
                    "it is written HOST or HOST:PORT, without https:// or a path");
}

base::Result<std::unique_ptr<Server>> openServer(const Options& options, const base::Clock& clock) {
  const auto endpoint = parseEndpoint(options.listen);
  if (!endpoint) return base::fail(endpoint.error());
  if (!options.demo)
    if (auto made = checkInitialised(options); !made) return base::fail(made.error());
  const auto passphrase = passphraseOf(options);
  if (!passphrase) return base::fail(passphrase.error());
  const auto authority = Authority::open(options.data, *passphrase, clock);
  if (!authority) return base::fail(authority.error());
  const auto shown = shownCertificate(options, *authority);
  if (!shown) return base::fail(shown.error());
  return Server::listen({.address = endpoint->address,
                         .port = endpoint->port,
                         .certificate_pem = shown->certificate_pem,
                         .key_pem = shown->key_pem,
                         .client_ca_pem = authority->certificatePem(),
                         .end_on_signal = true});
}

std::string describe(const identity::SignInWays& ways) {
  std::string out = ways.password ? "account and password" : "";
  const auto add = [&](const std::string& way) { out += (out.empty() ? "" : ", ") + way; };
  if (ways.cas) add("CAS at " + ways.cas->url);
  if (ways.oidc) add("OpenID Connect at " + ways.oidc->issuer);
  return out;
}

}  // namespace

base::Status serve(const Options& options, toml_doc::Problems& problems) {
  const base::SystemClock clock;
  const auto ways = identity::readSignInWays(options.data / "sign-in.toml", problems);
  if (!problems.empty()) return {};  // told by who called
  if (auto good = checkPublicHost(options.public_host); !good) return good;
  // The port is opened first: seals name it where no public host is given.
  auto server = openServer(options, clock);
  if (!server) return base::fail(server.error());
  const auto address = (*server)->address();
  auto service = openService(options, options.public_host.empty() ? address : options.public_host, clock);
  if (!service) return base::fail(service.error());
  // Without a key that may sign nothing can be printed, but papers can still be checked. A key that should
  // sign and doesn't open is a mistake to be mended before people stand at the kiosk.
  if (auto signs = (*service)->checkSigning(); !signs && signs.error().code != "no_issuing_key") return signs;
  if (options.demo)
    if (auto loaded = (*service)->loadDemonstration(); !loaded) return loaded;
  auto files = StaticFiles::load((options.assets.empty() ? base::assetsFolder() : options.assets) / "web");
  if (!files) return base::fail(files.error());
  (*service)->deviceSignIns().offer(ways.password, identity::openProviders(ways));
  base::log::info("people sign in for a terminal by {}", describe(ways));
  Application application(**service, clock, std::move(*files));
  std::cout << "listening on https://" << address << std::endl;
  (*server)->run([&](Request request) { return application.answer(std::move(request)); });
  base::log::info("told to end; every running request was answered");
  return {};
}

}  // namespace hall::cli
