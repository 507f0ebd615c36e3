// CAS Protocol 3.0: the hall as a service. Tickets are validated by /p3/serviceValidate (section 2.8). Any
// thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "hall/identity/provider.hpp"
#include "hall/identity/web.hpp"

namespace hall::identity {

struct CasSettings {
  std::string url;                  // what stands before /login: "https://cas.example.edu.cn/cas"
  std::filesystem::path ca_file{};  // empty: the system's CAs
  std::string account_attribute{};  // the attribute that is the hall's account; empty: cas:user
  bool sign_out_after = true;       // lead the browser through /logout at the end
  base::Bilingual title{"统一身份认证", "Campus sign-in"};
};

std::unique_ptr<Provider> openCas(CasSettings settings, std::unique_ptr<Web> web);

// The answer of /p3/serviceValidate, read strictly: namespaces, one user; xml.hpp. Codes:
// provider_answer_bad, sign_in_refused (place: the code, e.g. INVALID_TICKET).
base::Result<Identity> identityInCasAnswer(std::string_view xml, const std::string& account_attribute);

// The service ticket in a SAML 2.0 LogoutRequest, as CAS posts it at single logout. That only CAS and the
// hall know the ticket is what makes it believable. Code provider_answer_bad.
base::Result<std::string> ticketInLogoutRequest(std::string_view xml);

}  // namespace hall::identity
