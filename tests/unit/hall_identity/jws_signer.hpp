// Keys of a provider in a test: they sign whatever they are given.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>
#include <string>

#include "base/bytes.hpp"
#include "base/unique_handle.hpp"

class JwsSigner {
 public:
  JwsSigner(std::string alg, std::string kid, unsigned rsa_bits = 2048)
      : alg_(std::move(alg)), kid_(std::move(kid)) {
    if (alg_ == "RS256") key_.reset(EVP_RSA_gen(rsa_bits));
    if (alg_ == "ES256") key_.reset(EVP_EC_gen("P-256"));
    if (alg_ == "EdDSA") key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  }

  const std::string& kid() const { return kid_; }

  std::string jwk() const {
    const auto head = R"({"use":"sig","kid":")" + kid_ + R"(","alg":")" + alg_ + "\",";
    if (alg_ == "RS256")
      return head + R"("kty":"RSA","n":")" + number(OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
             number(OSSL_PKEY_PARAM_RSA_E) + "\"}";
    if (alg_ == "EdDSA") {
      base::Bytes x(32);
      std::size_t size = x.size();
      EVP_PKEY_get_raw_public_key(key_.get(), x.data(), &size);
      return head + R"("kty":"OKP","crv":"Ed25519","x":")" + base::toBase64Url(x) + "\"}";
    }
    return head + R"("kty":"EC","crv":"P-256","x":")" + number(OSSL_PKEY_PARAM_EC_PUB_X) + R"(","y":")" +
           number(OSSL_PKEY_PARAM_EC_PUB_Y) + "\"}";
  }

  std::string sign(const std::string& payload) const {
    return signWith(R"({"alg":")" + alg_ + R"(","kid":")" + kid_ + "\"}", payload);
  }

  std::string signWith(const std::string& header, const std::string& payload) const {
    const auto text =
        base::toBase64Url(base::viewOf(header)) + "." + base::toBase64Url(base::viewOf(payload));
    const base::Handle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
    EVP_DigestSignInit_ex(context.get(), nullptr, alg_ == "EdDSA" ? nullptr : "SHA256", nullptr, nullptr,
                          key_.get(), nullptr);
    base::Bytes out(1'024);
    std::size_t size = out.size();
    const auto bytes = base::viewOf(text);
    EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size());
    out.resize(size);
    return text + "." + base::toBase64Url(alg_ == "ES256" ? joined(out) : out);
  }

 private:
  // At least 32 octets for P-256's coordinates; RSA's numbers are as long as they are.
  std::string number(const char* name) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    const base::Handle<BIGNUM, BN_free> owned(value);
    base::Bytes out(alg_ == "ES256" ? 32u : static_cast<std::size_t>(BN_num_bytes(value)));
    BN_bn2binpad(value, out.data(), static_cast<int>(out.size()));
    return base::toBase64Url(out);
  }
  static base::Bytes joined(const base::Bytes& der) {
    const auto* at = der.data();
    const base::Handle<ECDSA_SIG, ECDSA_SIG_free> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    base::Bytes out(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + 32, 32);
    return out;
  }

  std::string alg_, kid_;
  base::Handle<EVP_PKEY, EVP_PKEY_free> key_;
};
