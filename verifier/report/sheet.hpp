// One checked page made ready for a report: its pictures cut, shrunk and compressed, about 300 KB at most, so
// that the pages of a long printout can wait for each other. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "hall_api/types.hpp"
#include "paper/pdf_canvas.hpp"
#include "verifier/compare/compare.hpp"

namespace verifier {

// A place on the page that differs or is to be looked at.
struct ReportPlace {
  std::string label{};
  FieldState state = FieldState::differs;
  domain::Box box{};
  domain::Box worst{};           // where it differs most
  domain::Box shown{};           // what the enlarged pictures show of the page
  paper::Jpeg scan{}, issued{};  // enlarged; empty past the first kMostEnlarged
};

struct ReportSheet {
  api::Verification verification{};
  bool asked = false;            // for its content
  std::string why{};             // it wasn't compared
  bool upright = false;          // the scan is shown straightened, on the page's own grid
  paper::Jpeg scan{}, issued{};  // no bytes: none
  std::vector<ReportPlace> places{};
  std::vector<domain::Box> foreign_ink{};
};

constexpr std::size_t kMostEnlarged = 12;       // of a page; the others are named and outlined
constexpr std::size_t kPictureBytes = 300'000;  // of a page

// comparison: null where content wasn't asked for. scan: as it was read; where it was compared, the
// comparison's straightened one is shown. issued: at kCompareDpi; empty where it couldn't be had. Code
// "picture_not_written".
base::Result<ReportSheet> sheetOf(const api::Verification& verification, const Comparison* comparison,
                                  const base::Image& scan, const base::Image& issued);

}  // namespace verifier
