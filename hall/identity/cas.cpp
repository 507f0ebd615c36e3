#include "hall/identity/cas.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "hall/identity/xml.hpp"

namespace hall::identity {
namespace {

constexpr std::size_t kTicketLimit = 256;  // section 3.1.1: up to 256 characters should be taken
constexpr const char* kCas = "http://www.yale.edu/tp/cas";
constexpr const char* kSaml = "urn:oasis:names:tc:SAML:2.0:protocol";

tl::unexpected<base::Error> bad(std::string cause) {
  return base::fail("provider_answer_bad", "", std::move(cause));
}

// The text of the one element at this path; empty: none, several, or one with elements within.
std::string onlyText(const std::vector<XmlElement>& elements, const std::string& path) {
  const XmlElement* found = nullptr;
  for (const auto& one : elements) {
    if (one.path != path) continue;
    if (found || !one.plain) return "";
    found = &one;
  }
  return found ? found->text : "";
}

class Cas final : public Provider {
 public:
  Cas(CasSettings settings, std::unique_ptr<Web> web)
      : settings_(std::move(settings)), web_(std::move(web)) {}

  std::string id() const override { return "cas"; }
  base::Bilingual title() const override { return settings_.title; }

  base::Result<std::string> goUrl(const std::string& back, const VisitSecrets& secrets,
                                  base::UnixSeconds) override {
    return withQuery(settings_.url + "/login", {{"service", service(back, secrets)}});
  }

  base::Result<Identity> arrived(const std::map<std::string, std::string>& query, const std::string& back,
                                 const VisitSecrets& secrets, base::UnixSeconds) override {
    const auto state = query.find("state");
    if (state == query.end() ||
        !base::equalInConstantTime(base::viewOf(state->second), base::viewOf(secrets.state)))
      return base::fail("sign_in_stale", "", "the state isn't this browser's");
    const auto ticket = query.find("ticket");
    if (ticket == query.end() || ticket->second.empty())
      return base::fail("sign_in_refused", "", "CAS sent the browser back without a ticket");
    const bool printable = std::all_of(ticket->second.begin(), ticket->second.end(),
                                       [](char c) { return c > 0x20 && c < 0x7f; });
    if (!printable || ticket->second.size() > kTicketLimit || !ticket->second.starts_with("ST-"))
      return base::fail("sign_in_refused", "", "this is no service ticket");
    // Not a proxy's: a ticket that another service obtained must not open the hall.
    const auto answer =
        web_->exchange({withQuery(settings_.url + "/p3/serviceValidate",
                                  {{"service", service(back, secrets)}, {"ticket", ticket->second}})});
    if (!answer) return base::fail(answer.error());
    if (answer->status != 200) return bad("CAS answered HTTP status " + std::to_string(answer->status));
    auto identity = identityInCasAnswer(answer->body, settings_.account_attribute);
    if (identity) identity->session = ticket->second;
    return identity;
  }

  base::Result<std::string> loggedOut(const std::map<std::string, std::string>& fields,
                                      base::UnixSeconds) override {
    const auto request = fields.find("logoutRequest");
    if (request == fields.end()) return bad("there is no logoutRequest");
    return ticketInLogoutRequest(request->second);
  }

  bool signsOutAfter() const override { return settings_.sign_out_after; }

  std::string leaveUrl(const std::string& back, const Identity&) override {
    if (!settings_.sign_out_after) return "";
    return withQuery(settings_.url + "/logout", {{"service", back}});
  }

 private:
  static std::string service(const std::string& back, const VisitSecrets& secrets) {
    return withQuery(back, {{"state", secrets.state}});
  }

  CasSettings settings_;
  std::unique_ptr<Web> web_;
};

}  // namespace

std::unique_ptr<Provider> openCas(CasSettings settings, std::unique_ptr<Web> web) {
  while (settings.url.ends_with('/')) settings.url.pop_back();
  return std::make_unique<Cas>(std::move(settings), std::move(web));
}

base::Result<Identity> identityInCasAnswer(std::string_view xml, const std::string& account_attribute) {
  const auto elements = xmlElements(xml, kCas);
  if (!elements) return base::fail(elements.error());
  for (const auto& one : *elements)
    if (one.path == "serviceResponse/authenticationFailure") {
      const auto code = one.attributes.find("code");
      return base::fail("sign_in_refused", code == one.attributes.end() ? "" : code->second.substr(0, 40),
                        "CAS refused the ticket");
    }
  const std::string success = "serviceResponse/authenticationSuccess/";
  auto user = onlyText(*elements, success + "user");
  if (user.empty()) return bad("the answer doesn't name one user");
  if (account_attribute.empty()) return Identity{std::move(user)};
  auto account = onlyText(*elements, success + "attributes/" + account_attribute);
  if (account.empty()) return bad("the answer doesn't have the account's attribute once");
  return Identity{std::move(account)};
}

base::Result<std::string> ticketInLogoutRequest(std::string_view xml) {
  const auto elements = xmlElements(xml, kSaml);
  if (!elements) return base::fail(elements.error());
  auto ticket = onlyText(*elements, "LogoutRequest/SessionIndex");
  if (ticket.empty()) return bad("the request doesn't name one session");
  return ticket;
}

}  // namespace hall::identity
