#include "verifier/camera/page_watch.hpp"

#include <algorithm>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include "verifier/camera/known_page.hpp"
#include "verifier/camera/page_finder.hpp"
#include "verifier/camera/reduced_frame.hpp"
#include "verifier/camera/sharpness.hpp"

namespace verifier {
namespace {

constexpr int kWholeFrameDark = 45;  // brightest paper-like level of a frame in which nothing can be told

Corners inFrame(Corners corners, int factor) {
  for (auto& corner : corners)
    for (auto& value : corner) value = (value + 0.5) * factor - 0.5;
  return corners;
}

// Mean difference where the page lies, the light's own change left out.
double differenceOf(const cv::Mat& a, const cv::Mat& b, const Corners& corners) {
  std::vector<cv::Point2f> points;
  for (const auto& corner : corners)
    points.emplace_back(static_cast<float>(corner[0]), static_cast<float>(corner[1]));
  const cv::Rect box = cv::boundingRect(points) & cv::Rect({}, a.size());
  if (box.empty()) return 255;
  cv::Mat difference;
  cv::subtract(a(box), b(box), difference, cv::noArray(), CV_16S);
  const cv::Scalar shift = cv::mean(difference);
  return cv::norm(difference, cv::Mat(difference.size(), CV_16SC1, shift), cv::NORM_L1) /
         static_cast<double>(difference.total());
}

bool isDark(const cv::Mat& grey) {
  double brightest = 0;
  cv::minMaxLoc(grey, nullptr, &brightest);
  return brightest < kWholeFrameDark;
}

}  // namespace

std::string_view nameOf(Hindrance hindrance) {
  switch (hindrance) {
    case Hindrance::none:
      return "none";
    case Hindrance::no_page:
      return "no_page";
    case Hindrance::page_cut_off:
      return "page_cut_off";
    case Hindrance::too_far:
      return "too_far";
    case Hindrance::too_dark:
      return "too_dark";
    case Hindrance::covered:
      return "covered";
    case Hindrance::moving:
      return "moving";
    case Hindrance::blurred:
      return "blurred";
    case Hindrance::glare:
      return "glare";
  }
  return "none";
}

struct PageWatch::Body {
  WatchLimits limits;
  cv::Mat before{};  // the reduced frame before this one, smoothed; empty: nothing to compare with

  struct Run {  // of good frames, one after the other
    int frames = 0;
    base::SteadyTime since{};
    Corners start{};      // reduced pixels
    double sharpest = 0;  // edge width of the frame kept, mm
  } run{};

  cv::Mat taken{};                         // the page captured last, while it may still lie there
  bool disturbed = false;                  // since then: it may be another by now
  std::optional<base::SteadyTime> lost{};  // when it was last seen to be away

  Hindrance hindranceOf(const PageSight& page, const ReducedFrame& reduced, const cv::Mat& smooth) const {
    if (page.sight == Sight::none) return isDark(smooth) ? Hindrance::too_dark : Hindrance::no_page;
    if (page.sight == Sight::cut_off) return Hindrance::page_cut_off;
    if (page.px_per_mm * reduced.factor < limits.px_per_mm) return Hindrance::too_far;
    if (page.paper_level < limits.dark) return Hindrance::too_dark;
    if (before.size() != smooth.size() || differenceOf(smooth, before, page.corners) > limits.moving_level)
      return Hindrance::moving;
    if (run.frames > 0 && farthest(run.start, page.corners) > limits.moved_px) return Hindrance::moving;
    if (page.glare > limits.glare_share) return Hindrance::glare;
    return page.covered_edge > limits.covered_edge ? Hindrance::covered : Hindrance::none;
  }

  // A page held flat by a hand is waited for a little longer.
  bool mayTake(Hindrance hindrance, const PageSight& page) const {
    return hindrance == Hindrance::none ||
           (hindrance == Hindrance::covered && page.uncovered > limits.least_uncovered);
  }

  // A page that left is forgotten; one that was touched may be another.
  void followTaken(Hindrance hindrance, base::SteadyTime at) {
    if (taken.empty()) return;
    if (hindrance == Hindrance::no_page) {
      if (!lost) lost = at;
      if (at - *lost >= limits.gone) taken.release();
    } else {
      lost.reset();
    }
    disturbed = disturbed || hindrance != Hindrance::none;
  }

  void good(const base::Image& frame, base::SteadyTime at, const Corners& corners, double edge_mm,
            Watched& out) {
    const auto rest = out.hindrance == Hindrance::none ? limits.rest : limits.held_rest;
    if (!taken.empty() && !disturbed) return;
    if (run.frames++ == 0) run = {1, at, corners, edge_mm + 1};
    if (edge_mm < run.sharpest) {
      run.sharpest = edge_mm;
      out.keep = true;
    }
    if (run.frames < limits.good_frames || at - run.since < rest) return;
    auto page = printOf(frame, *out.outline);
    out.capture = taken.empty() || !isSamePage(taken, page);
    if (out.capture) taken = std::move(page);
    disturbed = false;
    lost.reset();
    run = {};
  }
};

PageWatch::PageWatch(const WatchLimits& limits) : body_(new Body{limits}) {
  cv::setNumThreads(1);  // OpenCV's own threads cost more than they bring on pictures this small
}
PageWatch::~PageWatch() = default;
PageWatch::PageWatch(PageWatch&&) noexcept = default;
PageWatch& PageWatch::operator=(PageWatch&&) noexcept = default;

Watched PageWatch::look(const base::Image& frame, base::SteadyTime at) {
  Watched out;
  if (!isSound(frame)) return out;
  auto& body = *body_;
  const auto reduced = reducedFrame(frame);
  cv::Mat smooth;
  cv::GaussianBlur(reduced.grey, smooth, {3, 3}, 0);
  const auto page = findPage(reduced.paper);
  out.hindrance = body.hindranceOf(page, reduced, smooth);
  double edge_mm = 0;
  if (page.sight == Sight::whole) out.outline = inFrame(page.corners, reduced.factor);
  if (body.mayTake(out.hindrance, page)) {
    edge_mm = edgeWidthMm(frame, *out.outline);
    if (edge_mm > body.limits.edge_mm) out.hindrance = Hindrance::blurred;
  }
  body.before = smooth;
  body.followTaken(out.hindrance, at);
  if (body.mayTake(out.hindrance, page))
    body.good(frame, at, page.corners, edge_mm, out);
  else
    body.run = {};
  out.taken = !body.taken.empty() && (!body.disturbed || out.capture);
  return out;
}

}  // namespace verifier
