// Where the secrets of the issuing keys lie: encrypted files <folder>/<kid>.pem, or a PKCS#11 token. Any
// thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "seal/sign/sign.hpp"

namespace hall {

struct KeyAccess {
  ~KeyAccess();  // overwrites both secrets
  std::filesystem::path folder;
  std::string passphrase;  // of the files
  std::string token_pin;
};

struct NewKey {
  seal::Algorithm algorithm = seal::Algorithm::ed25519;
  std::string token;  // RFC 7512 URI of a token; empty: a file. object=NAME begins the new key's label
};

struct MadeKey {
  std::unique_ptr<seal::Signer> signer;
  std::string token;  // the URI of this very key; empty: a file
};

std::filesystem::path keyFile(const KeyAccess& access, const std::string& kid);

// Codes: those of tokens (seal/sign/token_key.hpp), token_pin_missing, file_*, data_unopenable.
base::Result<MadeKey> makeKey(const KeyAccess& access, const NewKey& wanted);
// token: as makeKey said. Codes: also key_* of seal, with the file as place.
base::Result<std::unique_ptr<seal::Signer>> openKey(const KeyAccess& access, const std::string& kid,
                                                    const std::string& token);

// An encrypted private key in a file.
base::Result<seal::PrivateKey> readKeyFile(const std::filesystem::path& file, const std::string& passphrase);
base::Status writeKeyFile(const std::filesystem::path& file, const seal::PrivateKey& key,
                          const std::string& passphrase);

}  // namespace hall
