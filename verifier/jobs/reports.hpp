// A check as a PDF in the receiver's folder of reports. One thread. Internal to this room.
#pragma once

#include <optional>

#include "verifier/jobs/sitting.hpp"
#include "verifier/report/report.hpp"

namespace verifier::desk {

class Reports {
 public:
  // Where it was written: $HOME/hall-reports. Codes: fonts_*, pdf_failed, report_folder_unusable,
  // file_unwritable.
  base::Result<std::string> write(const WriteReport& asked, base::UnixSeconds now);

 private:
  std::optional<Reporter> reporter_;  // opened when first needed
};

}  // namespace verifier::desk
