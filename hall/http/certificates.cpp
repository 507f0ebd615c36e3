#include "hall/http/certificates.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "base/unique_handle.hpp"

namespace hall {
namespace {

namespace fs = std::filesystem;
using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using Certificate = base::Handle<X509, X509_free>;
using Bio = base::Handle<BIO, BIO_free_all>;

constexpr std::size_t kPemLimit = 64 * 1024;
constexpr std::int64_t kDay_s = 24 * 3600;
constexpr std::int64_t kAuthorityLife_s = 20 * 365 * kDay_s;
constexpr std::int64_t kDeviceLife_s = 5 * 365 * kDay_s;  // as long as a kiosk's hardware
constexpr std::int64_t kServerLife_s = 397 * kDay_s;      // what browsers accept; made anew at every start
constexpr std::int64_t kClockSlack_s = 24 * 3600;  // a kiosk's clock before its first time synchronisation

// What a certificate of this CA may say of itself (RFC 5280 section 4.2.1), in OpenSSL's words.
struct Profile {
  std::string common_name;
  std::int64_t life_s;
  const char* basic_constraints;
  const char* key_usage;
  const char* extended_key_usage;  // nullptr: none
  std::string subject_alt_name;    // empty: none
};

std::string pemOf(const Bio& bio) {
  char* bytes = nullptr;
  const auto length = BIO_get_mem_data(bio.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

std::string pemOf(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return pemOf(bio);
}

std::string pemOf(EVP_PKEY* key, std::string_view passphrase) {
  const Bio bio(BIO_new(BIO_s_secmem()));
  const auto* cipher = passphrase.empty() ? nullptr : EVP_aes_256_cbc();
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, passphrase.data(),
                                static_cast<int>(passphrase.size()), nullptr, nullptr);
  return pemOf(bio);
}

std::string fingerprintOf(X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  const auto digest = base::sha256({der, static_cast<std::size_t>(std::max(0, length))});
  OPENSSL_free(der);
  return base::toHex(digest);
}

void setSerial(X509* certificate) {
  auto bytes = base::randomBytes(16);
  bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x7f) | 0x40);  // positive and of full length
  const base::Handle<BIGNUM, BN_free> number(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool addExtension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const base::Handle<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &context, id, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool addExtensions(X509* certificate, X509* issuer, const Profile& profile) {
  return addExtension(certificate, issuer, NID_basic_constraints, profile.basic_constraints) &&
         addExtension(certificate, issuer, NID_key_usage, profile.key_usage) &&
         (!profile.extended_key_usage ||
          addExtension(certificate, issuer, NID_ext_key_usage, profile.extended_key_usage)) &&
         addExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
         addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
         (profile.subject_alt_name.empty() ||
          addExtension(certificate, issuer, NID_subject_alt_name, profile.subject_alt_name.c_str()));
}

// issuer == nullptr: signs itself.
Certificate makeCertificate(const Profile& profile, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key,
                            base::UnixSeconds now) {
  Certificate out(X509_new());
  X509_set_version(out.get(), X509_VERSION_3);
  setSerial(out.get());
  ASN1_TIME_set(X509_getm_notBefore(out.get()), now - kClockSlack_s);
  ASN1_TIME_set(X509_getm_notAfter(out.get()), now + profile.life_s);
  const auto* name = reinterpret_cast<const unsigned char*>(profile.common_name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(out.get()), "CN", MBSTRING_UTF8, name, -1, -1, 0);
  X509_set_issuer_name(out.get(), X509_get_subject_name(issuer ? issuer : out.get()));
  X509_set_pubkey(out.get(), key);
  const bool made = addExtensions(out.get(), issuer ? issuer : out.get(), profile) &&
                    X509_sign(out.get(), issuer_key, EVP_sha256()) > 0;
  return made ? std::move(out) : nullptr;
}

bool isHostName(std::string_view name) {
  return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

bool isAddress(const std::string& name) {
  in6_addr six{};
  in_addr four{};
  return inet_pton(AF_INET, name.c_str(), &four) == 1 || inet_pton(AF_INET6, name.c_str(), &six) == 1;
}

}  // namespace

struct Authority::Body {
  Key key;
  Certificate certificate;
  std::string pem;
  const base::Clock* clock = nullptr;

  base::Status make(const fs::path& data, std::string_view passphrase);
  base::Status read(const fs::path& data, std::string_view passphrase);
  base::Result<IssuedCertificate> issue(const Profile& profile) const;
};

base::Status Authority::Body::make(const fs::path& data, std::string_view passphrase) {
  key.reset(EVP_EC_gen("P-256"));
  const Profile profile{"Hall of " + base::toHex(base::randomBytes(4)),
                        kAuthorityLife_s,
                        "critical,CA:TRUE,pathlen:0",
                        "critical,keyCertSign,cRLSign",
                        nullptr,
                        ""};
  certificate = makeCertificate(profile, key.get(), nullptr, key.get(), clock->now());
  if (!certificate) return base::fail("ca_unreadable", data.string(), "OpenSSL made no certificate");
  pem = pemOf(certificate.get());
  auto key_pem = pemOf(key.get(), passphrase);
  auto written = base::writeFile(data / "ca.key.pem", base::viewOf(key_pem), true);
  base::cleanse(key_pem);
  return written ? base::writeFile(data / "ca.pem", base::viewOf(pem)) : written;
}

base::Status Authority::Body::read(const fs::path& data, std::string_view passphrase) {
  auto text = base::readTextFile(data / "ca.pem", kPemLimit);
  if (!text) return base::fail(text.error());
  auto key_text = base::readTextFile(data / "ca.key.pem", kPemLimit);
  if (!key_text) return base::fail(key_text.error());
  const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  certificate.reset(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!certificate)
    return base::fail("ca_unreadable", (data / "ca.pem").string(), "this is no certificate in PEM");
  const Bio key_bio(BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size())));
  std::string secret(passphrase);
  key.reset(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, secret.data()));
  base::cleanse(secret);
  if (!key || X509_check_private_key(certificate.get(), key.get()) != 1)
    return base::fail("ca_wrong_passphrase", (data / "ca.key.pem").string(),
                      "the passphrase doesn't open the key, or the key isn't the certificate's");
  pem = std::move(*text);
  return {};
}

base::Result<IssuedCertificate> Authority::Body::issue(const Profile& profile) const {
  const Key own(EVP_EC_gen("P-256"));
  const auto made = makeCertificate(profile, own.get(), certificate.get(), key.get(), clock->now());
  if (!made) return base::fail("ca_unreadable", profile.common_name, "OpenSSL made no certificate");
  return IssuedCertificate{pemOf(made.get()), pemOf(own.get(), ""), fingerprintOf(made.get())};
}

Authority::Authority() : body_(std::make_unique<Body>()) {}
Authority::~Authority() = default;
Authority::Authority(Authority&&) noexcept = default;
Authority& Authority::operator=(Authority&&) noexcept = default;

base::Result<Authority> Authority::open(const fs::path& data, std::string_view passphrase,
                                        const base::Clock& clock) {
  const base::FolderLock lock(data);
  if (!lock.held()) return base::fail("data_unwritable", data.string(), "no file can be made there");
  Authority out;
  out.body_->clock = &clock;
  // The key is written before the certificate: a power cut between the two leaves no certificate, and both
  // are made anew.
  std::error_code unseen;
  const bool there = fs::exists(data / "ca.pem", unseen);
  const auto opened = there ? out.body_->read(data, passphrase) : out.body_->make(data, passphrase);
  if (!opened) return base::fail(opened.error());
  return out;
}

const std::string& Authority::certificatePem() const { return body_->pem; }

base::Result<IssuedCertificate> Authority::issueServer(const std::vector<std::string>& names) const {
  std::string alternatives = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const auto& name : names) {
    if (isAddress(name))
      alternatives += ",IP:" + name;
    else if (isHostName(name))
      alternatives += ",DNS:" + name;
    else
      return base::fail("server_name_bad", name, "neither a host name nor an address");
  }
  return body_->issue(
      {"hall", kServerLife_s, "critical,CA:FALSE", "critical,digitalSignature", "serverAuth", alternatives});
}

base::Result<IssuedCertificate> Authority::issueDevice(const std::string& name) const {
  if (!isDeviceName(name))
    return base::fail("device_name_bad", name,
                      "allowed: 1 to 64 letters, digits, . _ -, the first a letter or digit");
  return body_->issue(
      {name, kDeviceLife_s, "critical,CA:FALSE", "critical,digitalSignature", "clientAuth", ""});
}

bool isDeviceName(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name.size() <= 64 && plain(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace hall
