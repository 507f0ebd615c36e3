// What a report says of one page of the copy. Internal to this room; one thread.
#pragma once

#include "base/texts.hpp"
#include "verifier/report/sheet.hpp"
#include "verifier/report/writer.hpp"

namespace verifier::report {

// The scan beside the original, both outlined and numbered where they differ; then each place enlarged.
void writeSheet(Writer& writer, const ReportSheet& sheet, const base::Texts& texts);

std::string titleOf(const api::Verification& paper, const base::Texts& texts);

}  // namespace verifier::report
