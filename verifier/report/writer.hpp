// Words, signs and pictures down an A4 page, and onto the next where it is full. One thread.
#pragma once

#include "domain/verdict.hpp"
#include "paper/pdf_canvas.hpp"

namespace verifier {

namespace report {

constexpr double kLeft = 20, kRight = 190, kWidth = kRight - kLeft, kTop = 18, kBottom = 277;
constexpr paper::Colour kInk{0.07, 0.09, 0.13}, kSoft{0.38, 0.41, 0.47}, kRule{0.83, 0.85, 0.88};

// The colours of the desk's signs: body, and the ground behind it.
struct Look {
  paper::Colour body, ground;
};
Look lookOf(domain::Grade grade);

struct Words {
  double size_pt = 10;
  paper::Colour colour = kInk;
  paper::Face face = paper::Face::sans;
};

class Writer {
 public:
  Writer(paper::Typesetter& typesetter, const std::string& title, base::UnixSeconds created);

  double y = kTop;  // where the next thing goes

  // At the place told; returns the height. Characters no font draws become "?".
  double words(const std::string& text, double x_mm, double y_mm, double width_mm, const Words& as);
  void atRight(const std::string& text, double y_mm, const Words& as);  // one line, to the margin
  double heightOf(const std::string& text, double width_mm, const Words& as);
  // Down the page at the left margin.
  void paragraph(const std::string& text, const Words& as, double space_after_mm = 0);
  void rule(double space_after_mm);
  void sign(domain::Grade grade, double x_mm, double y_mm, double radius_mm);  // its middle
  // A grey disc with a dash: nothing was said.
  void dash(double x_mm, double y_mm, double radius_mm);
  // Room for so much, on this page or the next.
  void room(double height_mm);

  paper::PdfCanvas& canvas() { return canvas_; }
  void setFooter(std::string left, std::string page_words) {
    footer_ = std::move(left);
    page_words_ = std::move(page_words);
  }
  base::Result<base::Bytes> finish();

 private:
  std::vector<paper::Line> set(const std::string& text, double width_mm, const Words& as);
  void endPage();

  paper::Typesetter& typesetter_;
  paper::PdfCanvas canvas_;
  std::string footer_{}, page_words_{};
  int page_ = 1;
};

}  // namespace report

}  // namespace verifier
