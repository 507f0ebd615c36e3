#include "base/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>

#include "base/log.hpp"

namespace base {

Sha256 sha256(BytesView bytes) {
  Sha256 out{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), out.data(), nullptr);
  return out;
}

Sm3 sm3(BytesView bytes) {
  Sm3 out{};
  EVP_Q_digest(nullptr, "SM3", nullptr, bytes.data(), bytes.size(), out.data(), nullptr);
  return out;
}

Bytes randomBytes(std::size_t count) {
  Bytes out(count);
  if (count > 0 && RAND_bytes(out.data(), static_cast<int>(count)) != 1) {
    log::error("the system gives no random numbers; ending");
    std::abort();
  }
  return out;
}

std::string randomUuid() {
  auto bytes = randomBytes(16);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  auto text = toHex(bytes);
  for (std::size_t at : {8u, 13u, 18u, 23u}) text.insert(at, 1, '-');
  return text;
}

std::string randomToken(std::size_t bytes) { return toBase64Url(randomBytes(bytes)); }

bool equalInConstantTime(BytesView a, BytesView b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

void cleanse(std::string& secret) {
  // Up to the capacity: a longer secret may have been there before.
  secret.resize(secret.capacity());
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

void cleanse(Bytes& secret) {
  secret.resize(secret.capacity());
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace base
