#include "verifier/issued/issued_copy.hpp"

#include <cmath>

#include "paper/page.hpp"
#include "paper/raster/raster.hpp"
#include "verifier/issued/sealed_content.hpp"

namespace verifier {
namespace {

namespace sheet = paper::page;

constexpr int kWidth_px = static_cast<int>(sheet::kWidth / 25.4 * kCompareDpi) + 1;
constexpr int kHeight_px = static_cast<int>(sheet::kHeight / 25.4 * kCompareDpi) + 1;
constexpr int kMostPages = 23;  // of a document (shared/paper/README.md)

tl::unexpected<base::Error> unusable(std::string cause) {
  return base::fail("issued_unusable", "", std::move(cause));
}

IssuedCopy::Sheet* sheetOf(std::vector<IssuedCopy::Sheet>& sheets, int page) {
  const bool there = page >= 1 && page <= static_cast<int>(sheets.size());
  return there ? &sheets[static_cast<std::size_t>(page - 1)] : nullptr;
}

std::vector<IssuedCopy::Sheet> sheetsOf(const paper::Layout& layout) {
  std::vector<IssuedCopy::Sheet> out(static_cast<std::size_t>(layout.pageCount()));
  for (const auto& field : layout.fields())
    out[static_cast<std::size_t>(field.page)].fields.push_back({field.field, field.label, field.box});
  for (const auto& zone : layout.penZones())
    out[static_cast<std::size_t>(zone.page)].pen_zones.push_back(zone.box);
  for (auto& one : out) {
    one.codes = {sheet::kSealFoot, sheet::kFooter};
    if (layout.dataCodeBox()) one.codes.push_back(sheet::kDataFoot);
  }
  return out;
}

}  // namespace

base::Result<IssuedCopyPtr> IssuedCopy::open(std::vector<Sheet> sheets, base::Bytes pdf) {
  const auto pages = paper::pageCount(pdf, "issued");
  if (!pages) return unusable(pages.error().cause);
  if (*pages != static_cast<int>(sheets.size()) || *pages > kMostPages)
    return unusable("the PDF has another number of pages");
  return IssuedCopyPtr(new IssuedCopy(std::move(sheets), std::move(pdf)));
}

base::Result<IssuedCopy::Page> IssuedCopy::page(int number) const {
  if (number < 1 || number > pageCount())
    return base::fail("page_not_issued", std::to_string(number), "the copy has no such page");
  const auto index = static_cast<std::size_t>(number - 1);
  const std::lock_guard lock(drawing_);
  if (drawn_[index]) return drawn_[index];
  auto picture = paper::rasterisePage(pdf_, number - 1, kCompareDpi, 1, "issued");
  if (!picture) return unusable(picture.error().cause);
  if (std::abs(picture->width - kWidth_px) > 1 || std::abs(picture->height - kHeight_px) > 1)
    return unusable("the page isn't A4");
  const auto& sheet = sheets_[index];
  drawn_[index] = std::make_shared<const IssuedPage>(
      IssuedPage{std::move(*picture), sheet.fields, sheet.pen_zones, sheet.codes});
  return drawn_[index];
}

std::size_t IssuedCopy::mostBytes() const {
  return pdf_.size() + sheets_.size() * kWidth_px * std::size_t{kHeight_px};
}

base::Result<IssuedCopyPtr> copyFromHall(api::HallClient& hall, const std::string& token,
                                         const std::string& serial) {
  auto content = hall.issuedContent(token, serial);
  if (!content) return base::fail(content.error());
  if (content->serial != serial) return unusable("the hall told of another copy");
  auto pdf = hall.printoutPdf(token, serial);
  if (!pdf) return base::fail(pdf.error());
  return copyOf(std::move(*content), std::move(*pdf));
}

base::Result<IssuedCopyPtr> copyOf(api::IssuedContent content, base::Bytes pdf) {
  if (content.pages < 1 || content.pages > kMostPages) return unusable("the hall told of no pages");
  std::vector<IssuedCopy::Sheet> sheets(static_cast<std::size_t>(content.pages));
  for (auto& field : content.fields)
    if (auto* on = sheetOf(sheets, field.page))
      on->fields.push_back({std::move(field.field), std::move(field.label), field.box});
  for (const auto& zone : content.pen_zones)
    if (auto* on = sheetOf(sheets, zone.page)) on->pen_zones.push_back(zone.box);
  for (const auto& code : content.codes)
    if (auto* on = sheetOf(sheets, code.page)) on->codes.push_back(code.box);
  return IssuedCopy::open(std::move(sheets), std::move(pdf));
}

base::Result<IssuedCopyPtr> copyFromContent(const seal::SealedContent& content, const KnownForms& forms,
                                            const paper::Press& press) {
  const auto* form = forms.find(content.form, content.version);
  if (!form)
    return base::fail("form_unknown", content.form, "this machine has no such form or version",
                      {content.form, std::to_string(content.version)});
  const auto unprintable = [](const base::Error& error) {
    return base::fail("content_unprintable", error.place, error.code);
  };
  const auto values = contentIn(content);
  if (!values) return unprintable(values.error());
  const auto layout = press.layOut(*form, *values);
  if (!layout) return unprintable(layout.error());
  auto pdf = press.renderContent(*layout);
  if (!pdf) return unprintable(pdf.error());
  return IssuedCopy::open(sheetsOf(*layout), std::move(*pdf));
}

}  // namespace verifier
