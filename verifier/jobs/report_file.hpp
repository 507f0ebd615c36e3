// A check as a PDF in the receiver's folder of reports. Internal to this room; one thread.
#pragma once

#include "verifier/jobs/sitting.hpp"

namespace verifier::desk {

// Where it was written: a file of its own, readable by the receiver alone. Codes: report_failed, those of
// base/file.hpp.
base::Result<std::string> writeReport(const WriteReport& report, const Sitting& sitting);

}  // namespace verifier::desk
