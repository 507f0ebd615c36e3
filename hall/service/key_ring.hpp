// The keys of the running hall: the published key set, checked against the root's public key, and the one
// issuing key that signs now. The root's secret is never here. What `hall keys` changed beside it, the ring
// takes up by itself. Thread: any.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "hall/service/key_access.hpp"
#include "hall/store/database.hpp"
#include "seal/key_set.hpp"
#include "seal/sign/sign.hpp"
#include "seal/verify.hpp"

namespace hall {

class KeyRing {
 public:
  // Codes: keys_missing (there is no key set yet), key_set_* of seal.
  static base::Result<std::unique_ptr<KeyRing>> open(store::Database& database, KeyAccess access,
                                                     base::UnixSeconds now);

  // What holds now; hold on to it for one piece of work.
  struct Current {
    std::int64_t version = 0;
    seal::KeySet set{};
    seal::Verifier verifier{set};  // with these keys made ready, which costs more than a check
    base::Bytes signed_set{};
    std::shared_ptr<const seal::Signer> signer{};  // null until a key was asked to sign
  };

  // For checking and publishing. A change is noticed within a second of the clock.
  base::Result<std::shared_ptr<const Current>> current(base::UnixSeconds now);
  // With the signer, for status lists. Codes: no_issuing_key, those of openKey().
  base::Result<std::shared_ptr<const Current>> forSigning(base::UnixSeconds now);
  // The same inside the transaction that keeps the seal: whoever changes keys writes to the same database, so
  // that no seal can be made by a key whose window was closed before.
  base::Result<std::shared_ptr<const Current>> forSealing(store::Connection& connection,
                                                          base::UnixSeconds now);

  const seal::RootKey& root() const { return root_; }

 private:
  KeyRing(store::Database& database, KeyAccess access) : database_(database), access_(std::move(access)) {}
  // All four are called with busy_ held.
  base::Status look(base::UnixSeconds now);
  base::Status lookIn(store::Connection& connection);
  base::Result<std::shared_ptr<const Current>> withSigner(base::UnixSeconds now);
  void remind(base::UnixSeconds now);

  store::Database& database_;
  KeyAccess access_;
  seal::RootKey root_{};
  std::mutex busy_;
  std::shared_ptr<const Current> current_;
  std::map<std::string, std::string> token_keys_;  // as in store/keys.hpp
  std::optional<base::Error> refused_;             // by a token, for good: another try could lock it
  base::UnixSeconds looked_at_ = 0;
  base::UnixSeconds reminded_at_ = 0;
};

}  // namespace hall
