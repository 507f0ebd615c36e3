#include "paper/page_marks.hpp"
#include "paper/press_body.hpp"

namespace paper {

base::Result<base::Bytes> Press::renderPdf(const Layout& layout, const Sealing* sealing,
                                           base::UnixSeconds created) const {
  const auto& body = layout.body();
  if (sealing && sealing->pages.size() != body.pages.size())
    return base::fail("pdf_failed", body.form->code, "there must be one seal a page");
  PdfCanvas canvas(*fonts_->typesetter, body.form->title, created);
  PageMarks marks(*fonts_->typesetter, canvas, body, sealing);
  for (int page = 0; page < layout.pageCount(); ++page) {
    if (auto ok = marks.before(); !ok) return base::fail(ok.error());
    canvas.draw(body.pages[static_cast<std::size_t>(page)]);
    if (auto ok = marks.after(page); !ok) return base::fail(ok.error());
    canvas.endPage();
  }
  return canvas.finish();
}

base::Result<base::Bytes> Press::renderContent(const Layout& layout) const {
  const auto& body = layout.body();
  PdfCanvas canvas(*fonts_->typesetter, body.form->title, 0);
  PageMarks marks(*fonts_->typesetter, canvas, body, nullptr);
  for (const auto& page : body.pages) {
    canvas.draw(page);
    marks.corners();
    canvas.endPage();
  }
  return canvas.finish();
}

}  // namespace paper
