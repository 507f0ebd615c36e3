// A page of the house's own forms, as it was issued and as somebody altered it, for the desk's pictures.
#pragma once

#include <filesystem>

#include "verifier/desk/screens.hpp"

namespace golden {

// Empty when the forms or fonts can't be read: the pictures then show white paper, and differ.
verifier::desk::SamplePage samplePage(const std::filesystem::path& assets);

}  // namespace golden
