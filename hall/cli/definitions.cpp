// hall form preview, hall process check: for process owners; no data folder needed.
#include <iostream>

#include "base/file.hpp"
#include "hall/cli/commands.hpp"
#include "hall/service/forms.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kProcessLimit = 1 << 20;

fs::path assetsOf(const Options& options) {
  return options.assets.empty() ? base::assetsFolder() : options.assets;
}

// FORM is a file, or the code of one of the hall's own forms.
fs::path formPath(const Options& options) {
  const bool file = options.form.find('/') != std::string::npos || options.form.ends_with(".toml");
  return file ? fs::path(options.form) : assetsOf(options) / "forms" / (options.form + ".toml");
}

}  // namespace

base::Status formPreview(const Options& options, const base::Texts& texts, toml_doc::Problems& problems) {
  const auto form = paper::Template::load(formPath(options), problems);
  const auto content = paper::loadContent(options.content, problems);
  if (!problems.empty()) return {};
  const auto press = paper::Press::open(paper::Press::defaultFonts());
  if (!press) return base::fail(press.error());
  const auto layout = press->layOut(form, content);
  if (!layout) return base::fail(layout.error());
  const auto pdf = press->renderPdf(*layout, nullptr, base::SystemClock().now());
  if (!pdf) return base::fail(pdf.error());
  if (auto written = base::writeFile(options.out, *pdf); !written) return written;
  std::cout << texts.get("hall.form.previewed", {options.out.string(), std::to_string(layout->pageCount())})
            << '\n';
  return {};
}

base::Status processCheck(const Options& options, const base::Texts& texts, toml_doc::Problems& problems) {
  Forms forms(assetsOf(options) / "forms", problems);
  for (const auto& file : options.files) {
    const auto text = base::readTextFile(file, kProcessLimit);
    if (!text) return base::fail(text.error());
    const auto before = problems.size();
    const auto process = parseProcess(*text, file.string(), forms.finder(), problems);
    if (problems.size() == before)
      std::cout << texts.get("hall.process.fine", {file.string(), process.title.in(texts.language())})
                << '\n';
  }
  return {};
}

}  // namespace hall::cli
