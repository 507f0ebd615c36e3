// Which ways of signing in the hall offers besides its terminals' own forms: DATA/sign-in.toml, described by
// device-config/examples/sign-in.toml. Without the file: local accounts. One thread, before the hall serves.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "hall/identity/cas.hpp"
#include "hall/identity/oidc.hpp"
#include "toml_doc/toml_doc.hpp"

namespace hall::identity {

struct SignInWays {
  bool password = true;
  std::optional<CasSettings> cas{};
  std::optional<OidcSettings> oidc{};
};

// Every mistake goes to problems, with its file:line:column; then the answer is of no use. Codes: toml_*,
// sign_in_no_way, sign_in_bad_url, sign_in_open_secret (others than its owner may read or write it), file_*.
SignInWays readSignInWays(const std::filesystem::path& file, toml_doc::Problems& problems);

std::vector<std::unique_ptr<Provider>> openProviders(const SignInWays& ways);

}  // namespace hall::identity
