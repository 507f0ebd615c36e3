#include "camera.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace reading {
namespace {

constexpr int kStep = 8;  // the way back is worked out for every eighth pixel

// The sheet's cross-section: how far along the paper, how high and how steep, by how far along the table.
class Profile {
 public:
  explicit Profile(const Bend& bend) {
    walk(bend, 1);
    std::reverse(nodes_.begin(), nodes_.end());
    nodes_.pop_back();
    walk(bend, -1);
    std::reverse(nodes_.begin(), nodes_.end());
  }

  struct Node {
    double x = 0, height = 0, along = 0, slope = 0;
  };
  Node at(double x) const {
    const auto after = std::upper_bound(nodes_.begin(), nodes_.end(), x,
                                        [](double value, const Node& node) { return value < node.x; });
    if (after == nodes_.begin()) return beyond(nodes_.front(), x);
    if (after == nodes_.end()) return beyond(nodes_.back(), x);
    const auto &b = *after, &a = *(after - 1);
    const double t = (x - a.x) / (b.x - a.x);
    return {x, a.height + t * (b.height - a.height), a.along + t * (b.along - a.along),
            a.slope + t * (b.slope - a.slope)};
  }

 private:
  static Node beyond(const Node& end, double x) {
    return {x, end.height + (x - end.x) * std::tan(end.slope), end.along + (x - end.x) / std::cos(end.slope),
            end.slope};
  }

  static double slopeAt(const Bend& bend, double along) {
    double slope = bend.radius_mm > 0 ? (along - bend.middle_mm) / bend.radius_mm : 0;
    for (std::size_t i = 0; i < bend.folds.size(); ++i)
      if (along > bend.folds[i]) slope += bend.fold_turns[i];
    return std::clamp(slope, -bend.steepest, bend.steepest);
  }

  void walk(const Bend& bend, int direction) {
    constexpr double kStride = 0.5, kReach = 420;
    Node node{0, 0, 0, slopeAt(bend, 0)};
    nodes_.push_back(node);
    for (double done = 0; done < kReach; done += kStride) {
      const double slope = slopeAt(bend, node.along + direction * kStride / 2);
      node.x += direction * kStride * std::cos(slope);
      node.height += direction * kStride * std::sin(slope);
      node.along += direction * kStride;
      node.slope = slope;
      nodes_.push_back(node);
    }
  }

  std::vector<Node> nodes_{};
};

cv::Matx33d turned(int about, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return about == 0 ? cv::Matx33d(1, 0, 0, 0, c, -s, 0, s, c) : cv::Matx33d(c, -s, 0, s, c, 0, 0, 0, 1);
}

struct Seen {
  cv::Point2d mm{};  // the sheet's point
  double slope = 0;
};

class View {
 public:
  explicit View(const Shot& shot)
      : shot_(shot),
        profile_(shot.bend),
        // Sheet axes -> the bend's axes are turned by its axis; the camera's by turn and tilt.
        to_bend_(turned(2, -shot.bend.axis)),
        from_camera_(to_bend_ * turned(2, -shot.turn) * turned(2, shot.tilt_axis) * turned(0, shot.tilt) *
                     turned(2, -shot.tilt_axis)) {
    lens_ = from_camera_ * cv::Vec3d(0, 0, shot.distance_mm);
    half_diagonal_ = std::hypot(shot.size.width, shot.size.height) / 2;
  }

  Seen at(double x, double y) const {
    double dx = x - shot_.size.width / 2.0, dy = y - shot_.size.height / 2.0;
    const double r = std::hypot(dx, dy) / half_diagonal_, lens = 1 + shot_.barrel * r * r;
    const cv::Vec3d ray = from_camera_ * cv::Vec3d(dx * lens / shot_.px_per_mm, dy * lens / shot_.px_per_mm,
                                                   -shot_.distance_mm);
    double t = -lens_[2] / ray[2];
    for (int i = 0; i < 24; ++i) {
      const double height = profile_.at(lens_[0] + t * ray[0]).height;
      t += 0.7 * ((height - lens_[2]) / ray[2] - t);
    }
    const auto node = profile_.at(lens_[0] + t * ray[0]);
    const cv::Vec3d flat = to_bend_.t() * cv::Vec3d(node.along, lens_[1] + t * ray[1], 0);
    return {{shot_.aim_mm.x + flat[0], shot_.aim_mm.y + flat[1]}, node.slope};
  }

  // How bright paper of this slope is, against paper that lies flat.
  double lit(double slope) const {
    return std::clamp(1 - shot_.shading * std::sin(slope) * std::cos(shot_.lit_from - shot_.bend.axis) -
                          0.5 * shot_.shading * (1 - std::cos(slope)),
                      0.15, 1.25);
  }

 private:
  const Shot& shot_;
  Profile profile_;
  cv::Matx33d to_bend_, from_camera_;
  cv::Vec3d lens_{};
  double half_diagonal_ = 1;
};

struct WayBack {
  cv::Mat points{}, light{};  // for every pixel: where on the sheet (pixels), how bright
};

WayBack wayBack(const Shot& shot, double sheet_per_mm) {
  const View view(shot);
  const cv::Size cells(shot.size.width / kStep + 2, shot.size.height / kStep + 2);
  cv::Mat points(cells, CV_32FC2), light(cells, CV_32FC1);
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) {
      const auto seen = view.at((x + 0.5) * kStep - 0.5 - kStep / 2.0, (y + 0.5) * kStep - 0.5 - kStep / 2.0);
      points.at<cv::Vec2f>(y, x) = {static_cast<float>(seen.mm.x * sheet_per_mm - 0.5),
                                    static_cast<float>(seen.mm.y * sheet_per_mm - 0.5)};
      light.at<float>(y, x) = static_cast<float>(view.lit(seen.slope));
    }
  const cv::Size full = cells * kStep;
  const cv::Rect shown(kStep / 2, kStep / 2, shot.size.width, shot.size.height);
  WayBack out;
  cv::resize(points, out.points, full, 0, 0, cv::INTER_LINEAR);
  out.points = out.points(shown);
  if (shot.shading > 0) {
    cv::resize(light, out.light, full, 0, 0, cv::INTER_LINEAR);
    out.light = out.light(shown);
  }
  return out;
}

void blend(cv::Mat& picture, const cv::Mat& seen, const cv::Mat& there, const cv::Mat& light) {
  for (int y = 0; y < picture.rows; ++y) {
    auto* to = picture.ptr<cv::Vec3b>(y);
    const auto* from = seen.ptr<cv::Vec3b>(y);
    const auto* mask = there.ptr<std::uint8_t>(y);
    const auto* bright = light.empty() ? nullptr : light.ptr<float>(y);
    for (int x = 0; x < picture.cols; ++x) {
      if (mask[x] == 0) continue;
      const float factor = bright ? bright[x] : 1.f;
      for (int c = 0; c < 3; ++c) {
        const int value = std::min(255, static_cast<int>(static_cast<float>(from[x][c]) * factor));
        to[x][c] = static_cast<std::uint8_t>((value * mask[x] + to[x][c] * (255 - mask[x])) / 255);
      }
    }
  }
}

}  // namespace

void shoot(const Sheet& sheet, const Shot& shot, cv::Mat& picture) {
  // A pixel gathers the light of its whole area: the sheet is reduced to the picture's fineness first.
  const double scale = std::min(1.0, shot.px_per_mm * shot.sharpness / sheet.perMm());
  cv::Mat fine = sheet.rgb,
          there = sheet.there.empty() ? cv::Mat(sheet.rgb.size(), CV_8UC1, cv::Scalar(255)) : sheet.there;
  if (scale < 0.95) {
    cv::resize(fine, fine, {}, scale, scale, cv::INTER_AREA);
    cv::resize(there, there, fine.size(), 0, 0, cv::INTER_AREA);
  }
  const auto way = wayBack(shot, sheet.perMm() * fine.cols / sheet.rgb.cols);
  cv::Mat seen, mask;
  cv::remap(fine, seen, way.points, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::remap(there, mask, way.points, {}, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(0));
  blend(picture, seen, mask, way.light);
}

}  // namespace reading
