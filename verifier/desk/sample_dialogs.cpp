#include "domain/printout.hpp"
#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {
namespace {

using Decide = api::ReceiptDecision;

Model dialog(Dialog shown) {
  auto model = with({goodPage()});
  model.dialog = std::move(shown);
  return model;
}

Model signingIn(const char* error) {
  auto model = desk();
  SignInForm form{SignInForm::Focus::password, "t1008", "secret"};
  if (*error) form.error = base::Error{error, "", "sign in again"};
  model.dialog = form;
  return model;
}

Model phone(bool told, const char* error) {
  auto model = desk();
  PhoneSignIn form;
  if (told) {
    form.authorization =
        api::DeviceAuthorization{"secret",
                                 "WDJB-MJHT",
                                 "https://hall.example.edu.cn:8443/device",
                                 "https://hall.example.edu.cn:8443/device?user_code=WDJB-MJHT",
                                 600,
                                 5};
    if (auto modules = qr::encode({{qr::Segment::Mode::byte, form.authorization->verification_uri_complete}},
                                  qr::ErrorCorrection::medium))
      form.modules = *modules;
  }
  if (*error) form.error = base::Error{error, "", "the code ran out"};
  model.dialog = form;
  return model;
}

Chooser chooser(std::vector<FolderEntry> entries, bool busy = false) {
  Chooser shown;
  shown.folder = "/home/desk/扫描件/2026-11-23";
  shown.entries = std::move(entries);
  shown.busy = busy;
  return shown;
}

AskForm ask(std::optional<std::size_t> chosen, const char* question) {
  AskForm form;
  form.busy = false;
  form.colleagues = {
      {"t1002",
       "李建国",
       {{"教务处收件", "Academic affairs reception"}, {"教务处副处长", "Deputy head of academic affairs"}}},
      {"t1003", "王芳", {{"教务处收件", "Academic affairs reception"}}},
      {"t1005", "买买提·艾合买提", {{"学籍科科长", "Head of student records"}}}};
  form.chosen = chosen;
  form.question = question;
  return form;
}

Model asking(bool busy, const char* error) {
  AskForm form;
  form.busy = busy;
  if (*error) form.error = base::Error{error, "", "connection refused"};
  return dialog(form);
}

Model troubled(bool conflict) {
  auto model = desk();
  model.session = receiver();
  Trouble trouble{7,
                  domain::shortSerial(kSerial),
                  "离校手续单",
                  Decide::accept,
                  "教务处",
                  "欧阳文静",
                  kNow - 5400,
                  std::nullopt,
                  {}};
  if (conflict)
    trouble.earlier = acceptedBy("财务处", "李建国");
  else
    trouble.error = base::Error{"node_not_waiting", "", "the node is done"};
  model.troubles = {trouble, trouble};
  model.dialog = TroubleShown{};
  return model;
}

}  // namespace

void addDialogs(Previews& previews) {
  Previews dialogs{
      {"sign-in", signingIn(""), true},
      {"sign-in-wrong", signingIn("session_expired")},
      {"phone", phone(true, ""), true},
      {"phone-asking", phone(false, "")},
      {"phone-ended", phone(false, "hall_unreachable")},
      {"chooser", dialog(chooser({{"上周", true},
                                  {"在读证明-李明.pdf", false},
                                  {"离校手续单-张德华.tiff", false},
                                  {"IMG_0412.jpg", false}}))},
      {"chooser-empty", dialog(chooser({}))},
      {"chooser-reading", dialog(chooser({}, true))},
      {"refuse", dialog(RefuseForm{}), true},
      {"refuse-reason", dialog(RefuseForm{"缺签字或盖章"})},
      {"ask", dialog(ask(0, "图书馆一栏的章是旧的，能收吗？")), true},
      {"ask-unchosen", dialog(ask(std::nullopt, ""))},
      {"ask-busy", asking(true, "")},
      {"ask-error", asking(false, "hall_unreachable")},
      {"ask-nobody", asking(false, "")},
      {"postpone", dialog(PostponeForm{})},
      {"conflict", dialog(Conflict{domain::shortSerial(kSerial), acceptedBy("财务处", "李建国"), "教务处",
                                   "欧阳文静", kNow})},
      {"trouble-conflict", troubled(true), true},
      {"trouble-refused", troubled(false)},
      {"report-saved", dialog(ReportSaved{"/home/desk/文档/核验报告-L45J-DQWU-20261123-1600.pdf"})},
      {"notice", dialog(Notice{{"hall_unreachable", "", "connection refused"}})},
      {"help", dialog(KeysHelp{}), true}};
  for (auto& one : dialogs) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
