// Makes what a long batch is measured with: bench_batch FOLDER PAGES SCANS writes the samples of every form
// as printed, each copy under a seal of its own with its data code, one PDF a copy (copies/), until so many
// pages are there; the first SCANS of them again as grey JPEG scans at 300 dpi in one PDF (scans.pdf); and
// the keys, root key and status list to judge them by.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/clock.hpp"
#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/paper.hpp"
#include "paper/pdf_canvas.hpp"
#include "paper/raster/raster.hpp"
#include "seal/carrier.hpp"
#include "seal/data_code.hpp"
#include "seal/sign/sign.hpp"
#include "verifier/input/jpeg_writer.hpp"

namespace {

namespace fs = std::filesystem;

struct Sample {
  paper::Template form;
  paper::Layout layout;
  seal::SealedContent content{};
};

seal::SealedContent sealed(const paper::Template& form, const paper::Content& content) {
  seal::SealedContent out{form.code(), form.version(), content.values};
  for (const auto& [table, rows] : content.rows)
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const auto& [name, value] : rows[i])
        out.fields[table + "[" + std::to_string(i) + "]." + name] = value;
  for (const auto& [box, one] : content.approvals)
    out.fields["approval." + box] = one.name + '\n' + one.post + '\n' + one.opinion + '\n' + one.date;
  return out;
}

std::vector<Sample> samples(const paper::Press& press) {
  const auto folder = fs::path(HALL_SOURCE_DIR) / "assets" / "forms";
  std::vector<Sample> out;
  for (const auto& file : fs::directory_iterator(folder / "samples")) {
    const auto form_file = folder / file.path().filename();
    if (!fs::exists(form_file)) continue;
    toml_doc::Problems problems;
    const auto form = paper::Template::load(form_file, problems);
    const auto content = paper::loadContent(file.path(), problems);
    out.push_back({form, press.layOut(form, content).value(), sealed(form, content)});
  }
  return out;
}

base::Bytes printed(const paper::Press& press, const Sample& sample, const seal::PrivateKey& key,
                    std::uint32_t copy, base::UnixSeconds now) {
  seal::Claims claims{.iat = now - 60, .process = "QJ", .holder = "张*华", .status = {0, copy}};
  for (int i = 0; i < 4; ++i)
    claims.cti[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(copy >> 8 * i);
  claims.pages = sample.layout.pageCount();
  claims.digest = seal::contentDigest(key.algorithm(), claims.cti, sample.content);
  const auto parts = seal::encodeDataCode(claims.cti, sample.content, claims.pages,
                                          {.part_bytes = sample.layout.dataCodeRoom()})
                         .value();
  paper::Sealing sealing{"AEBA-GBAF", "hall.example.edu.cn", "KIOSK-07", {}};
  for (claims.page = 1; claims.page <= claims.pages; ++claims.page)
    sealing.pages.push_back(
        {seal::toCarrier(seal::sealPage(claims, key).value(), "hall.example.edu.cn").text(),
         parts[static_cast<std::size_t>(claims.page - 1) % parts.size()]});
  return press.renderPdf(sample.layout, &sealing, now).value();
}

// A flatbed's grain and paper; the glass is straight.
paper::Jpeg scanned(const base::Bytes& pdf, int page, std::minstd_rand& dice) {
  auto image = paper::rasterisePage(pdf, page, 300, 1, "page").value();
  for (auto& pixel : image.pixels)
    pixel = static_cast<std::uint8_t>(20 + pixel * 215 / 255 + static_cast<int>(dice() % 9));
  return {verifier::writeJpeg(image, 70).value(), image.width, image.height};
}

bool write(const fs::path& path, base::BytesView bytes) { return base::writeFile(path, bytes).has_value(); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  const fs::path folder = argv[1];
  const int wanted = std::atoi(argv[2]), scans = std::atoi(argv[3]);
  const auto now = base::SystemClock().now();
  const auto root = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto key = seal::PrivateKey::generate(seal::Algorithm::ed25519);
  const auto press = paper::Press::open(paper::Press::defaultFonts()).value();
  const auto typesetter = paper::Typesetter::open(paper::Press::defaultFonts()).value();
  const auto forms = samples(press);
  fs::create_directories(folder / "copies");
  paper::PdfCanvas canvas(*typesetter, "scans", now);
  std::minstd_rand dice(7);
  int pages = 0;
  for (std::uint32_t copy = 0; pages < wanted; ++copy) {
    const auto& sample = forms[copy % forms.size()];
    const auto pdf = printed(press, sample, key, copy, now);
    char name[32];
    std::snprintf(name, sizeof name, "%06u.pdf", copy);
    if (!write(folder / "copies" / name, pdf)) return 1;
    for (int page = 0; page < sample.layout.pageCount(); ++page, ++pages) {
      if (pages >= scans) continue;
      canvas.picture(scanned(pdf, page, dice), {0, 0, 210, 297});
      canvas.endPage();
    }
  }
  const seal::PublicKey known{
      seal::Algorithm::ed25519, key.point(), key.kid(), now - 1000, now + 100'000, now + 200'000};
  const seal::StatusList list{
      .list = 0, .iat = now - 60, .ttl_seconds = 86'400, .bits = base::Bytes(1 << 14)};
  return write(folder / "keys.cose", seal::signKeySet({now - 500, {known}}, root).value()) &&
                 write(folder / "root.pub", base::bytesOf(seal::toText({root.point()}) + "\n")) &&
                 write(folder / "status.cwt", seal::signStatusList(list, key).value()) &&
                 write(folder / "scans.pdf", canvas.finish().value())
             ? 0
             : 1;
}
