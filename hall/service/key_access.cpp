#include "hall/service/key_access.hpp"

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "seal/sign/token_key.hpp"

namespace hall {
namespace {

constexpr std::size_t kKeyFileLimit = 16 * 1024;
constexpr const char* kLabel = "hall-seal";  // of keys on a token, unless the URI names another
constexpr std::size_t kLabelBytes = 4;       // of randomness behind it: a label must not be there already

base::Status checkPin(const KeyAccess& access) {
  if (!access.token_pin.empty()) return {};
  return base::fail("token_pin_missing", "", "the issuing key lies on a token, and no PIN was given");
}

base::Result<MadeKey> makeOnToken(const KeyAccess& access, const NewKey& wanted) {
  auto place = seal::tokenPlaceFromUri(wanted.token);
  if (!place) return base::fail(place.error());
  if (auto pin = checkPin(access); !pin) return base::fail(pin.error());
  if (place->object.empty()) place->object = kLabel;
  place->object += "-" + base::toHex(base::randomBytes(kLabelBytes));
  auto key = seal::TokenKey::generate(*place, access.token_pin, wanted.algorithm);
  if (!key) return base::fail(key.error());
  return MadeKey{std::move(*key), seal::toUri(*place)};
}

}  // namespace

KeyAccess::~KeyAccess() {
  base::cleanse(passphrase);
  base::cleanse(token_pin);
}

std::filesystem::path keyFile(const KeyAccess& access, const std::string& kid) {
  return access.folder / (kid + ".pem");
}

base::Result<MadeKey> makeKey(const KeyAccess& access, const NewKey& wanted) {
  if (!wanted.token.empty()) return makeOnToken(access, wanted);
  std::error_code failed;
  std::filesystem::create_directories(access.folder, failed);
  std::filesystem::permissions(access.folder, std::filesystem::perms::owner_all, failed);
  if (failed) return base::fail("data_unopenable", access.folder.string(), failed.message());
  auto key = std::make_unique<seal::PrivateKey>(seal::PrivateKey::generate(wanted.algorithm));
  const auto file = keyFile(access, base::toHex(key->kid()));
  if (auto written = writeKeyFile(file, *key, access.passphrase); !written)
    return base::fail(written.error());
  return MadeKey{std::move(key), ""};
}

base::Result<std::unique_ptr<seal::Signer>> openKey(const KeyAccess& access, const std::string& kid,
                                                    const std::string& token) {
  if (token.empty()) {
    auto key = readKeyFile(keyFile(access, kid), access.passphrase);
    if (!key) return base::fail(key.error());
    return std::make_unique<seal::PrivateKey>(std::move(*key));
  }
  const auto place = seal::tokenPlaceFromUri(token);
  if (!place) return base::fail(place.error());
  if (auto pin = checkPin(access); !pin) return base::fail(pin.error());
  auto key = seal::TokenKey::open(*place, access.token_pin);
  if (!key) return base::fail(key.error());
  return std::unique_ptr<seal::Signer>(std::move(*key));
}

base::Result<seal::PrivateKey> readKeyFile(const std::filesystem::path& file, const std::string& passphrase) {
  const auto pem = base::readTextFile(file, kKeyFileLimit);
  if (!pem) return base::fail(pem.error());
  auto key = seal::PrivateKey::fromPem(*pem, passphrase);
  if (!key) return base::fail(key.error().code, file.string(), key.error().cause);
  return key;
}

base::Status writeKeyFile(const std::filesystem::path& file, const seal::PrivateKey& key,
                          const std::string& passphrase) {
  return base::writeFile(file, base::viewOf(key.toPem(passphrase)), true);
}

}  // namespace hall
