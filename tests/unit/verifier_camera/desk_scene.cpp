#include "desk_scene.hpp"

#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "../paper/forms.hpp"
#include "paper/raster/raster.hpp"

namespace desk_scene {
namespace {

constexpr double kPageDpi = 300;
constexpr double kPagePx = kPageDpi / 25.4;

// Millimetres on the desk -> pixels.
cv::Matx33d wayOf(const Scene& scene) {
  const cv::Matx33d seen(1, 0, 0, 0, 1, 0, 0, -scene.tilt, 1);
  const cv::Matx33d placed(scene.px_per_mm, 0, scene.size.width / 2.0, 0, scene.px_per_mm,
                           scene.size.height / 2.0, 0, 0, 1);
  return placed * seen;
}

// Millimetres on the page, from its top left -> on the desk.
cv::Matx33d layOf(const LaidPage& page) {
  const double c = std::cos(page.turn), s = std::sin(page.turn);
  return cv::Matx33d(c, -s, page.at.x, s, c, page.at.y, 0, 0, 1) *
         cv::Matx33d(1, 0, -105, 0, 1, -148.5, 0, 0, 1);
}

cv::Point2d through(const cv::Matx33d& way, double x, double y) {
  const auto p = way * cv::Vec3d(x, y, 1);
  return {p[0] / p[2], p[1] / p[2]};
}

// The same desk in every frame.
const cv::Mat& deskOf(const Scene& scene) {
  static std::map<std::array<int, 3>, cv::Mat> drawn;
  auto& out = drawn[{scene.size.width, scene.size.height, static_cast<int>(scene.desk)}];
  if (!out.empty()) return out;
  const cv::Scalar colour = scene.desk == Desk::wood   ? cv::Scalar(150, 112, 78)
                            : scene.desk == Desk::dark ? cv::Scalar(52, 54, 58)
                                                       : cv::Scalar(196, 192, 184);
  out = cv::Mat(scene.size, CV_8UC3, colour);
  if (scene.desk != Desk::wood) return out;
  cv::Mat grain(scene.size.height / 4, 12, CV_16SC1), wide;
  cv::RNG(77).fill(grain, cv::RNG::NORMAL, 0, 9);
  cv::resize(grain, wide, scene.size, 0, 0, cv::INTER_CUBIC);
  cv::merge(std::vector<cv::Mat>{wide, wide, wide}, wide);
  cv::add(out, wide, out, cv::noArray(), CV_8U);
  return out;
}

// A page as fine as the picture shows it.
const cv::Mat& sheetFor(int page, double px_per_mm) {
  static std::map<std::pair<int, int>, cv::Mat> drawn;
  const double scale = std::min(1.0, 1.15 * px_per_mm / kPagePx);
  auto& out = drawn[{page, static_cast<int>(scale * 1000)}];
  if (out.empty()) cv::resize(formPage(page), out, {}, scale, scale, cv::INTER_AREA);
  return out;
}

void lay(cv::Mat& picture, const Scene& scene, const LaidPage& page) {
  const cv::Mat& sheet = sheetFor(page.number, scene.px_per_mm);
  const double px = sheet.cols / 210.0;
  const cv::Matx33d way = wayOf(scene) * layOf(page) * cv::Matx33d(1 / px, 0, 0, 0, 1 / px, 0, 0, 0, 1);
  const cv::Matx33d centre(1, 0, 0.5, 0, 1, 0.5, 0, 0, 1), back(1, 0, -0.5, 0, 1, -0.5, 0, 0, 1);
  cv::Mat seen, there;
  cv::warpPerspective(sheet, seen, back * way * centre, picture.size(), cv::INTER_LINEAR);
  cv::warpPerspective(cv::Mat(sheet.size(), CV_8UC1, cv::Scalar(255)), there, back * way * centre,
                      picture.size());
  seen.copyTo(picture, there > 127);
}

void layHand(cv::Mat& picture, const Scene& scene, cv::Point2d tips) {
  const cv::Scalar skin(205, 150, 125), sleeve(45, 60, 95);
  const auto way = wayOf(scene);
  const auto line = [&](cv::Point2d from, cv::Point2d to, double width, const cv::Scalar& colour) {
    cv::line(picture, through(way, from.x, from.y), through(way, to.x, to.y), colour,
             std::max(1, cvRound(width * scene.px_per_mm)), cv::LINE_AA);
  };
  const cv::Point2d palm = tips + cv::Point2d(62, 48), arm = tips + cv::Point2d(420, 330);
  line(palm + cv::Point2d(60, 46), arm, 95, sleeve);
  line(palm, palm + cv::Point2d(50, 40), 78, skin);
  for (int finger = 0; finger < 4; ++finger) {
    const cv::Point2d aside(14.0 * finger - 21, 21 - 14.0 * finger);
    line(tips + aside, palm + aside, 17, skin);
  }
}

cv::Mat still(const Scene& scene) {
  cv::Mat out = deskOf(scene).clone();
  for (const auto& page : scene.pages) lay(out, scene, page);
  if (scene.hand) layHand(out, scene, *scene.hand);
  return out;
}

// The shutter is open for a while: what moves is seen in several places.
cv::Mat exposed(const Scene& scene) {
  const double way_px = std::max(cv::norm(scene.page_motion), cv::norm(scene.hand_motion)) * scene.px_per_mm;
  const int looks = way_px < 0.3 ? 1 : std::min(4, 2 + static_cast<int>(way_px / 4));
  cv::Mat sum(scene.size, CV_16UC3, cv::Scalar::all(0));
  for (int i = 0; i < looks; ++i) {
    Scene moved = scene;
    const double part = looks == 1 ? 0 : static_cast<double>(i) / (looks - 1) - 0.5;
    if (!moved.pages.empty()) moved.pages.back().at += scene.page_motion * part;
    if (moved.hand) *moved.hand += scene.hand_motion * part;
    cv::add(sum, still(moved), sum, cv::noArray(), CV_16U);
  }
  cv::Mat out;
  sum.convertTo(out, CV_8U, scene.light / looks);
  return out;
}

// One tile of grain, laid elsewhere in every frame.
void addNoise(cv::Mat& picture, double sigma, cv::RNG& dice) {
  constexpr int kTile = 509;
  static const cv::Mat tile = [] {
    cv::Mat grain(2 * kTile, 2 * kTile, CV_16SC3);
    cv::RNG(5).fill(grain, cv::RNG::NORMAL, 0, 64);
    return grain;
  }();
  const cv::Point shift(dice.uniform(0, kTile), dice.uniform(0, kTile));
  for (int y = 0; y < picture.rows; y += kTile)
    for (int x = 0; x < picture.cols; x += kTile) {
      const cv::Rect at = cv::Rect(x, y, kTile, kTile) & cv::Rect({}, picture.size());
      cv::Mat part = picture(at);
      cv::addWeighted(tile(cv::Rect(shift, at.size())), sigma / 64, part, 1, 0, part, CV_8U);
    }
}

void addGlare(cv::Mat& picture, const Scene& scene) {
  const auto at = through(wayOf(scene), scene.glare->x, scene.glare->y);
  cv::Mat lamp(scene.size, CV_8UC3, cv::Scalar::all(0));
  cv::circle(lamp, at, cvRound(22 * scene.px_per_mm), cv::Scalar::all(190), cv::FILLED);
  cv::blur(lamp, lamp, {41, 41});
  picture += lamp;
}

}  // namespace

std::string sealOf(int n) { return forms::carrierOf(n * 3 + 1); }

const cv::Mat& formPage(int n) {
  static std::map<int, cv::Mat> drawn;
  auto& page = drawn[n];
  if (!page.empty()) return page;
  auto content = forms::sample("student_leave");
  auto sealing = forms::sealing(1);
  sealing.pages[0] = {sealOf(n)};
  const auto layout = forms::press().layOut(forms::house("student_leave"), content).value();
  const auto pdf = forms::press().renderPdf(layout, &sealing, forms::kCreated).value();
  const auto image = paper::rasterisePage(pdf, 0, kPageDpi, 3, "form.pdf").value();
  return page = cv::Mat(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()))
                    .clone();
}

verifier::Corners cornersOf(const Scene& scene, const LaidPage& page) {
  const auto way = wayOf(scene) * layOf(page);
  const std::array<cv::Point2d, 4> at{
      {through(way, 0, 0), through(way, 210, 0), through(way, 210, 297), through(way, 0, 297)}};
  verifier::Corners out;
  for (std::size_t i = 0; i < 4; ++i) out[i] = {at[i].x - 0.5, at[i].y - 0.5};
  return out;
}

base::Image shot(const Scene& scene, std::uint64_t seed) {
  cv::RNG dice(seed * 2654435761U + 1);
  cv::Mat picture = exposed(scene);
  if (scene.glare) addGlare(picture, scene);
  if (scene.defocus_px > 0.3) cv::GaussianBlur(picture, picture, {}, scene.defocus_px / 2);
  addNoise(picture, scene.noise, dice);
  base::Image out{scene.size.width, scene.size.height, 3, 0, {}};
  out.pixels.assign(picture.datastart, picture.dataend);
  return out;
}

}  // namespace desk_scene
