// Template + content -> laid-out pages -> PDF, with the box of every field. One template format for Chinese
// A4 table forms, described in shared/paper/README.md; templates lie in assets/forms/*.toml.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "domain/verdict.hpp"
#include "paper/content.hpp"
#include "toml_doc/toml_doc.hpp"

namespace paper {

class Template {
 public:
  // Every mistake goes into problems with file:line:column (template_* and toml_* codes); usable only when
  // none was added.
  static Template parse(std::string_view toml, std::string name, toml_doc::Problems& problems);
  static Template load(const std::filesystem::path& path, toml_doc::Problems& problems);

  const std::string& code() const;  // "student_leave"
  int version() const;
  std::vector<std::string> fieldNames() const;      // single fields, then "<table>[].<field>"
  std::vector<std::string> signatureNames() const;  // boxes for approvals and finger signatures

  struct Body;
  const Body& body() const { return *body_; }

 private:
  friend class Press;
  std::shared_ptr<const Body> body_;
};

struct FieldBox {
  int page = 0;  // 0-based
  std::string field;
  std::string label;
  domain::Box box;
  std::string text;
};

// Pages with every line broken and every glyph placed. Immutable; cheap to copy.
class Layout {
 public:
  int pageCount() const;
  const std::vector<FieldBox>& fields() const;
  // Where ink is expected: the stamp zone, boxes for the pen, signature boxes nobody has signed yet.
  const std::vector<FieldBox>& penZones() const;
  domain::Box sealBox() const;  // where the QR stands on every page
  // Where the data code stands on every page, with its quiet zone; none unless the form asks for it.
  std::optional<domain::Box> dataCodeBox() const;
  std::size_t dataCodeRoom() const;  // bytes it holds a page; 0 unless the form asks for it

  struct Body;
  const Body& body() const { return *body_; }

 private:
  friend class Press;
  std::shared_ptr<const Body> body_;
};

// Holds the fonts (a private fontconfig). Make one a process, or one a thread: not thread-safe.
class Press {
 public:
  // fonts: the folder with the pinned subset faces built by the project; faces of the system serve as
  // fallback.
  static base::Result<Press> open(const std::filesystem::path& fonts);
  static std::filesystem::path defaultFonts();
  ~Press();
  Press(Press&&) noexcept;
  Press& operator=(Press&&) noexcept;

  // Long values wrap, then shrink down to the template's readable limit; past it "field_overflow", place: the
  // field. "field_unprintable": a character no font can draw, place: the field, args: the character.
  // "field_unknown": content names a field the template doesn't have. "field_missing": a required field has
  // no value.
  base::Result<Layout> layOut(const Template& form, const Content& content) const;

  // sealing == nullptr renders the preview. created: the PDF's CreationDate; equal input gives equal bytes.
  // Codes: "qr_too_large", "pdf_failed".
  base::Result<base::Bytes> renderPdf(const Layout& layout, const Sealing* sealing,
                                      base::UnixSeconds created) const;
  // The content and the corner marks alone: the printed page as far as its content tells it, with page.hpp's
  // kSealFoot, kDataFoot and kFooter left white. Code: "pdf_failed".
  base::Result<base::Bytes> renderContent(const Layout& layout) const;

 private:
  Press();
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace paper
