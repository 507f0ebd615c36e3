#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {
namespace {

Model open(const SamplePage& page, CompareView::Mode mode, double blend, std::optional<std::size_t> mark) {
  auto model = compared(page);
  model.compare = CompareView{mode, blend, mark};
  return model;
}

Model matching(const SamplePage& page) {
  auto same = std::make_shared<Comparison>(*page.comparison);
  same->state = domain::ContentState::matches;
  if (page.issued) same->aligned = *page.issued;
  same->foreign_ink.clear();
  for (auto& field : same->fields) field.state = FieldState::matches;
  return open({same, page.issued}, CompareView::Mode::side_by_side, 0.5, std::nullopt);
}

Model fromDataCode(const SamplePage& page) {
  auto model = open(page, CompareView::Mode::side_by_side, 0.5, 0);
  model.link = Link::away;
  return model;
}

}  // namespace

void addComparisons(Previews& previews, const SamplePage& page) {
  using Mode = CompareView::Mode;
  const auto marks = marksOf(*page.comparison).size();
  Previews comparisons{{"compare-beside", open(page, Mode::side_by_side, 0.5, 0), true},
                       {"compare-unchosen", open(page, Mode::side_by_side, 0.5, std::nullopt)},
                       {"compare-ink", open(page, Mode::side_by_side, 0.5, marks - 1)},
                       {"compare-blended", open(page, Mode::blended, 0.5, 1), true},
                       {"compare-blended-scan", open(page, Mode::blended, 1, 2)},
                       {"compare-matches", matching(page)},
                       {"compare-offline", fromDataCode(page)}};
  for (auto& one : comparisons) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
