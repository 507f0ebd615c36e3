// What changes the hall's keys. Every change is signed by the root, whose secret is opened for that moment
// alone, and is kept in one transaction: the running hall, in another process, has the old set or the new
// one. Thread: one.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "hall/service/key_access.hpp"
#include "hall/service/key_windows.hpp"
#include "hall/store/database.hpp"

namespace hall {

class KeyCeremony {
 public:
  // who: for the audit.
  KeyCeremony(store::Database& database, const base::Clock& clock, KeyAccess access, std::string who)
      : database_(database), clock_(clock), access_(std::move(access)), who_(std::move(who)) {}

  // A new hall's root, written to root_file under its own passphrase, its first issuing key and the next one.
  // Codes: keys_exist, root_file_exists, root_folder_missing, those of makeKey() and writeFile(). On failure no root is left.
  base::Status init(const std::filesystem::path& root_file, const std::string& root_passphrase,
                    const NewKey& wanted);

  // Makes and publishes the key that follows. from: when its window begins, up to the end of the last one,
  // which then ends there; a day that has begun means now. Codes: keys_missing, root_other, key_from_past,
  // key_from_late, key_from_taken.
  base::Result<seal::PublicKey> next(const seal::Signer& root, const NewKey& wanted,
                                     std::optional<base::UnixSeconds> from);

  // Ends the current key's signing window with this second; the key after it begins there. Codes also of
  // revoke: key_unknown, key_not_signing, key_no_successor.
  base::Status retire(const seal::Signer& root, const std::string& kid);

  // From now on nothing counts that this key signed. Codes: also reason_required, field_too_long.
  enum class Successor { needed, leave_hall_without_key };
  base::Status revoke(const seal::Signer& root, const std::string& kid, const std::string& reason,
                      Successor successor);

  // A hall from before kept its root on line, as <folder>/root.pem under the passphrase of all its keys, and
  // signed its key set anew at every start. Its keys are signed once more, as a stored set; from then on
  // root.pem is a root file as any other, with that passphrase, and can be moved away. false: the hall has a
  // stored set already, or no keys. Code data_root_key_missing.
  base::Result<bool> takeOver();

 private:
  using Change = std::function<base::Status(seal::KeySet&, store::Connection&, base::UnixSeconds now)>;
  base::Status change(const seal::Signer& root, const std::string& action, const std::string& kid,
                      const Change& how);
  base::Status publish(store::Connection& connection, const seal::KeySet& set, const seal::Signer& root);
  base::Status makeFirstKeys(const seal::Signer& root, const NewKey& wanted);
  base::Status keepFirstKeys(store::Connection& connection, const seal::Signer& root,
                             const std::array<const MadeKey*, 2>& made);
  void forgetFile(const MadeKey& made) const;

  store::Database& database_;
  const base::Clock& clock_;
  KeyAccess access_;
  std::string who_;
};

}  // namespace hall
