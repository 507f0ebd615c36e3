// CAS Protocol 3.0 as the hall speaks it, and what a CAS server, or somebody in its place, may answer.
#include "hall/identity/cas.hpp"

#include "scripted_web.hpp"

using namespace hall::identity;

namespace {

const std::string kBack = "https://hall.example.edu.cn/sign-in/cas";
const VisitSecrets kSecrets{"state-of-this-visit", "nonce", "verifier"};

std::string answerOf(const std::string& inside) {
  return "<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">" + inside + "</cas:serviceResponse>";
}
std::string success(const std::string& inside) {
  return answerOf("<cas:authenticationSuccess>" + inside + "</cas:authenticationSuccess>");
}
const std::string kGood = success(
    "<cas:user>20230001</cas:user>\n<cas:attributes><cas:employee>t1008</cas:employee><cas:email>x@y</"
    "cas:email>"
    "</cas:attributes>");

struct Campus {
  WebScript script;
  std::unique_ptr<Provider> cas =
      openCas({.url = "https://cas.example/cas/"}, std::make_unique<ScriptedWeb>(script));

  base::Result<Identity> arrive(std::map<std::string, std::string> query) {
    return cas->arrived(query, kBack, kSecrets, 0);
  }
};

std::string codeFor(const std::string& xml, const std::string& attribute = "") {
  const auto identity = identityInCasAnswer(xml, attribute);
  return identity ? "" : identity.error().code;
}

}  // namespace

TEST_CASE("the browser goes to CAS with the hall's own address, and the ticket is validated with the same") {
  Campus campus;
  campus.script.says("https://cas.example/cas/p3/serviceValidate", kGood);
  const std::string service =
      "https%3A%2F%2Fhall.example.edu.cn%2Fsign-in%2Fcas%3Fstate%3Dstate-of-this-visit";
  CHECK(*campus.cas->goUrl(kBack, kSecrets, 0) == "https://cas.example/cas/login?service=" + service);
  const auto identity = campus.arrive({{"state", kSecrets.state}, {"ticket", "ST-1-a&b=c#d"}});
  REQUIRE(identity);
  CHECK(identity->account == "20230001");
  REQUIRE(campus.script.asked.size() == 1);
  CHECK(campus.script.asked[0].url ==
        "https://cas.example/cas/p3/serviceValidate?service=" + service + "&ticket=ST-1-a%26b%3Dc%23d");
  CHECK(campus.cas->leaveUrl("https://hall.example.edu.cn/device", *identity) ==
        "https://cas.example/cas/logout?service=https%3A%2F%2Fhall.example.edu.cn%2Fdevice");
}

TEST_CASE("a ticket that another browser's visit brings is never shown to CAS") {
  Campus campus;
  for (const auto& query :
       std::vector<std::map<std::string, std::string>>{{{"ticket", "ST-1"}},
                                                       {{"state", ""}, {"ticket", "ST-1"}},
                                                       {{"state", "another"}, {"ticket", "ST-1"}}})
    CHECK(campus.arrive(query).error().code == "sign_in_stale");
  CHECK(campus.script.asked.empty());
}

TEST_CASE("what isn't a service ticket is never shown to CAS") {
  Campus campus;
  for (const auto& ticket :
       {std::string(), std::string("PT-1"), std::string("ST-1\n"), "ST-" + std::string(300, 'x')})
    CHECK(campus.arrive({{"state", kSecrets.state}, {"ticket", ticket}}).error().code == "sign_in_refused");
  CHECK(campus.script.asked.empty());
}

TEST_CASE("CAS's refusal is a refusal, with its word") {
  const auto refused = identityInCasAnswer(
      answerOf("<cas:authenticationFailure code=\"INVALID_TICKET\">used</cas:authenticationFailure>"), "");
  CHECK(refused.error().code == "sign_in_refused");
  CHECK(refused.error().place == "INVALID_TICKET");
  Campus campus;
  campus.script.says("https://cas.example/cas/p3/serviceValidate", kGood, 500);
  CHECK(campus.arrive({{"state", kSecrets.state}, {"ticket", "ST-1"}}).error().code == "provider_answer_bad");
}

TEST_CASE("an attribute can be the account") {
  CHECK(identityInCasAnswer(kGood, "employee")->account == "t1008");
  CHECK(codeFor(kGood, "missing") == "provider_answer_bad");
  CHECK(
      codeFor(
          success("<cas:user>a</cas:user><cas:attributes><cas:e>x</cas:e><cas:e>y</cas:e></cas:attributes>"),
          "e") == "provider_answer_bad");
}

TEST_CASE("answers that could be read in two ways are none") {
  for (const auto& xml : {
           std::string(),
           std::string("no XML"),
           success(""),
           success("<cas:user></cas:user>"),
           success("<cas:user>a</cas:user><cas:user>b</cas:user>"),
           success("<cas:user>a<cas:x/>b</cas:user>"),
           answerOf("<cas:user>a</cas:user>"),
           std::string("<serviceResponse><authenticationSuccess><user>a</user></authenticationSuccess></"
                       "serviceResponse>"),
           std::string(
               "<cas:serviceResponse xmlns:cas=\"http://elsewhere\"><cas:authenticationSuccess><cas:user>a"
               "</cas:user></cas:authenticationSuccess></cas:serviceResponse>"),
           kGood + kGood,
           kGood.substr(0, kGood.size() - 3),
       }) {
    CAPTURE(xml);
    CHECK(codeFor(xml) == "provider_answer_bad");
  }
}

TEST_CASE("a document type is refused, and with it every entity bomb and every file it could fetch") {
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>";
  CHECK(codeFor(bomb + success("<cas:user>&d;</cas:user>")) == "provider_answer_bad");
  CHECK(codeFor("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" +
                success("<cas:user>&f;</cas:user>")) == "provider_answer_bad");
  CHECK(codeFor("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + kGood) == "provider_answer_bad");
  CHECK(codeFor(success("<cas:user>&f;</cas:user>")) == "provider_answer_bad");
}

TEST_CASE("single logout names the ticket whose session has ended") {
  const auto request = [](const std::string& inside) {
    return "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"1\" "
           "Version=\"2.0\">"
           "<saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"></saml:NameID>" +
           inside + "</samlp:LogoutRequest>";
  };
  CHECK(*ticketInLogoutRequest(request("<samlp:SessionIndex>ST-1</samlp:SessionIndex>")) == "ST-1");
  for (const auto& xml : {std::string(), request(""), request("<SessionIndex>ST-1</SessionIndex>"),
                          request("<samlp:SessionIndex>ST-1</samlp:SessionIndex><samlp:SessionIndex/>"),
                          "<!DOCTYPE x>" + request("<samlp:SessionIndex>ST-1</samlp:SessionIndex>")})
    CHECK(ticketInLogoutRequest(xml).error().code == "provider_answer_bad");
  Campus campus;
  CHECK(campus.cas->loggedOut({{"other", "x"}}, 0).error().code == "provider_answer_bad");
}

TEST_CASE("depth, length and texts of an answer have their limits") {
  std::string deep = "a";
  for (int i = 0; i < 1'000; ++i) deep = "<x>" + deep + "</x>";
  CHECK(codeFor(success("<cas:user>a</cas:user>" + deep)) == "provider_answer_bad");
  CHECK(codeFor(success("<cas:user>" + std::string(2'000, 'a') + "</cas:user>")) == "provider_answer_bad");
  CHECK(codeFor(success("<cas:user>a</cas:user>" + std::string(100'000, ' '))) == "provider_answer_bad");
}
