// The hall's own small CA (RFC 5280): P-256, kept in the data folder, for the hall's TLS certificate and the
// devices'. Not the seal's keys. Safe to use from two processes at once (`hall serve` and `hall device add`).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace hall {

struct IssuedCertificate {
  std::string certificate_pem;
  std::string key_pem;  // not encrypted: write it with mode 0600
  std::string sha256;   // hex, of the certificate's DER; what the service knows a device by
};

class Authority {
 public:
  // Opens DIR/ca.pem and DIR/ca.key.pem (PKCS#8, encrypted), or makes them. Codes: "data_unwritable",
  // "ca_unreadable", "ca_wrong_passphrase".
  static base::Result<Authority> open(const std::filesystem::path& data, std::string_view passphrase,
                                      const base::Clock& clock);
  ~Authority();
  Authority(Authority&&) noexcept;
  Authority& operator=(Authority&&) noexcept;

  const std::string& certificatePem() const;

  // A fresh key and certificate for one run of the server. names: host names and addresses beside localhost,
  // 127.0.0.1 and ::1. Code "server_name_bad", place: the name.
  base::Result<IssuedCertificate> issueServer(const std::vector<std::string>& names) const;
  // name: as device configurations allow it, 1-64 of A-Z a-z 0-9 . _ -, the first a letter or digit. Code
  // "device_name_bad".
  base::Result<IssuedCertificate> issueDevice(const std::string& name) const;

 private:
  Authority();
  struct Body;
  std::unique_ptr<Body> body_;
};

bool isDeviceName(std::string_view name);

}  // namespace hall
