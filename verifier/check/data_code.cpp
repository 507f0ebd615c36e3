#include "verifier/check/data_code.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "paper/page.hpp"
#include "seal/carrier.hpp"

namespace verifier {
namespace {

namespace sheet = paper::page;
using Point = std::array<double, 2>;

constexpr double kMargin_mm =
    2;  // what a curled page and rounded corners may be off; less than the way to the seal
constexpr int kMostSymbols = 2;  // the crop holds one code and little else
struct Look {
  double per_mm;  // pixels
  int attempts;
};
// Nearly all read at the first look; a dark print wants other pixels, or the whole cascade.
constexpr std::array kLooks{Look{18, 1}, Look{24, 1}, Look{18, 24}, Look{12, 24}};
constexpr double kLeastInk = 0.25, kMostInk = 0.75;  // of a code's middle; words and rules stay far below

// The plane's map by four pairs of points: (x, y) -> (ax + by + c, dx + ey + f) / (gx + hy + 1).
class Homography {
 public:
  static std::optional<Homography> between(const std::array<Point, 4>& from, const std::array<Point, 4>& to) {
    std::array<std::array<double, 9>, 8> rows{};
    for (std::size_t i = 0; i < 4; ++i) {
      const auto [x, y] = from[i];
      const auto [u, v] = to[i];
      rows[2 * i] = {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      rows[2 * i + 1] = {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    Homography out;
    if (!solve(rows)) return std::nullopt;
    for (std::size_t i = 0; i < 8; ++i) out.h_[i] = rows[i][8];
    return out;
  }

  Point operator()(const Point& p) const {
    const double w = h_[6] * p[0] + h_[7] * p[1] + 1;
    return {(h_[0] * p[0] + h_[1] * p[1] + h_[2]) / w, (h_[3] * p[0] + h_[4] * p[1] + h_[5]) / w};
  }

 private:
  // Gauss and Jordan, with the largest pivot; the solution stands in the last column.
  static bool solve(std::array<std::array<double, 9>, 8>& rows) {
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const auto best =
          std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(),
                           [at](const auto& a, const auto& b) { return std::abs(a[at]) < std::abs(b[at]); });
      std::swap(rows[at], *best);
      if (!(std::abs(rows[at][at]) > 1e-9)) return false;  // corners in one line, or not numbers
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == at) continue;
        const double factor = rows[i][at] / rows[at][at];
        for (std::size_t k = at; k < 9; ++k) rows[i][k] -= factor * rows[at][k];
      }
      for (std::size_t k = 9; k-- > at;) rows[at][k] /= rows[at][at];
    }
    return true;
  }

  std::array<double, 8> h_{};
};

std::array<Point, 4> cornersOf(double x, double y, double side) {
  return {Point{x, y}, Point{x + side, y}, Point{x + side, y + side}, Point{x, y + side}};
}

std::optional<std::array<Point, 4>> sealOnPage(const std::string& carrier) {
  const auto box = sealBoxOnPage(carrier);
  return box ? std::optional(cornersOf(box->x_mm, box->y_mm, box->width_mm)) : std::nullopt;
}

std::optional<std::array<Point, 4>> dataCodeOnPage(const std::string& bytes) {
  const auto modules = qr::encode({{qr::Segment::Mode::byte, bytes}}, qr::ErrorCorrection::medium);
  if (!modules) return std::nullopt;
  const double side = modules->size * sheet::dataModule(modules->size);
  return cornersOf(sheet::kDataX + (sheet::kDataSide - side) / 2, sheet::kFootTop, side);
}

// Between the four pixels around; white past the picture's edge, and where the map has no answer.
void sample(const base::Image& image, const Point& at, std::uint8_t* out) {
  const auto channels = static_cast<std::size_t>(image.channels);
  if (!(at[0] >= 0 && at[1] >= 0 && at[0] < image.width - 1 && at[1] < image.height - 1)) {
    std::fill_n(out, channels, std::uint8_t{255});
    return;
  }
  const auto x = static_cast<int>(at[0]), y = static_cast<int>(at[1]);
  const double right = at[0] - x, low = at[1] - y;
  const auto* top = image.row(y) + static_cast<std::size_t>(x) * channels;
  const auto* bottom = top + image.stride();
  for (std::size_t c = 0; c < channels; ++c)
    out[c] = static_cast<std::uint8_t>((top[c] * (1 - right) + top[c + channels] * right) * (1 - low) +
                                       (bottom[c] * (1 - right) + bottom[c + channels] * right) * low + 0.5);
}

// A square of the page with a margin, upright.
class Crop {
 public:
  Crop(const base::Image& page, const Homography& to_picture, const domain::Box& box, double per_mm)
      : to_picture_(to_picture), x_mm_(box.x_mm - kMargin_mm), y_mm_(box.y_mm - kMargin_mm), per_mm_(per_mm) {
    const int side = static_cast<int>((box.width_mm + 2 * kMargin_mm) * per_mm);
    image = {.width = side, .height = side, .channels = page.channels, .dpi = per_mm * 25.4};
    image.pixels.resize(image.stride() * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        const auto at = inPicture({x + 0.5, y + 0.5});
        sample(page, {at[0] - 0.5, at[1] - 0.5}, image.row(y) + x * page.channels);
      }
  }

  Point inPicture(const Point& p) const {
    return to_picture_({x_mm_ + p[0] / per_mm_, y_mm_ + p[1] / per_mm_});
  }

  base::Image image{};

 private:
  const Homography& to_picture_;
  double x_mm_, y_mm_, per_mm_;
};

// Whether about half is dark at the middle of the square's top, where every code stands, however small: the
// cascade need not look at white paper.
bool looksLikeCode(const base::Image& crop, double per_mm) {
  constexpr double kTop_mm = kMargin_mm + sheet::kDataQuiet + 0.5, kHeight_mm = 7.5, kHalfWidth_mm = 4;
  std::array<std::size_t, 256> count{};
  std::size_t all = 0;
  const int left = static_cast<int>(crop.width / 2.0 - kHalfWidth_mm * per_mm);
  for (int y = static_cast<int>(kTop_mm * per_mm); y < (kTop_mm + kHeight_mm) * per_mm; ++y)
    for (int x = left; x < crop.width - left; ++x, ++all) ++count[crop.row(y)[x * crop.channels]];
  std::size_t low = 0, high = 255;
  for (std::size_t seen = count[0]; seen < all / 50; seen += count[++low]) continue;
  for (std::size_t seen = count[255]; seen < all / 50; seen += count[--high]) continue;
  if (high < low + 40) return false;
  std::size_t dark = 0;
  for (std::size_t i = 0; i < (low + high) / 2; ++i) dark += count[i];
  const double ink = static_cast<double>(dark) / static_cast<double>(all);
  return ink > kLeastInk && ink < kMostInk;
}

bool isPicture(const base::Image& page) {
  return page.channels >= 1 && page.width >= 2 && page.height >= 2 &&
         page.pixels.size() == page.stride() * static_cast<std::size_t>(page.height);
}

std::optional<Homography> mapFrom(const std::optional<std::array<Point, 4>>& on_page,
                                  const qr::Symbol& symbol) {
  return on_page ? Homography::between(*on_page, symbol.corners) : std::nullopt;
}

}  // namespace

std::optional<domain::Box> sealBoxOnPage(const std::string& carrier) {
  const auto split = carrier.find('#') + 1;
  const auto modules = qr::encode({{qr::Segment::Mode::byte, carrier.substr(0, split)},
                                   {qr::Segment::Mode::alphanumeric, carrier.substr(split)}},
                                  qr::ErrorCorrection::medium);
  if (!modules) return std::nullopt;
  const double side = modules->size * sheet::kModule;
  return domain::Box{sheet::kSeal.x_mm + (sheet::kSeal.width_mm - side) / 2,
                     sheet::kSeal.y_mm + (sheet::kSeal.height_mm - side) / 2, side, side};
}

std::optional<seal::DataCodePart> readDataCode(const base::Image& page, const qr::Symbol& seal) {
  if (!isPicture(page)) return std::nullopt;
  const auto to_picture = mapFrom(sealOnPage(seal.text), seal);
  if (!to_picture) return std::nullopt;
  for (const auto& [per_mm, attempts] : kLooks) {
    const Crop crop(page, *to_picture, sheet::kData, per_mm);
    if (!looksLikeCode(crop.image, per_mm)) return std::nullopt;
    for (const auto& symbol : qr::read(crop.image, {kMostSymbols, attempts}))
      if (auto part = seal::readDataCodePart(base::viewOf(symbol.text))) return *part;
  }
  return std::nullopt;
}

std::optional<qr::Symbol> readSealBeside(const base::Image& page, const qr::Symbol& data_code) {
  if (!isPicture(page)) return std::nullopt;
  const auto to_picture = mapFrom(dataCodeOnPage(data_code.text), data_code);
  if (!to_picture) return std::nullopt;
  const Crop crop(page, *to_picture, sheet::kSeal, kLooks[0].per_mm);
  if (!looksLikeCode(crop.image, kLooks[0].per_mm)) return std::nullopt;
  for (auto& symbol : qr::read(crop.image)) {
    if (!seal::fromCarrier(symbol.text)) continue;
    for (auto& corner : symbol.corners) corner = crop.inPicture(corner);
    return symbol;
  }
  return std::nullopt;
}

std::optional<SealedPart> DataCodeReader::operator()(const base::Image& page, const qr::Symbol& seal,
                                                     std::span<const seal::DataCodePart> read) const {
  auto verified = verifier_.verifyCarrier(seal.text, now_);
  if (verified.outcome != seal::Outcome::genuine || !verified.claims) return std::nullopt;
  const auto own = std::find_if(read.begin(), read.end(), [&](const seal::DataCodePart& part) {
    return part.cti == verified.claims->cti;
  });
  auto part = own != read.end() ? std::optional(*own) : readDataCode(page, seal);
  if (!part) return std::nullopt;
  return SealedPart{std::move(*part), std::move(*verified.claims), verified.algorithm};
}

std::string_view nameOf(DataCodeState state) {
  switch (state) {
    case DataCodeState::absent:
      return "absent";
    case DataCodeState::incomplete:
      return "incomplete";
    case DataCodeState::bound:
      return "bound";
    case DataCodeState::not_bound:
      return "not_bound";
  }
  return "";
}

DataCodeAnswer judgeDataCode(std::span<const SealedPart> parts) {
  if (parts.empty()) return {};
  std::vector<seal::DataCodePart> pieces;
  for (const auto& one : parts) {
    if (one.part.cti != one.seal.cti) return {DataCodeState::not_bound, {}};
    pieces.push_back(one.part);
  }
  auto content = seal::openDataCode(pieces);
  if (!content && content.error().code == "data_code_incomplete") return {DataCodeState::incomplete, {}};
  const auto binds = [&](const SealedPart& one) { return seal::isBound(*content, one.seal, one.key); };
  if (!content || !std::all_of(parts.begin(), parts.end(), binds)) return {DataCodeState::not_bound, {}};
  return {DataCodeState::bound, std::move(*content)};
}

}  // namespace verifier
