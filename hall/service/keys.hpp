// The hall's keys: the root and the issuing keys as encrypted files under <data>/keys, their public halves
// and windows in the database. Made on first use; the next issuing key is made and published before the last
// one's window ends. Thread: any.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "hall/store/database.hpp"
#include "seal/key_set.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"

namespace hall {

struct KeyWindows {
  std::int64_t signing_seconds = 366 * 86'400LL;  // one academic year a key
  std::int64_t publish_ahead_seconds =
      60 * 86'400LL;  // a desk that was away for the summer still knows the next key
  std::int64_t verify_seconds = 30 * 366 * 86'400LL;  // transcripts are shown for a working life
  std::int64_t skew_seconds = 300;                    // clocks of hall and issuing key may differ by so much
};

class KeyRing {
 public:
  // Codes: data_root_key_missing (keys exist but their root is gone), key_* of seal, file_*.
  static base::Result<std::unique_ptr<KeyRing>> open(const std::filesystem::path& folder,
                                                     const std::string& passphrase, store::Database& database,
                                                     base::UnixSeconds now);

  // What holds now; makes and publishes the next key when it is due. Hold on to it for one piece of work.
  struct Current {
    seal::KeySet set{};
    seal::Verifier verifier{set};  // with these keys made ready, which costs more than a check
    base::Bytes signed_set{};
    std::shared_ptr<const seal::Signer> signer{};
  };
  base::Result<std::shared_ptr<const Current>> current(base::UnixSeconds now);

  const seal::RootKey& root() const { return root_; }

 private:
  KeyRing(std::filesystem::path folder, std::string passphrase, store::Database& database)
      : folder_(std::move(folder)), passphrase_(std::move(passphrase)), database_(database) {}
  base::Result<seal::PrivateKey> openRoot(bool may_make);
  base::Result<seal::PrivateKey> readKey(const std::string& name) const;
  base::Status writeKey(const std::string& name, const seal::PrivateKey& key) const;
  base::Status makeKey(base::UnixSeconds from, base::UnixSeconds now);
  base::Status refresh(base::UnixSeconds now);

  std::filesystem::path folder_;
  std::string passphrase_;
  store::Database& database_;
  seal::RootKey root_{};
  std::mutex busy_;
  std::shared_ptr<const Current> current_;
  base::UnixSeconds good_until_ = 0;  // when current_ must be looked at again
};

// The keys as a JSON Web Key Set (RFC 7517, RFC 8037).
std::string toJwks(const seal::KeySet& set);

}  // namespace hall
