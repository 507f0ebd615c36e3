// A campus's own sign-in, to which a browser is sent and from which it comes back: CAS (cas.hpp) or OpenID
// Connect (oidc.hpp).
#pragma once

#include <map>
#include <string>

#include "base/clock.hpp"
#include "base/texts.hpp"

namespace hall::identity {

// What binds one visit to the browser that began it; known to that browser's cookie and to the hall alone.
struct VisitSecrets {
  std::string state;     // comes back in the address
  std::string nonce;     // OIDC: comes back inside the ID token
  std::string verifier;  // OIDC: PKCE (RFC 7636), 43 characters or more
};

struct Identity {
  std::string account;
  std::string hint{};     // what the provider wants back at leaving: OIDC's ID token
  std::string session{};  // the provider's name for its session; empty: it has none
};

// Any thread; blocking.
class Provider {
 public:
  virtual ~Provider() = default;

  virtual std::string id() const = 0;  // "cas", "oidc"
  virtual base::Bilingual title() const = 0;

  // Where the browser goes. back: the hall's own address, to which it returns. Codes: provider_*.
  virtual base::Result<std::string> goUrl(const std::string& back, const VisitSecrets& secrets,
                                          base::UnixSeconds now) = 0;

  // Who came back, by the query of the address he came to. Codes: provider_*, sign_in_stale (of another
  // browser, or used before), sign_in_refused (the provider let nobody in), id_token_bad.
  virtual base::Result<Identity> arrived(const std::map<std::string, std::string>& query,
                                         const std::string& back, const VisitSecrets& secrets,
                                         base::UnixSeconds now) = 0;

  // Where the browser goes so that nobody stays signed in on it; empty: the provider has no such place.
  virtual std::string leaveUrl(const std::string& back, const Identity& identity) = 0;

  // Whether the browser is led through leaveUrl() once the terminal is signed in. Where it isn't, the
  // provider's session goes on, and the terminal's ends with it.
  virtual bool signsOutAfter() const = 0;

  // The session that has ended at the provider, by what it posts to the hall: CAS's single logout, OpenID
  // Connect's back-channel logout. Codes: provider_answer_bad, id_token_bad.
  virtual base::Result<std::string> loggedOut(const std::map<std::string, std::string>& fields,
                                              base::UnixSeconds now) = 0;
};

}  // namespace hall::identity
