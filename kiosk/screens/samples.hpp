// People, papers and printers for previews: invented, and as long and as awkward as real ones get.
#pragma once

#include "kiosk/screens/screens.hpp"

namespace kiosk::samples {

Model resting();                // in service, nobody here
Model signedIn(Screen screen);  // 张德华, with steps, documents and cases
Model crowded(Screen screen);   // as many and as long as a list gets
Model bare(Screen screen);      // signed in, nothing to do
Model inStep(Screen screen, std::vector<domain::KioskAction> done);
Model withPreview(Model model, int pages);  // drawn sheets, no real form
Model withJob(Model model, PrintPhase phase, int pages_done, int pages);
Signature signature();
std::vector<api::GuideEntry> guide();

}  // namespace kiosk::samples
