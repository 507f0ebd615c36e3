#include "hall/identity/cas.hpp"

#include <expat.h>

#include <algorithm>
#include <optional>

#include "base/crypto.hpp"
#include "base/unique_handle.hpp"

namespace hall::identity {
namespace {

constexpr std::size_t kAnswerLimit = 64 * 1024;
constexpr std::size_t kDepthLimit = 8;
constexpr std::size_t kTextLimit = 1'000;
constexpr std::size_t kTicketLimit = 256;  // section 3.1.1: up to 256 characters should be taken
constexpr char kBetween = '|';             // namespace and name, as expat joins them
const std::string kNamespace = std::string("http://www.yale.edu/tp/cas") + kBetween;

tl::unexpected<base::Error> bad(std::string cause) {
  return base::fail("provider_answer_bad", "", std::move(cause));
}

// serviceResponse / authenticationSuccess / user | attributes / NAME, or serviceResponse /
// authenticationFailure.
class Reader {
 public:
  explicit Reader(const std::string& account_attribute) : wanted_(account_attribute) {
    parser_.reset(XML_ParserCreateNS("UTF-8", kBetween));
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<Reader*>(self)->open(name, attributes);
        },
        [](void* self, const char*) { static_cast<Reader*>(self)->close(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int length) {
      static_cast<Reader*>(self)->add({text, static_cast<std::size_t>(length)});
    });
    // Entities are declared in a document type alone; without one there is nothing to expand or to fetch.
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      static_cast<Reader*>(self)->stop("the answer has a document type");
    });
  }

  base::Result<Identity> read(std::string_view xml) {
    const auto status = XML_Parse(parser_.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
    if (!problem_.empty()) return bad(problem_);
    if (status != XML_STATUS_OK) return bad("the answer is no XML");
    if (refusal_) return base::fail("sign_in_refused", *refusal_, "CAS refused the ticket");
    if (users_ != 1 || user_.empty()) return bad("the answer doesn't name one user");
    if (wanted_.empty()) return Identity{user_};
    if (values_ != 1 || value_.empty()) return bad("the answer doesn't have the account's attribute once");
    return Identity{value_};
  }

 private:
  void open(const std::string& name, const char** attributes) {
    if (path_.size() == kDepthLimit) return stop("the answer is nested too deep");
    if (atUser() || atAttribute()) return stop("there are elements inside a name");
    path_.push_back(name);
    text_.clear();
    if (at({"serviceResponse", "authenticationFailure"})) {
      refusal_ = "-";
      for (auto one = attributes; one[0]; one += 2)
        if (std::string_view(one[0]) == "code") refusal_ = std::string(one[1]).substr(0, 40);
    }
  }
  void close() {
    if (atUser()) ++users_, user_ = text_;
    if (atAttribute()) ++values_, value_ = text_;
    path_.pop_back();
    text_.clear();
  }
  void add(std::string_view text) {
    if (text_.size() + text.size() > kTextLimit) return stop("a text of the answer is too long");
    text_ += text;
  }
  void stop(const char* why) {
    problem_ = why;
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  bool atUser() const { return at({"serviceResponse", "authenticationSuccess", "user"}); }
  bool atAttribute() const {
    return !wanted_.empty() && at({"serviceResponse", "authenticationSuccess", "attributes", wanted_});
  }
  bool at(std::initializer_list<std::string> names) const {
    return std::equal(path_.begin(), path_.end(), names.begin(), names.end(),
                      [](const auto& is, const auto& wanted) { return is == kNamespace + wanted; });
  }

  base::Handle<XML_ParserStruct, XML_ParserFree> parser_;
  std::string wanted_;
  std::vector<std::string> path_;
  std::string text_, user_, value_, problem_;
  int users_ = 0, values_ = 0;
  std::optional<std::string> refusal_;
};

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
    return identityInCasAnswer(answer->body, settings_.account_attribute);
  }

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
  if (xml.size() > kAnswerLimit) return bad("the answer is too long");
  return Reader(account_attribute).read(xml);
}

}  // namespace hall::identity
