#include "kiosk/jobs/hall_errands.hpp"

#include <algorithm>

#include "paper/raster/raster.hpp"

namespace kiosk {
namespace {

constexpr int kListPagesLimit = 20;  // of one list; a hall that never ends its list must not hold the kiosk

// All pages of a list, one after the other.
template <class T, class Ask>
base::Result<std::vector<T>> wholeList(Ask ask) {
  std::vector<T> items;
  std::string cursor;
  for (int page = 0; page < kListPagesLimit; ++page) {
    auto answer = ask(cursor);
    if (!answer) return base::fail(answer.error());
    std::ranges::move(answer->items, std::back_inserter(items));
    if (answer->next.empty()) return items;
    cursor = answer->next;
  }
  return items;
}

using Pages = std::vector<std::shared_ptr<base::Image>>;

base::Result<Pages> draw(const base::Bytes& pdf, int pages, const Sessions& sessions,
                         const effect::LoadPreview& wanted) {
  Pages out;
  for (int page = 0; page < std::min(pages, wanted.max_pages); ++page) {
    if (!sessions.lives(wanted.session)) break;  // nobody will look at the rest
    auto image = paper::rasterisePage(pdf, page, wanted.dpi, 3, wanted.document_id);
    if (!image) return base::fail(image.error());
    out.push_back(std::make_shared<base::Image>(std::move(*image)));
  }
  return out;
}

}  // namespace

event::GuideLoaded loadGuide(api::HallClient& hall) {
  return {wholeList<api::GuideEntry>([&](const auto& cursor) { return hall.guide(cursor); })};
}

std::shared_ptr<event::SignedIn> signIn(api::HallClient& hall, Sessions& sessions, effect::SignIn wanted) {
  api::SignIn told{std::move(wanted.account), std::move(wanted.password)};
  auto answer = hall.signIn(told);
  base::cleanse(told.password);
  auto event = std::make_shared<event::SignedIn>();
  event->session = wanted.session;
  if (!answer) {
    event->person = base::fail(answer.error());
    return event;
  }
  const bool awaited = sessions.begin(wanted.session, answer->token);
  if (!awaited) (void)hall.signOut(answer->token);
  event->person = std::move(answer->person);
  base::cleanse(answer->token);
  return awaited ? event : nullptr;
}

event::HomeLoaded loadHome(api::HallClient& hall, const Sessions& sessions, const effect::LoadHome& wanted) {
  auto token = sessions.token(wanted.session);
  auto steps = wholeList<api::KioskStep>([&](const auto& cursor) { return hall.mySteps(token, cursor); });
  if (!steps) return {wanted.session, base::fail(steps.error())};
  auto documents =
      wholeList<api::Document>([&](const auto& cursor) { return hall.myDocuments(token, cursor); });
  if (!documents) return {wanted.session, base::fail(documents.error())};
  auto cases = wholeList<api::Case>([&](const auto& cursor) { return hall.myCases(token, cursor); });
  base::cleanse(token);
  if (!cases) return {wanted.session, base::fail(cases.error())};
  return {wanted.session, HomeLists{std::move(*steps), std::move(*documents), std::move(*cases)}};
}

event::PreviewLoaded loadPreview(api::HallClient& hall, const Sessions& sessions,
                                 const effect::LoadPreview& wanted) {
  event::PreviewLoaded out{wanted.session, wanted.document_id, Pages{}, 0};
  auto token = sessions.token(wanted.session);
  auto pdf = hall.previewPdf(token, wanted.document_id);
  base::cleanse(token);
  const auto pages = pdf ? paper::pageCount(*pdf, wanted.document_id) : base::fail(pdf.error());
  if (!pages) {
    out.pages = base::fail(pages.error());
    return out;
  }
  out.pages_in_all = *pages;
  out.pages = draw(*pdf, *pages, sessions, wanted);
  base::cleanse(*pdf);
  return out;
}

event::ActionCompleted completeAction(api::HallClient& hall, const Sessions& sessions,
                                      effect::CompleteAction wanted, const std::string& idempotency_key) {
  auto token = sessions.token(wanted.session);
  auto result = hall.completeAction(token, wanted.case_id, wanted.node_id, wanted.action, idempotency_key);
  base::cleanse(token);
  base::cleanse(wanted.action.signature_json);
  return {wanted.session, wanted.case_id, wanted.node_id, wanted.action.action, std::move(result)};
}

}  // namespace kiosk
