#include "sensor.hpp"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "base/unique_handle.hpp"

namespace reading {
namespace {

using Compressor = base::Handle<void, tjDestroy>;

// A line as wide as a pixel, drawn finer and reduced, so that lengths below a pixel count.
cv::Mat kernelOf(int side, const std::vector<cv::Point2d>& points, double radius) {
  constexpr int kFine = 8;
  cv::Mat fine(side * kFine, side * kFine, CV_8UC1, cv::Scalar(0));
  for (const auto& point : points)
    cv::circle(fine, cv::Point((point + cv::Point2d(side / 2.0, side / 2.0)) * kFine),
               cvRound(radius * kFine), cv::Scalar(255), cv::FILLED);
  cv::Mat out;
  cv::resize(fine, out, {side, side}, 0, 0, cv::INTER_AREA);
  out.convertTo(out, CV_32F);
  return out / cv::sum(out)[0];
}

}  // namespace

void defocus(cv::Mat& picture, double across_px) {
  if (across_px < 0.5) return;
  const int side = 2 * cvCeil(across_px / 2) + 1;
  cv::filter2D(picture, picture, -1, kernelOf(side, {{0, 0}}, across_px / 2), {-1, -1}, 0,
               cv::BORDER_REPLICATE);
}

void shake(cv::Mat& picture, double length_px, double angle, Dice& dice) {
  if (length_px < 0.5) return;
  const double bow = dice.in(-0.15, 0.15) * length_px;
  std::vector<cv::Point2d> way;
  for (int i = 0; i <= 64; ++i) {
    const double t = i / 64.0 - 0.5, aside = bow * (0.25 - t * t) * 4;
    way.emplace_back(t * length_px * std::cos(angle) - aside * std::sin(angle),
                     t * length_px * std::sin(angle) + aside * std::cos(angle));
  }
  const int side = 2 * cvCeil(length_px / 2 + std::abs(bow)) + 3;
  cv::filter2D(picture, picture, -1, kernelOf(side, way, 0.4), {-1, -1}, 0, cv::BORDER_REPLICATE);
}

void noise(cv::Mat& picture, double sigma, double grain_px, Dice& dice) {
  if (sigma <= 0) return;
  constexpr int kTile = 509;  // prime, so that the tile's return is not the picture's rhythm
  cv::Mat tile(kTile, kTile, CV_32FC3);
  dice.fillBell(tile, 0, 1);
  if (grain_px > 1) cv::GaussianBlur(tile, tile, {}, grain_px / 2);
  cv::Mat mean, deviation;
  cv::meanStdDev(tile, mean, deviation);
  tile *= sigma / deviation.at<double>(0);
  for (int y = 0; y < picture.rows; ++y) {
    const int shift = (y / kTile) * 131;
    auto* row = picture.ptr<cv::Vec3b>(y);
    const auto* grains = tile.ptr<cv::Vec3f>(y % kTile);
    for (int x = 0; x < picture.cols; ++x) {
      const auto& grain = grains[(x + shift) % kTile];
      for (int c = 0; c < 3; ++c)  // shot noise: darker places have a little less of it
        row[x][c] = cv::saturate_cast<std::uint8_t>(
            static_cast<float>(row[x][c]) + grain[c] * (0.75f + static_cast<float>(row[x][c]) / 1020.f));
    }
  }
}

void sharpen(cv::Mat& picture, double strength) {
  if (strength <= 0) return;
  cv::Mat soft;
  cv::GaussianBlur(picture, soft, {}, 1.2);
  cv::addWeighted(picture, 1 + strength, soft, -strength, 0, picture);
}

void bilevel(cv::Mat& picture, double level, bool dithered) {
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  if (!dithered) {
    cv::threshold(grey, picture, 255 * level, 255, cv::THRESH_BINARY);
    return;
  }
  static constexpr int kOrder[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
  picture.create(grey.size(), CV_8UC1);
  for (int y = 0; y < grey.rows; ++y)
    for (int x = 0; x < grey.cols; ++x)
      picture.at<std::uint8_t>(y, x) =
          grey.at<std::uint8_t>(y, x) > 255 * level + (kOrder[y % 4][x % 4] - 7.5) * 8 ? 255 : 0;
}

Encoded asJpeg(const cv::Mat& rgb, int quality) {
  const Compressor jpeg(tjInitCompress());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const int sampling = quality >= 90 ? TJSAMP_444 : TJSAMP_420;
  if (tjCompress2(jpeg.get(), rgb.data, rgb.cols, static_cast<int>(rgb.step), rgb.rows, TJPF_RGB, &bytes,
                  &size, sampling, quality, TJFLAG_ACCURATEDCT) != 0)
    throw std::runtime_error(tjGetErrorStr2(jpeg.get()));
  Encoded out{base::Bytes(bytes, bytes + size), "jpg"};
  tjFree(bytes);
  return out;
}

Encoded asPng(const cv::Mat& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.cols);
  image.height = static_cast<png_uint_32>(picture.rows);
  image.format = picture.channels() == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  Encoded out{base::Bytes(size), "png"};
  if (!png_image_write_to_memory(&image, out.file.data(), &size, 0, whole.data, 0, nullptr))
    throw std::runtime_error(image.message);
  out.file.resize(size);
  return out;
}

cv::Mat again(const cv::Mat& rgb, int quality) {
  const auto file = asJpeg(rgb, quality).file;
  const Compressor jpeg(tjInitDecompress());
  cv::Mat out(rgb.size(), CV_8UC3);
  if (tjDecompress2(jpeg.get(), file.data(), file.size(), out.data, out.cols, static_cast<int>(out.step),
                    out.rows, TJPF_RGB, TJFLAG_ACCURATEDCT) != 0)
    throw std::runtime_error(tjGetErrorStr2(jpeg.get()));
  return out;
}

}  // namespace reading
