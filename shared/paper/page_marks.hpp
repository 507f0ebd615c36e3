// What stands around a form's content on every page: corner marks, footer, and the seal or the preview's
// watermark.
#pragma once

#include "paper/pdf_canvas.hpp"

namespace paper {

class PageMarks {
 public:
  PageMarks(Typesetter& typesetter, PdfCanvas& canvas, const Layout::Body& layout, const Sealing* sealing);

  base::Status before();         // under the content
  base::Status after(int page);  // over it
  void corners();

 private:
  base::Status seal(int page);
  base::Status previewSeal();
  base::Status dataCode(int page);
  base::Status previewDataCode();
  // A frame where a code will stand, and words in it.
  base::Status frame(const domain::Box& box, double quiet_mm, const std::string& head,
                     const std::string& more);
  base::Status footer(int page);
  // Centred upon x; shrinks down to 5 pt, then breaks lines.
  base::Status words(const std::string& text, Face face, double size_pt, double x_mm, double y_mm,
                     double width_mm, const std::string& place);

  Typesetter& typesetter_;
  PdfCanvas& canvas_;
  const Layout::Body& layout_;
  const Sealing* sealing_;
};

}  // namespace paper
