// PDF files; apart from the other pictures because Poppler is a hundred times slower.
#include "pages.hpp"

FUZZ_TARGET(pdf) { fuzz::readEveryPage(input, 20); }
