#include <algorithm>
#include <cstdlib>

#include "paper/composer.hpp"
#include "paper/page.hpp"
#include "paper/press_body.hpp"

namespace paper {

namespace {

namespace fs = std::filesystem;

// Everything the content names must be on the form, everything the form needs must be in the content.
class ContentCheck {
 public:
  ContentCheck(const Template& form, const Content& content) : form_(form.body()), content_(content) {
    for (const auto& block : form_.blocks)
      if (const auto* table = std::get_if<RowsTable>(&block.what)) tables_[table->name] = table;
  }

  base::Status check() const {
    for (const auto& [field, value] : content_.values)
      if (!form_.labels.count(field)) return unknown(field);
    for (const auto& [name, rows] : content_.rows)
      if (auto ok = checkRows(name, rows); !ok) return ok;
    for (const auto& [box, approval] : content_.approvals)
      if (!hasBox(box)) return unknown(box);
    for (const auto& [box, signature] : content_.signatures)
      if (!hasBox(box)) return unknown(box);
    for (const auto& field : form_.required) {
      const auto found = content_.values.find(field);
      if (found == content_.values.end() || found->second.empty())
        return base::fail("field_missing", field, "the form needs this field", {form_.labels.at(field)});
    }
    return {};
  }

 private:
  static tl::unexpected<base::Error> unknown(const std::string& name) {
    return base::fail("field_unknown", name, "the form has no such field");
  }
  bool hasBox(const std::string& name) const {
    return std::find(form_.signatures.begin(), form_.signatures.end(), name) != form_.signatures.end();
  }
  base::Status checkRows(const std::string& name,
                         const std::vector<std::map<std::string, std::string>>& rows) const {
    const auto table = tables_.find(name);
    if (table == tables_.end()) return unknown(name);
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [field, value] : rows[i]) {
        const auto& columns = table->second->columns;
        if (std::none_of(columns.begin(), columns.end(),
                         [&field = field](const auto& c) { return c.field == field; }))
          return unknown(name + "[" + std::to_string(i) + "]." + field);
      }
    return {};
  }

  const Template::Body& form_;
  const Content& content_;
  std::map<std::string, const RowsTable*> tables_{};
};

}  // namespace

Press::Press() = default;
Press::~Press() = default;
Press::Press(Press&&) noexcept = default;
Press& Press::operator=(Press&&) noexcept = default;

base::Result<Press> Press::open(const fs::path& fonts) {
  auto typesetter = Typesetter::open(fonts);
  if (!typesetter) return base::fail(typesetter.error());
  Press out;
  out.fonts_ = std::make_unique<Fonts>();
  out.fonts_->typesetter = std::move(*typesetter);
  return out;
}

fs::path Press::defaultFonts() {
  if (const char* told = std::getenv("HALL_FONTS")) return told;
  std::error_code ignored;
  const auto program = fs::read_symlink("/proc/self/exe", ignored);
  for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
    for (const auto& fonts : {folder / "fonts", folder / "share" / "hall-terminals" / "fonts"})
      if (fs::exists(fonts / "hall-serif-regular.otf", ignored)) return fonts;
  return "/usr/share/hall-terminals/fonts";
}

base::Result<Layout> Press::layOut(const Template& form, const Content& content) const {
  if (auto ok = ContentCheck(form, content).check(); !ok) return base::fail(ok.error());
  auto body = Composer(*fonts_->typesetter, form, content).compose();
  if (!body) return base::fail(body.error());
  body->form = form.body_;
  Layout out;
  out.body_ = std::make_shared<Layout::Body>(std::move(*body));
  return out;
}

int Layout::pageCount() const { return static_cast<int>(body_->pages.size()); }
const std::vector<FieldBox>& Layout::fields() const { return body_->fields; }
const std::vector<FieldBox>& Layout::penZones() const { return body_->zones; }
domain::Box Layout::sealBox() const { return page::kSeal; }

std::optional<domain::Box> Layout::dataCodeBox() const {
  return body_->form->data_code.empty() ? std::nullopt : std::optional(page::kData);
}

std::size_t Layout::dataCodeRoom() const { return dataCodeBox() ? page::kMostDataBytes : 0; }

}  // namespace paper
