// Papers and people for previews: invented, and as long and as awkward as real ones get. Internal to this
// room.
#pragma once

#include "verifier/desk/screens.hpp"

namespace verifier::desk::samples {

constexpr base::UnixSeconds kNow = 1'795'420'800;
constexpr const char* kSerial = "5f3a91c2d47be608";

Model desk();  // nothing laid on it; reader and watched folder work
api::Session receiver();
CheckedPage goodPage(int number = 1, int pages = 1);
Model with(std::vector<CheckedPage> pages, const std::string& name = "离校手续单-张德华.pdf");
Model compared(const SamplePage& page);  // with the page compared, two fields altered
domain::Acceptance acceptedBy(const char* office, const char* name);
api::Receipt receipt(api::ReceiptDecision decision, int minutes_ago, const char* holder, const char* title);
std::shared_ptr<const base::Image> cameraPicture(const SamplePage& page, const Corners& outline);
SamplePage whitePage();

using Previews = std::vector<ScreenPreview>;
void addVerdicts(Previews& previews, const SamplePage& page);
void addInbox(Previews& previews, const SamplePage& page);
void addComparisons(Previews& previews, const SamplePage& page);
void addDecisions(Previews& previews);
void addLists(Previews& previews);
void addDialogs(Previews& previews);

}  // namespace verifier::desk::samples
