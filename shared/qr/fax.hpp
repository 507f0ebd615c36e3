// Faxes of standard resolution, 204 pixels across and 98 lines down an inch (ITU-T T.4): whatever is on them
// is half as high as it was. Only this room sees OpenCV.
#pragma once

#include <opencv2/core.hpp>

namespace qr {

// Black and white only, as faxes are, told by a sample of the rows.
bool mayBeFax(const cv::Mat& page);

// Each row twice as high, its black and white smoothed between: one channel, 8 bits.
cv::Mat withRowsDoubled(const cv::Mat& page);

}  // namespace qr
