#include "config/rules.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "base/file.hpp"

namespace config {
namespace {

constexpr std::size_t kPemLimit = 256 * 1024;  // a whole chain of large certificates fits many times

bool isPlain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool areAll(std::string_view text, std::string_view besides) {
  return std::all_of(text.begin(), text.end(),
                     [besides](char c) { return isPlain(c) || besides.find(c) != std::string_view::npos; });
}

bool isPort(std::string_view text) {
  int port = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  return problem == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

// host[:port] of RFC 3986 section 3.2, without user information; IPv6 in brackets.
bool isAuthority(std::string_view text) {
  const bool bracketed = text.starts_with('[');
  const auto host_end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
  if (host_end == std::string_view::npos || host_end <= (bracketed ? 1u : 0u)) return false;
  const auto host = bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end);
  const auto rest = text.substr(host_end + (bracketed ? 1 : 0));
  return areAll(host, bracketed ? ":." : ".-") &&
         (rest.empty() || (rest[0] == ':' && isPort(rest.substr(1))));
}

bool isDeviceOrNone(std::string_view path) {
  constexpr std::string_view folder = "/dev/";
  return path.empty() || (path.starts_with(folder) && path.size() > folder.size() &&
                          path.find("/..") == std::string_view::npos);
}

}  // namespace

std::optional<Objection> objectionToHallUrl(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (url.starts_with(scheme) && isAuthority(url.substr(scheme.size()))) return std::nullopt;
  return Objection{"config_hall_url", std::string(url), ""};
}

std::optional<Objection> objectionToPrinterUri(std::string_view uri) {
  for (const std::string_view scheme : {"ipp://", "ipps://"}) {
    if (!uri.starts_with(scheme)) continue;
    const auto rest = uri.substr(scheme.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    if (isAuthority(rest.substr(0, slash)) && areAll(rest.substr(slash), "/.-_~%+=:")) return std::nullopt;
  }
  // Queue names: anything CUPS prints but space, / and # (lpadmin(8)); ours keep to plain ones.
  if (uri.starts_with("cups:") && uri.size() > 5 && uri.size() <= 132 && areAll(uri.substr(5), "._-"))
    return std::nullopt;
  return Objection{"config_printer_uri", std::string(uri), ""};
}

std::optional<Objection> objectionToDeviceName(std::string_view name) {
  if (!name.empty() && name.size() <= 64 && areAll(name, "._-") && isPlain(name[0])) return std::nullopt;
  return Objection{"config_device_name", std::string(name), ""};
}

std::optional<Objection> objectionToRootKey(std::string_view key) {
  const auto bytes = base::fromBase64(key);
  if (bytes && bytes->size() == 32) return std::nullopt;
  if (!bytes) return Objection{"config_root_key_base64", std::string(key), ""};
  return Objection{"config_root_key_length", std::string(key), std::to_string(bytes->size())};
}

std::optional<Objection> objectionToReaderDevice(std::string_view path) {
  if (isDeviceOrNone(path)) return std::nullopt;
  return Objection{"config_reader_device", std::string(path), ""};
}

std::optional<Objection> objectionToCameraDevice(std::string_view path) {
  if (isDeviceOrNone(path)) return std::nullopt;
  return Objection{"config_camera_device", std::string(path), ""};
}

std::optional<Objection> objectionToBaud(int baud) {
  for (const int known : {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200})
    if (baud == known) return std::nullopt;
  return Objection{"config_baud", std::to_string(baud), ""};
}

std::optional<Objection> objectionToPemFile(const std::filesystem::path& path, Pem wanted) {
  const auto text = base::readTextFile(path, kPemLimit);
  if (!text && text.error().code == "file_missing")
    return Objection{"config_file_missing", path.string(), ""};
  if (!text) return Objection{"config_file_unreadable", path.string(), text.error().cause};
  const bool found = wanted == Pem::certificate
                         ? text->find("-----BEGIN CERTIFICATE-----") != std::string::npos
                         : text->find("PRIVATE KEY-----") != std::string::npos;
  if (!found && wanted == Pem::certificate) return Objection{"config_not_a_certificate", path.string(), ""};
  if (!found) return Objection{"config_not_a_key", path.string(), ""};
  struct stat facts {};
  if (wanted == Pem::private_key && ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & S_IROTH))
    return Objection{"config_key_open", path.string(), ""};
  return std::nullopt;
}

}  // namespace config
