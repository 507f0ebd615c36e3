#include "light.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace reading {
namespace {

constexpr int kCell = 8;  // light changes slowly: one value for so many pixels, then interpolated

double smooth(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

struct Maps {
  cv::Mat factor{}, added{};  // cells
};

// Where the lamps, the shadow's edge and the mirrored lamp stand.
struct Scene {
  cv::Point2d dark_way{}, shadow_way{}, shadow_at{}, glare_at{};
  double glare_turn = 0, glare_long = 1;
};

Scene sceneOf(const Light& how, Dice& dice) {
  const double away = dice.angle(), edge = dice.angle();
  const auto middle = (how.over.tl() + how.over.br()) / 2;
  const double width = how.over.width;
  Scene out;
  out.dark_way = {std::cos(away), std::sin(away)};
  out.shadow_way = {std::cos(edge), std::sin(edge)};
  out.shadow_at = middle + cv::Point2d(dice.in(-0.3, 0.3), dice.in(-0.3, 0.3)) * width;
  out.glare_at = middle + cv::Point2d(dice.in(-0.35, 0.35), dice.in(-0.35, 0.35)) * width;
  out.glare_turn = dice.angle();
  out.glare_long = dice.in(1, 2.2);
  return out;
}

Maps mapsOf(cv::Size size, const Light& how, Dice& dice) {
  const auto scene = sceneOf(how, dice);
  const cv::Size cells(size.width / kCell + 2, size.height / kCell + 2);
  const double diagonal = std::hypot(size.width, size.height), width = std::max(1.0, how.over.width);
  Maps out{cv::Mat(cells, CV_32FC1), cv::Mat(cells, CV_32FC1)};
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) {
      const cv::Point2d at(x * kCell, y * kCell);
      const auto off = at - cv::Point2d(size.width / 2.0, size.height / 2.0);
      double factor = how.exposure;
      factor *= 1 - how.falloff * (0.5 + off.dot(scene.dark_way) / diagonal);
      factor *= 1 - 0.5 * how.falloff * std::pow(cv::norm(off) / (diagonal / 2), 2);
      factor *= 1 - how.shadow *
                        smooth((at - scene.shadow_at).dot(scene.shadow_way) / width / how.shadow_soft + 0.5);
      const auto mirrored = at - scene.glare_at;
      const double c = std::cos(scene.glare_turn), s = std::sin(scene.glare_turn);
      const double u = (mirrored.x * c + mirrored.y * s) / scene.glare_long,
                   v = mirrored.y * c - mirrored.x * s;
      const double r = std::hypot(u, v) / (width * how.glare_size);
      out.factor.at<float>(y, x) = static_cast<float>(factor);
      // A bright core that goes over into a veil.
      out.added.at<float>(y, x) =
          static_cast<float>(255 * how.glare * (0.85 * std::exp(-r * r * r * r) + 0.3 * std::exp(-r)));
    }
  return out;
}

}  // namespace

void light(cv::Mat& picture, const Light& how, Dice& dice) {
  const auto maps = mapsOf(picture.size(), how, dice);
  const cv::Vec3f lamp(static_cast<float>(1 + 0.06 * how.warmth), 1.f,
                       static_cast<float>(1 - 0.14 * how.warmth));
  cv::Mat factor, added;
  const cv::Size full = maps.factor.size() * kCell;
  cv::resize(maps.factor, factor, full, 0, 0, cv::INTER_LINEAR);
  cv::resize(maps.added, added, full, 0, 0, cv::INTER_LINEAR);
  for (int y = 0; y < picture.rows; ++y) {
    auto* row = picture.ptr<cv::Vec3b>(y);
    const auto *times = factor.ptr<float>(y), *plus = added.ptr<float>(y);
    for (int x = 0; x < picture.cols; ++x)
      for (int c = 0; c < 3; ++c)
        row[x][c] =
            cv::saturate_cast<std::uint8_t>(static_cast<float>(row[x][c]) * times[x] * lamp[c] + plus[x]);
  }
}

}  // namespace reading
