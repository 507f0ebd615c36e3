#include "paper/raster/raster.hpp"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace paper {

namespace {

using Document = std::unique_ptr<poppler::document>;

// Poppler writes its opinion of broken files on standard error; ours travels as an Error.
void beQuiet() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
}

std::string placeOf(const std::string& name, int page) { return name + " page " + std::to_string(page + 1); }

base::Result<Document> open(base::BytesView pdf, const std::string& name, const RasterLimits& limits) {
  beQuiet();
  if (pdf.size() > limits.pdf_bytes)
    return base::fail("pdf_too_large", name,
                      "the file is larger than " + std::to_string(limits.pdf_bytes) + " bytes");
  constexpr std::string_view kMagic = "%PDF-";
  constexpr std::size_t kMagicWithin = 1024;  // ISO 32000-1 annex H.3.4.1
  const auto head = base::textOf(pdf.subspan(0, std::min(pdf.size(), kMagicWithin)));
  if (head.find(kMagic) == std::string_view::npos)
    return base::fail("pdf_unreadable", name, "the file is not a PDF");
  Document document(poppler::document::load_from_raw_data(reinterpret_cast<const char*>(pdf.data()),
                                                          static_cast<int>(pdf.size())));
  if (!document) return base::fail("pdf_unreadable", name, "the PDF is broken or cut short");
  if (document->is_locked()) return base::fail("pdf_locked", name, "the PDF asks for a password");
  if (document->pages() < 1) return base::fail("pdf_unreadable", name, "the PDF has no pages");
  if (document->pages() > limits.pages)
    return base::fail("pdf_too_large", name,
                      "the PDF has more than " + std::to_string(limits.pages) + " pages");
  return document;
}

void copyRow(const poppler::image& from, int y, base::Image& to) {
  const auto* in = reinterpret_cast<const std::uint8_t*>(from.const_data()) +
                   static_cast<std::ptrdiff_t>(y) * from.bytes_per_row();
  auto* out = to.row(y);
  if (from.format() == poppler::image::format_gray8) {
    std::copy(in, in + to.width, out);
    return;
  }
  for (int x = 0; x < to.width; ++x, in += 4) {  // poppler: blue, green, red, alpha
    *out++ = in[2];
    *out++ = in[1];
    *out++ = in[0];
    if (to.channels == 4) *out++ = in[3];
  }
}

base::Result<base::Image> draw(const poppler::page& page, double dpi, int channels,
                               const std::string& place) {
  poppler::page_renderer renderer;
  renderer.set_paper_color(0xFFFFFFFF);
  renderer.set_render_hints(poppler::page_renderer::antialiasing | poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(channels == 1 ? poppler::image::format_gray8 : poppler::image::format_argb32);
  const auto drawn = renderer.render_page(&page, dpi, dpi);
  if (!drawn.is_valid() || drawn.width() < 1 || drawn.height() < 1)
    return base::fail("pdf_unreadable", place, "the page could not be drawn");
  base::Image out{drawn.width(), drawn.height(), channels, dpi, {}};
  out.pixels.resize(out.stride() * static_cast<std::size_t>(out.height));
  for (int y = 0; y < out.height; ++y) copyRow(drawn, y, out);
  return out;
}

// What poppler throws ends here.
template <class Work>
auto guarded(const std::string& name, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& problem) {
    return base::fail("pdf_unreadable", name, problem.what());
  } catch (...) {
    return base::fail("pdf_unreadable", name, "the PDF reader gave up");
  }
}

base::Result<base::Image> rasterise(base::BytesView pdf, int page, double dpi, int channels,
                                    const std::string& name, const RasterLimits& limits) {
  const auto document = open(pdf, name, limits);
  if (!document) return base::fail(document.error());
  const auto place = placeOf(name, page);
  if (page < 0 || page >= (*document)->pages())
    return base::fail("pdf_unreadable", place, "there is no such page");
  const std::unique_ptr<poppler::page> one((*document)->create_page(page));
  if (!one) return base::fail("pdf_unreadable", place, "the page could not be read");
  const auto size = one->page_rect();
  const double width = size.width() * dpi / 72, height = size.height() * dpi / 72;
  if (!(width >= 1 && height >= 1)) return base::fail("pdf_unreadable", place, "the page has no size");
  constexpr double kMostSide = 30'000;
  if (width > kMostSide || height > kMostSide || width * height > static_cast<double>(limits.pixels_per_page))
    return base::fail("pdf_too_large", place,
                      "the page would be larger than " + std::to_string(limits.pixels_per_page) + " pixels");
  return draw(*one, dpi, channels, place);
}

}  // namespace

base::Result<int> pageCount(base::BytesView pdf, const std::string& name, const RasterLimits& limits) {
  return guarded(name, [&]() -> base::Result<int> {
    const auto document = open(pdf, name, limits);
    if (!document) return base::fail(document.error());
    return (*document)->pages();
  });
}

base::Result<base::Image> rasterisePage(base::BytesView pdf, int page, double dpi, int channels,
                                        const std::string& name, const RasterLimits& limits) {
  if ((channels != 1 && channels != 3 && channels != 4) || !(dpi >= 10 && dpi <= 2400))
    return base::fail("pdf_unreadable", placeOf(name, page),
                      "pages are drawn in 1, 3 or 4 channels at 10 to 2400 dpi");
  return guarded(name, [&] { return rasterise(pdf, page, dpi, channels, name, limits); });
}

}  // namespace paper
