// The one paper::Press of the hall, lent to one call at a time. Thread: any.
#pragma once

#include <mutex>

#include "paper/paper.hpp"

namespace hall {

class PressRoom {
 public:
  explicit PressRoom(paper::Press press) : press_(std::move(press)) {}

  base::Result<paper::Layout> layOut(const paper::Template& form, const paper::Content& content) {
    const std::lock_guard turn(busy_);
    return press_.layOut(form, content);
  }
  base::Result<base::Bytes> renderPdf(const paper::Layout& layout, const paper::Sealing* sealing,
                                      base::UnixSeconds created) {
    const std::lock_guard turn(busy_);
    return press_.renderPdf(layout, sealing, created);
  }

 private:
  std::mutex busy_;
  paper::Press press_;
};

}  // namespace hall
