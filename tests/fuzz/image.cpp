// PNG, JPEG and TIFF files, down to the codes on their pages.
#include "pages.hpp"

FUZZ_TARGET(image) {
  if (base::textOf(input.first(std::min<std::size_t>(input.size(), 1024))).find("%PDF-") ==
      std::string_view::npos)
    fuzz::readEveryPage(input, 36);
}
