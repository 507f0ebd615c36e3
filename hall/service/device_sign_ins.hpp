// Signing in at a terminal by a phone or another browser. Towards the terminal: the OAuth 2.0 Device
// Authorization Grant (RFC 8628). Towards the person: the page /device, on which the code is compared,
// somebody signs in by one of the ways the hall offers, and allows the sign-in or not. Thread: any call but
// offer() from any thread. Calls that ask a campus's own sign-in block on it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hall/identity/provider.hpp"
#include "hall/service/service.hpp"
#include "hall/store/device_grants.hpp"

namespace hall {

struct DeviceGrantLimits {
  int expires_s = 600;  // a code is worth something for as long as somebody may stand there
  int interval_s = 5;   // between two questions of a terminal (RFC 8628 section 3.2)
  int slower_s = 5;     // added each time it asks sooner (section 3.5)
  int slowest_interval_s = 60;
};

class DeviceSignIns {
 public:
  explicit DeviceSignIns(Service::Body& hall) : hall_(hall) {}

  // Before the hall serves. Until then: local accounts only.
  void offer(bool password, std::vector<std::unique_ptr<identity::Provider>> providers);

  std::string address() const;  // https://HOST, as people and OAuth clients know it

  // --- the terminal
  base::Result<api::DeviceAuthorization> begin(const DeviceIdentity& device);
  // Codes of RFC 8628 section 3.5: authorization_pending, slow_down, access_denied, expired_token; and
  // invalid_grant: no code, used, or another device's.
  base::Result<api::AccessToken> poll(const DeviceIdentity& device, const std::string& device_code);

  // --- the person's browser, known by its cookie. A turn's cookie takes the place of the one before, so that
  // a cookie set by somebody else never becomes one that is signed in; empty: it stays.
  struct Turn {
    api::SignInPage page;
    std::string cookie{};
  };
  base::Result<Turn> look(const std::string& cookie);
  base::Result<Turn> enter(const std::string& cookie, const api::UserCode& code);  // user_code_unknown
  // All below: sign_in_ended when the page isn't this browser's latest, or its code is over.
  base::Result<Turn> signIn(const std::string& cookie, const api::PasswordAnswer& answer);
  base::Result<Turn> goTo(const std::string& cookie, const api::WayAnswer& answer);
  base::Result<Turn> arrive(const std::string& cookie, const std::string& way,
                            const std::map<std::string, std::string>& query);
  base::Result<Turn> decide(const std::string& cookie, const api::ConsentAnswer& answer);

  // What a campus sign-in posts when a session of its own has ended: the terminal's that came from it ends
  // too. Codes: way_unknown, and those of identity::Provider::loggedOut.
  base::Status loggedOut(const std::string& way, const std::map<std::string, std::string>& fields);

 private:
  struct Standing {  // a browser's visit and the terminal it is for
    store::Visit visit;
    store::DeviceGrant grant;
    DeviceIdentity device;
  };
  base::Result<std::optional<Standing>> standing(const std::string& cookie);
  base::Result<Standing> answering(const std::string& cookie, const std::string& proof);
  base::Result<Turn> moveOn(const Standing& from, store::Visit to, const std::string& cookie,
                            std::string go = "");
  base::Result<identity::Identity> onFile(base::Result<identity::Identity> arrived);
  base::Status decideOnce(const Standing& at, bool allow);
  api::SignInPage pageOf(const Standing& at, const std::string& cookie);
  api::SignInPage emptyPage() const;
  std::vector<api::SignInWay> ways() const;
  identity::Provider* provider(const std::string& way) const;
  std::string backTo(const std::string& way) const;

  Service::Body& hall_;
  bool password_ = true;
  std::vector<std::unique_ptr<identity::Provider>> providers_;
};

}  // namespace hall
