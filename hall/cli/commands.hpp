// One function a command. Errors go back to run(), which says them in the reader's language.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "hall/cli/options.hpp"
#include "hall/http/certificates.hpp"
#include "hall/service/service.hpp"
#include "toml_doc/toml_doc.hpp"

namespace hall::cli {

// --- secrets.cpp: never from the command line, which others can see
// $HALL_KEY_PASSPHRASE, --passphrase-file, DIR/passphrase; where none of them is and the folder is new, one
// is made and kept in DIR/passphrase. Codes: "passphrase_missing" (keys exist, their passphrase doesn't),
// file_*.
base::Result<std::string> passphraseOf(const Options& options);
// $HALL_TOKEN_PIN, --token-pin-file; empty where neither is told.
base::Result<std::string> tokenPinOf(const Options& options);
// $HALL_ROOT_PASSPHRASE, --root-passphrase-file, else asked at the terminal without showing it, a new one
// twice. Codes: root_passphrase_missing, root_passphrase_short, root_passphrase_differs.
enum class Passphrase { existing, chosen };
base::Result<std::string> rootPassphraseOf(const Options& options, Passphrase kind, const base::Texts& texts);

// --- data_folder.cpp
// What is written into another account's folder, its hall can't read. Code data_other_owner.
base::Status checkOwner(const std::filesystem::path& folder);
// Also code keys_missing: `hall keys init` was never run there.
base::Status checkInitialised(const Options& options);
std::string whoRuns();  // for the audit
// The service on the data folder, for commands that change something while the hall may be running.
base::Result<std::unique_ptr<Service>> openService(const Options& options, const std::string& public_host,
                                                   const base::Clock& clock);

base::Status serve(const Options& options, toml_doc::Problems& problems);
base::Status deviceAdd(const Options& options, const base::Texts& texts);
base::Status deviceList(const Options& options, const base::Texts& texts);
base::Status deviceRemove(const Options& options, const base::Texts& texts);
base::Status personAdd(const Options& options, const base::Texts& texts);
base::Status printoutVoid(const Options& options, const base::Texts& texts);
base::Status keysInit(const Options& options, const base::Texts& texts);
base::Status keysNext(const Options& options, const base::Texts& texts);
base::Status keysRetire(const Options& options, const base::Texts& texts);
base::Status keysRevoke(const Options& options, const base::Texts& texts);
base::Status keysList(const Options& options, const base::Texts& texts);
base::Status keysExport(const Options& options, const base::Texts& texts);
base::Status formPreview(const Options& options, const base::Texts& texts, toml_doc::Problems& problems);
base::Status processCheck(const Options& options, const base::Texts& texts, toml_doc::Problems& problems);

}  // namespace hall::cli
