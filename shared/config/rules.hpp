// What a value must be beyond its type. Each rule answers with a cause, or nothing when the value will do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace config {

struct Objection {
  std::string code;  // config_*; the text "error.<code>" has {0} option, {1} value, {2} detail
  std::string value;
  std::string detail;
};

std::optional<Objection> objectionToHallUrl(std::string_view url);  // https://host[:port], nothing after it
std::optional<Objection> objectionToPrinterUri(std::string_view uri);     // ipp://, ipps:// or cups:<queue>
std::optional<Objection> objectionToDeviceName(std::string_view name);    // 1 to 64 of A-Z a-z 0-9 . _ -
std::optional<Objection> objectionToRootKey(std::string_view key);        // base64 of 32 bytes
std::optional<Objection> objectionToReaderDevice(std::string_view path);  // empty, or /dev/…
std::optional<Objection> objectionToCameraDevice(std::string_view path);  // empty, or /dev/…
std::optional<Objection> objectionToBaud(int baud);                       // a rate that serial readers know

enum class Pem { certificate, private_key };
// Exists, can be read, holds a PEM block (RFC 7468) of that sort; a private key isn't readable by everybody.
std::optional<Objection> objectionToPemFile(const std::filesystem::path& path, Pem wanted);

}  // namespace config
