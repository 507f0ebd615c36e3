// The last look before paper: every page of a sealed PDF is drawn and its code read back, as a receiver will
// do it. A page whose seal can't be read or says something else, or whose data code is another copy's, is
// never printed. The print worker's thread.
#pragma once

#include <filesystem>
#include <optional>

#include "base/clock.hpp"
#include "hall_api/client.hpp"
#include "seal/key_set.hpp"

namespace kiosk {

class PageCheck {
 public:
  // root_key: pinned by the device's configuration. cache: the hall's signed key set, kept for when the hall
  // is away.
  static base::Result<PageCheck> with(const std::string& root_key, std::filesystem::path cache,
                                      const base::Clock& clock);

  // Codes: "page_code_unreadable", "page_code_wrong" (both with the page in args), "page_count_wrong", and
  // those of key_set.hpp and raster.hpp.
  base::Status operator()(api::HallClient& hall, base::BytesView pdf, const api::Printout& printout);

 private:
  PageCheck(seal::RootKey root, std::filesystem::path cache, const base::Clock& clock)
      : root_(std::move(root)), cache_(std::move(cache)), clock_(&clock) {}
  base::Status load(api::HallClient& hall, bool fresh);
  base::Status page(api::HallClient& hall, base::BytesView pdf, int index, const api::Printout& printout);
  base::Status seal(const std::string& code, int index, const api::Printout& printout,
                    bool& unknown_key) const;
  base::Status dataCode(const std::string& symbol, int index, const api::Printout& printout) const;

  seal::RootKey root_;
  std::filesystem::path cache_;
  const base::Clock* clock_;
  std::optional<seal::KeySet> keys_;
};

}  // namespace kiosk
