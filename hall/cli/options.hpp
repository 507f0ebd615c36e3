// The command line of `hall`, taken apart. What each option means to a person stands in
// assets/lang/*/hall.help.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace hall::cli {

enum class Command {
  help,
  version,
  serve,
  device_add,
  device_list,
  device_remove,
  person_add,
  printout_void,
  keys_init,
  keys_next,
  keys_retire,
  keys_revoke,
  keys_list,
  keys_export,
  form_preview,
  process_check,
};

struct Options {
  Command command = Command::help;
  std::filesystem::path data;
  std::filesystem::path assets;           // empty: where the program's own lie
  std::filesystem::path passphrase_file;  // empty: $HALL_KEY_PASSPHRASE, else DIR/passphrase

  std::string listen = "127.0.0.1:8443";
  std::string public_host;                // empty: the address the hall listens on
  std::vector<std::string> names;         // more names for the TLS certificate
  std::filesystem::path tls_certificate;  // empty: one of the hall's own CA, made anew at every start
  std::filesystem::path tls_key;
  bool demo = false;

  std::filesystem::path token_pin_file;  // empty: $HALL_TOKEN_PIN

  std::string name;  // of a device, an account, a serial, a key
  std::string kind;
  std::string office;
  std::filesystem::path out;

  std::string person_name;
  std::string number;
  std::string unit;
  std::vector<std::string> posts;  // CODE[:UNIT]
  std::filesystem::path password_file;

  std::string reason;
  std::filesystem::path root;                  // empty: DIR/keys/root.pem
  std::filesystem::path root_passphrase_file;  // empty: $HALL_ROOT_PASSPHRASE, else asked
  std::string algorithm = "ed25519";           // ed25519 | esp256 | sm2
  std::string token;                           // RFC 7512 URI; empty: a file
  std::string from;                            // YYYY-MM-DD; empty: where the last window ends
  bool leave_hall_without_key = false;
  bool json = false;

  std::string form;
  std::filesystem::path content;
  std::vector<std::filesystem::path> files;
};

// arguments without the program's name. Code "usage", args: what is wrong.
base::Result<Options> parseOptions(std::vector<std::string> arguments);

struct Endpoint {
  std::string address;  // without brackets
  std::uint16_t port = 0;
};
// "127.0.0.1:8443", "[::1]:0". Code "usage_listen", args: the text.
base::Result<Endpoint> parseEndpoint(const std::string& text);

}  // namespace hall::cli
