#include "office.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "base/file.hpp"
#include "paper/content_file.hpp"
#include "paper/page.hpp"
#include "paper/paper.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "seal/sign/sign.hpp"

namespace reading {
namespace {

constexpr base::UnixSeconds kBegin = 1'780'000'000, kEnd = 4'000'000'000, kYear = 31'536'000;
constexpr const char* kAddress = "https://hall.example.edu.cn";
constexpr const char* kHost = "hall.example.edu.cn";

seal::PrivateKey keyFrom(std::uint8_t what) {
  return seal::PrivateKey::fromRaw(seal::Algorithm::ed25519, base::Bytes(32, what)).value();
}

struct Form {
  paper::Layout layout;
  std::string process;
};

template <std::size_t N>
void fill(std::array<std::uint8_t, N>& bytes, Dice& dice) {
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.bits());
}

seal::Claims randomClaims(Dice& dice, const std::string& process, int page, int pages) {
  static constexpr const char* kHolders[] = {"张*华", "王*", "李*明", "欧*修", "赵*"};
  seal::Claims out;
  out.iat = kBegin + dice.below(kYear / 3);
  fill(out.cti, dice);
  fill(out.digest, dice);
  out.process = process;
  out.page = page;
  out.pages = pages;
  out.holder = kHolders[dice.below(5)];
  out.status = {static_cast<std::uint32_t>(dice.below(3)), static_cast<std::uint32_t>(dice.below(1 << 20))};
  return out;
}

// What other people's codes say: payments, messengers, shops.
std::string strangersText(Dice& dice) {
  static constexpr const char* kKinds[] = {"wxp://f2f0", "https://u.wechat.com/", "https://qr.alipay.com/fkx",
                                           "https://mp.weixin.qq.com/s/", "https://example.com/menu?table="};
  std::string out = kKinds[dice.below(5)];
  for (int i = 0, length = 12 + dice.below(40); i < length; ++i)
    out += "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[dice.below(62)];
  return out;
}

// As a page's seal is: the link as bytes, the payload as letters and digits.
qr::Modules encoded(const std::string& text) {
  const auto hash = std::min(text.find('#'), text.size() - 1);
  std::vector<qr::Segment> segments{{qr::Segment::Mode::byte, text.substr(0, hash + 1)}};
  if (hash + 1 < text.size()) segments.push_back({qr::Segment::Mode::alphanumeric, text.substr(hash + 1)});
  return qr::encode(segments, qr::ErrorCorrection::medium).value();
}

Sheet drawn(const qr::Modules& modules, double module_mm, double dpi) {
  constexpr int kQuiet = 4, kDots = 8;
  cv::Mat grid((modules.size + 2 * kQuiet) * kDots, (modules.size + 2 * kQuiet) * kDots, CV_8UC1,
               cv::Scalar(255));
  for (int y = 0; y < modules.size; ++y)
    for (int x = 0; x < modules.size; ++x)
      if (modules.at(x, y)) grid(cv::Rect((x + kQuiet) * kDots, (y + kQuiet) * kDots, kDots, kDots)).setTo(0);
  Sheet out;
  out.dpi = dpi;
  const int side = cvRound((modules.size + 2 * kQuiet) * module_mm * out.perMm());
  cv::resize(grid, grid, {side, side}, 0, 0, side < grid.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::cvtColor(grid, out.rgb, cv::COLOR_GRAY2RGB);
  const double quiet = kQuiet * module_mm, width = modules.size * module_mm;
  out.codes.push_back({.box_mm = {quiet, quiet, width, width}, .module_mm = module_mm, .modules = modules});
  return out;
}

}  // namespace

struct Office::Body {
  explicit Body(paper::Press opened) : press(std::move(opened)) {}

  struct Sealed {
    std::string text, serial;
  };
  Sealed sealed(Dice& dice, const std::string& process, int page, int pages) const {
    const auto claims = randomClaims(dice, process, page, pages);
    return {seal::toCarrier(seal::sealPage(claims, key).value(), kHost).text(), base::toHex(claims.cti)};
  }

  paper::Press press;
  std::vector<Form> forms{};
  seal::PrivateKey root = keyFrom(0x51), key = keyFrom(0x52);
};

Office::Office() = default;
Office::~Office() = default;
Office::Office(Office&&) noexcept = default;
Office& Office::operator=(Office&&) noexcept = default;

base::Result<Office> Office::open(const std::filesystem::path& assets) {
  auto press = paper::Press::open(paper::Press::defaultFonts());
  if (!press) return base::fail(press.error());
  Office out;
  out.body_ = std::make_unique<Body>(std::move(*press));
  for (const auto& [name, process] : {std::pair{"student_leave", "QJ"}, std::pair{"enrolment", "ZD"},
                                      std::pair{"transcript", "CJ"}, std::pair{"leaving_school", "LX"}}) {
    toml_doc::Problems problems;
    const auto form = paper::Template::load(assets / "forms" / (std::string(name) + ".toml"), problems);
    const auto content =
        paper::loadContent(assets / "forms/samples" / (std::string(name) + ".toml"), problems);
    if (!problems.empty())
      return base::fail("template_unreadable", name, problems.front().describe(),
                        {problems.front().describe()});
    auto layout = out.body_->press.layOut(form, content);
    if (!layout) return base::fail(layout.error());
    out.body_->forms.push_back({std::move(*layout), process});
  }
  return out;
}

Sheet Office::page(Dice& dice, double dpi) const {
  const auto& form =
      body_->forms[static_cast<std::size_t>(dice.below(static_cast<int>(body_->forms.size())))];
  const int pages = form.layout.pageCount(), shown = dice.below(pages);
  paper::Sealing sealing{"K7QF-3M2A", kAddress, "KIOSK-07", {}};
  std::string serial;
  for (int i = 0; i < pages; ++i) {
    auto sealed = body_->sealed(dice, form.process, i + 1, pages);
    if (i == shown) serial = sealed.serial;
    sealing.pages.push_back({std::move(sealed.text)});
  }
  const auto pdf = body_->press.renderPdf(form.layout, &sealing, kBegin);
  if (!pdf) throw std::runtime_error(pdf.error().describe());
  const auto image = paper::rasterisePage(*pdf, shown, dpi, 1, "page");
  if (!image) throw std::runtime_error(image.error().describe());
  Sheet out;
  out.dpi = dpi;
  const cv::Mat grey(image->height, image->width, CV_8UC1, const_cast<std::uint8_t*>(image->pixels.data()));
  cv::cvtColor(grey, out.rgb, cv::COLOR_GRAY2RGB);
  namespace at = paper::page;
  const auto& text = sealing.pages[static_cast<std::size_t>(shown)].carrier;
  const auto modules = encoded(text);
  const double width = modules.size * at::kModule, inset = (at::kSealSide - width) / 2;
  out.codes.push_back({.text = text,
                       .serial = serial,
                       .box_mm = {at::kSeal.x_mm + inset, at::kSeal.y_mm + inset, width, width},
                       .module_mm = at::kModule,
                       .modules = modules});
  return out;
}

Sheet Office::label(Dice& dice, double dpi, bool ours) const {
  const auto [text, serial] = ours ? body_->sealed(dice, "QJ", 1, 1) : Body::Sealed{strangersText(dice), ""};
  auto out = drawn(encoded(text), ours ? paper::page::kModule : dice.in(0.45, 0.8), dpi);
  out.codes.front().text = text;
  out.codes.front().serial = serial;
  out.codes.front().ours = ours;
  return out;
}

base::Status Office::writeKeys(const std::filesystem::path& folder) const {
  const seal::PublicKey known{.algorithm = seal::Algorithm::ed25519,
                              .point = body_->key.point(),
                              .kid = body_->key.kid(),
                              .signs_from = kBegin - kYear,
                              .signs_until = kEnd - kYear,
                              .verify_until = kEnd};
  const auto keys = seal::signKeySet({kBegin, {known}}, body_->root);
  if (!keys) return base::fail(keys.error());
  if (auto ok = base::writeFile(folder / "keys.cose", *keys); !ok) return ok;
  return base::writeFile(folder / "root.pub", base::bytesOf(seal::toText({body_->root.point()}) + "\n"));
}

}  // namespace reading
