#include "domain/printout.hpp"
#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {

using A = domain::AcceptanceState;
using C = domain::ContentState;
using S = domain::SealState;
using T = domain::StatusState;

namespace {

Model changed(S seal, T status, A acceptance, C content) {
  auto page = goodPage();
  page.verification.verdict.seal = seal;
  page.verification.verdict.status = status;
  page.verification.verdict.acceptance = acceptance;
  page.verification.verdict.content = content;
  return with({page});
}

Model sealed(S seal, const char* name = "IMG_20261123_093412.jpg") {
  CheckedPage page;
  if (seal == S::key_revoked) page.verification = goodPage().verification;
  page.verification.verdict.seal = seal;
  return with({page}, name);
}

Model unread(qr::Advice advice, const char* name = "IMG_20261123_093412.jpg") {
  auto model = sealed(S::unreadable, name);
  model.piles[0].report.pages[0].diagnosis = qr::Diagnosis{advice, {}};
  return model;
}

Model accepted(A state, const char* office, const char* name) {
  auto model = changed(S::genuine, T::valid, state, C::not_compared);
  model.piles[0].report.pages[0].verification.verdict.acceptances = {acceptedBy(office, name)};
  return model;
}

Model offline() {
  auto model = changed(S::genuine, T::valid, A::unknown, C::matches);
  model.link = Link::away;
  model.ages = {kNow - 3 * 3600, kNow - 50 * 60, false};
  model.outbox_waiting = 3;
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
  void_page.verification.verdict.status = T::voided;
  auto model = with({goodPage(1, 4), void_page, goodPage(3, 4), CheckedPage{}},
                    "成绩单 2026 秋 扫描件（第一批）.tiff");
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

Model foreignPage() {
  auto stray = goodPage(2, 3);
  stray.verification.serial = "0a0b0c0d0e0f1011";
  stray.verification.short_serial = domain::shortSerial(stray.verification.serial);
  stray.verification.holder = "李明";
  stray.stands_in_for = kSerial;
  auto model = with({goodPage(1, 3), stray, goodPage(3, 3)});
  model.piles[0].report.printouts = {{"", kSerial, domain::shortSerial(kSerial), 3, {1, 3}, {2}, {0, 2}}};
  model.page = 1;
  return model;
}

Model review(const SamplePage& page) {
  auto model = compared(page);
  auto& verdict = model.piles[0].report.pages[0].verification.verdict;
  verdict.content = C::review;
  verdict.differences.clear();
  return model;
}

Model comparing() {
  auto model = with({goodPage()});
  model.piles[0].looks[0].state = PageLook::State::comparing;
  return model;
}

Model notCompared(const char* why) {
  auto model = with({goodPage()});
  model.piles[0].looks[0].why_not = why;
  return model;
}

Model foreignHost() {
  auto model = with({goodPage()});
  model.piles[0].report.pages[0].verification.verdict.foreign_host = "hall.example.com";
  return model;
}

Model openBefore() {
  auto model = with({goodPage()});
  auto asked = receipt(api::ReceiptDecision::ask, 95, "张德华", "离校手续单");
  asked.colleague_name = "李建国";
  asked.reason = "图书馆一栏的章是旧的，这样的能收吗？";
  model.piles[0].report.pages[0].verification.open = {asked};
  return model;
}

}  // namespace

void addVerdicts(Previews& previews, const SamplePage& page) {
  const auto state = [](S s, T t, A a, C c = C::not_compared) { return changed(s, t, a, c); };
  auto unjudged = with({CheckedPage{}}, "");
  unjudged.piles[0].report.pages[0].error = base::Error{"no_keys_held", "", "this desk holds no keys yet"};
  unjudged.link = Link::away;
  unjudged.ages = {};
  unjudged.piles[0].offline = true;
  Previews verdicts{{"verdict-good", state(S::genuine, T::valid, A::free), true},
                    {"verdict-matches", state(S::genuine, T::valid, A::free, C::matches)},
                    {"verdict-comparing", comparing()},
                    {"verdict-not-compared", notCompared("too_coarse")},
                    {"verdict-review", review(page)},
                    {"verdict-differs", compared(page), true},
                    {"verdict-foreign-host", foreignHost()},
                    {"verdict-void", state(S::genuine, T::voided, A::free)},
                    {"verdict-superseded", state(S::genuine, T::superseded, A::free)},
                    {"verdict-suspended", state(S::genuine, T::suspended, A::free)},
                    {"verdict-expired", state(S::genuine, T::expired, A::free)},
                    {"verdict-unknown", state(S::genuine, T::unknown, A::unknown)},
                    {"verdict-accepted-here", accepted(A::accepted_here, "教务处", "欧阳文静")},
                    {"verdict-accepted-elsewhere", accepted(A::accepted_elsewhere, "财务处", "李建国")},
                    {"verdict-offline", offline(), true},
                    {"verdict-open-before", openBefore()},
                    {"seal-altered", sealed(S::altered)},
                    {"seal-unknown-key", sealed(S::unknown_key)},
                    {"seal-key-revoked", sealed(S::key_revoked)},
                    {"seal-not-the-halls", sealed(S::not_a_hall_seal)},
                    {"seal-unreadable", unread(qr::Advice::less_glare)},
                    {"seal-no-code", unread(qr::Advice::no_code, "离校手续单-背面.jpg")},
                    {"pages", severalPages(), true},
                    {"page-missing", missingPage()},
                    {"page-foreign", foreignPage()},
                    {"nothing-held", unjudged}};
  for (auto& one : verdicts) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
