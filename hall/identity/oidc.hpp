// OpenID Connect Core 1.0: the hall as a relying party by the authorization code flow (section 3.1) with PKCE
// (RFC 7636, S256), state and nonce; discovery (Discovery 1.0) and RP-initiated logout. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hall/identity/jose.hpp"
#include "hall/identity/provider.hpp"
#include "hall/identity/web.hpp"

namespace hall::identity {

struct OidcSettings {
  std::string issuer;         // exactly as the provider calls itself
  std::string client_id;      // as the provider knows the hall
  std::string client_secret;  // empty: a public client, PKCE alone
  std::filesystem::path ca_file{};
  std::string account_claim = "sub";  // the claim of the ID token that is the hall's account
  std::vector<std::string> scopes{"openid"};
  bool sign_out_after = true;  // lead the browser through end_session_endpoint at the end
  base::Bilingual title{"统一身份认证", "Campus sign-in"};
};

std::unique_ptr<Provider> openOidc(OidcSettings settings, std::unique_ptr<Web> web);

// The checks of section 3.1.3.7 on a payload whose signature is believed. Code id_token_bad, place: the
// claim. Clocks may differ by a minute; a token may be ten minutes old.
base::Status checkIdToken(const Json& claims, const OidcSettings& settings, const std::string& nonce,
                          base::UnixSeconds now);

// A logout token (Back-Channel Logout 1.0 section 2.4), which must name the session it ends.
base::Status checkLogoutToken(const Json& claims, const OidcSettings& settings, base::UnixSeconds now);

}  // namespace hall::identity
