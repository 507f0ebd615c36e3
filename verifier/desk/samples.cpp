// Papers and people for previews: invented, and as long and as awkward as real ones get.
#include "domain/printout.hpp"
#include "verifier/desk/screens.hpp"

namespace verifier::desk {
namespace {

using domain::AcceptanceState;
using domain::ContentState;
using domain::SealState;
using domain::StatusState;

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr const char* kSerial = "5f3a91c2d47be608";

Model desk() {
  Model model;
  model.desk_name = "DESK-03";
  model.office = "教务处";
  model.link = Link::connected;
  model.home_folder = "/home/desk/扫描件";
  model.now = kNow;
  return model;
}

api::Session receiver() {
  api::Session session;
  session.token = "token";
  session.person = {"t1008", "欧阳文静", "t1008", "教务处", {}};
  return session;
}

api::CaseNode waitingNode() {
  api::CaseNode node;
  node.id = "academic";
  node.title = {"教务处收件", "Academic affairs receives"};
  node.channel = domain::Channel::counter;
  node.state = api::NodeState::active;
  return node;
}

CheckedPage goodPage(int number = 1, int pages = 1) {
  CheckedPage page;
  page.pile = "scan.pdf";
  page.number = number;
  auto& facts = page.verification;
  facts.verdict = {SealState::genuine,
                   "",
                   StatusState::valid,
                   kNow - 600,
                   AcceptanceState::free,
                   {},
                   ContentState::not_compared,
                   {},
                   ""};
  facts.serial = kSerial;
  facts.short_serial = domain::shortSerial(kSerial);
  facts.process_code = "leaving_school";
  facts.title = {"离校手续单", "School-leaving checklist"};
  facts.holder = "张德华";
  facts.case_id = "LX-2026-000123";
  facts.page = number;
  facts.pages = pages;
  facts.issued_at = kNow - 86'400 * 3;
  facts.waiting = {waitingNode()};
  return page;
}

Model with(std::vector<CheckedPage> pages, const std::string& name = "离校手续单-张德华.pdf") {
  auto model = desk();
  Pile pile{.id = 1, .name = name, .state = PileState::checked};
  pile.report.pages = std::move(pages);
  model.piles.push_back(std::move(pile));
  model.selected = 1;
  model.session = receiver();
  return model;
}

Model changed(SealState seal, StatusState status, AcceptanceState acceptance, ContentState content) {
  auto page = goodPage();
  page.verification.verdict.seal = seal;
  page.verification.verdict.status = status;
  page.verification.verdict.acceptance = acceptance;
  page.verification.verdict.content = content;
  return with({page});
}

Model sealed(SealState seal, const char* name = "IMG_20261123_093412.jpg") {
  CheckedPage page;
  page.verification.verdict.seal = seal;
  if (seal == SealState::key_revoked) page.verification = goodPage().verification;
  page.verification.verdict.seal = seal;
  return with({page}, name);
}

Model unread(qr::Advice advice, const char* name = "IMG_20261123_093412.jpg") {
  auto model = sealed(SealState::unreadable, name);
  model.piles[0].report.pages[0].diagnosis = qr::Diagnosis{advice, {}};
  return model;
}

domain::Acceptance acceptedBy(const char* office, const char* name) {
  return {kSerial, "finance", office, name, kNow - 7200};
}

Model accepted(AcceptanceState state, const char* office, const char* name) {
  auto model = changed(SealState::genuine, StatusState::valid, state, ContentState::not_compared);
  model.piles[0].report.pages[0].verification.verdict.acceptances = {acceptedBy(office, name)};
  return model;
}

Model offline() {
  auto model =
      changed(SealState::genuine, StatusState::valid, AcceptanceState::unknown, ContentState::not_compared);
  model.link = Link::away;
  model.piles[0].offline = true;
  auto& facts = model.piles[0].report.pages[0].verification;
  facts.title = {};
  facts.case_id.clear();
  facts.waiting.clear();
  facts.holder = "张*华";
  return model;
}

Model severalPages() {
  auto void_page = goodPage(2, 4);
  void_page.verification.verdict.status = StatusState::voided;
  auto unread = CheckedPage{};
  auto model =
      with({goodPage(1, 4), void_page, goodPage(3, 4), unread}, "成绩单 2026 秋 扫描件（第一批）.tiff");
  model.piles[0].report.printouts = {
      {"", kSerial, domain::shortSerial(kSerial), 4, {1, 2, 3}, {4}, {0, 1, 2}}};
  model.page = 1;
  return model;
}

Model missingPage() {
  auto model = with({goodPage(1, 3), goodPage(3, 3)});
  model.piles[0].report.printouts = {{"", kSerial, domain::shortSerial(kSerial), 3, {1, 3}, {2}, {0, 1}}};
  return model;
}

Model differing() {
  auto model = changed(SealState::genuine, StatusState::valid, AcceptanceState::free, ContentState::differs);
  auto& verdict = model.piles[0].report.pages[0].verification.verdict;
  verdict.differences = {{"leaving_on", "离校日期", {}}, {"average_grade", "平均成绩", {}}};
  verdict.foreign_host = "hall.example.com";
  return model;
}

Model crowded() {
  auto model = with({goodPage()});
  for (int i = 2; i < 14; ++i) {
    Pile pile{.id = i, .name = "2026级新生在读证明（含补办）扫描件-" + std::to_string(i) + ".pdf"};
    pile.state = i == 3 ? PileState::waiting : i % 4 == 0 ? PileState::failed : PileState::checked;
    if (pile.state == PileState::failed)
      pile.error = base::Error{"pdf_unreadable", pile.name, "it is damaged"};
    auto page = goodPage();
    if (i % 3 == 0) page.verification.verdict.status = StatusState::voided;
    if (i % 5 == 0) page.verification.verdict.status = StatusState::unknown;
    pile.report.pages = {page};
    if (i % 7 == 0) pile.name.clear();
    model.piles.push_back(pile);
  }
  return model;
}

Model failed(base::Error error) {
  auto model = with({});
  model.piles[0].state = PileState::failed;
  model.piles[0].error = std::move(error);
  return model;
}

Model unjudged() {
  auto page = CheckedPage{};
  page.error = base::Error{"no_keys_held", "", "this desk holds no keys yet"};
  auto model = with({page}, "");
  model.link = Link::away;
  model.piles[0].offline = true;
  return model;
}

Model dialog(Dialog shown) {
  auto model = with({goodPage()});
  model.dialog = std::move(shown);
  return model;
}

Model signingIn(base::Error error) {
  auto model = desk();
  SignInForm form{SignInForm::Focus::password, "t1008", "secret"};
  if (!error.code.empty()) form.error = std::move(error);
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

Model decided(bool accept) {
  auto model = with({goodPage()});
  model.piles[0].decision = Decision{accept, acceptedBy("教务处", "欧阳文静")};
  return model;
}

Model typing() {
  auto model = desk();
  model.code = "HTTPS://HALL.EXAMPLE.EDU.CN/V#2KCE3IQEUQWTMAAAAAA7QHCBLAXQ";
  model.link = Link::asking;
  model.office.clear();
  model.desk_name.clear();
  return model;
}

Model signedOut() {
  auto model = with({goodPage()});
  model.session.reset();
  return model;
}

Model waiting() {
  auto model = with({}, "");
  model.piles[0].state = PileState::waiting;
  return model;
}

Model notWaiting() {
  auto model = with({goodPage()});
  model.piles[0].report.pages[0].verification.waiting.clear();
  return model;
}

Model refused() {
  Model model;
  model.refusal =
      "/etc/hall-terminals/desk.toml:7:7: hall.url 的值是“http://hall”；允许：https://主机 或 "
      "https://主机:端口，后面不能再有内容\n"
      "/etc/hall-terminals/desk.toml:12:1: 没有 readr 这个选项；此处允许：handheld_reader, state, language";
  return model;
}

}  // namespace

std::vector<ScreenPreview> previews() {
  using S = SealState;
  using T = StatusState;
  using A = AcceptanceState;
  using C = ContentState;
  return {
      {"welcome", desk()},
      {"typing", typing()},
      {"waiting", waiting()},
      {"verdict-good", with({goodPage()})},
      {"verdict-matches", changed(S::genuine, T::valid, A::free, C::matches)},
      {"verdict-review", changed(S::genuine, T::valid, A::free, C::review)},
      {"verdict-differs", differing()},
      {"verdict-void", changed(S::genuine, T::voided, A::free, C::not_compared)},
      {"verdict-superseded", changed(S::genuine, T::superseded, A::free, C::not_compared)},
      {"verdict-suspended", changed(S::genuine, T::suspended, A::free, C::not_compared)},
      {"verdict-expired", changed(S::genuine, T::expired, A::free, C::not_compared)},
      {"verdict-unknown", changed(S::genuine, T::unknown, A::unknown, C::not_compared)},
      {"verdict-accepted-here", accepted(A::accepted_here, "教务处", "欧阳文静")},
      {"verdict-accepted-elsewhere", accepted(A::accepted_elsewhere, "财务处", "李建国")},
      {"verdict-offline", offline()},
      {"seal-altered", sealed(S::altered)},
      {"seal-unknown-key", sealed(S::unknown_key)},
      {"seal-key-revoked", sealed(S::key_revoked)},
      {"seal-not-the-halls", sealed(S::not_a_hall_seal)},
      {"seal-unreadable", unread(qr::Advice::less_glare)},
      {"seal-no-code", unread(qr::Advice::no_code, "离校手续单-背面.jpg")},
      {"pages", severalPages()},
      {"page-missing", missingPage()},
      {"file-damaged", failed({"pdf_unreadable", "离校手续单.pdf", "the cross-reference table is missing"})},
      {"nothing-held", unjudged()},
      {"crowded", crowded()},
      {"signed-out", signedOut()},
      {"not-waiting", notWaiting()},
      {"accepted", decided(true)},
      {"refused", decided(false)},
      {"sign-in", signingIn({})},
      {"sign-in-wrong", signingIn({"session_expired", "", "sign in again"})},
      {"chooser", dialog(chooser({{"上周", true},
                                  {"在读证明-李明.pdf", false},
                                  {"离校手续单-张德华.tiff", false},
                                  {"IMG_0412.jpg", false}}))},
      {"chooser-empty", dialog(chooser({}))},
      {"chooser-reading", dialog(chooser({}, true))},
      {"refuse", dialog(RefuseForm{"图书馆一栏未盖章"})},
      {"conflict", dialog(Conflict{domain::shortSerial(kSerial), acceptedBy("财务处", "李建国"), "教务处",
                                   "欧阳文静", kNow})},
      {"notice", dialog(Notice{{"hall_unreachable", "", "connection refused"}})},
      {"configuration-wrong", refused()}};
}

}  // namespace verifier::desk
