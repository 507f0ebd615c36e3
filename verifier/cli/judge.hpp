// Who judges: the hall over the network, or the keys and status lists on this machine.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/cli/options.hpp"
#include "verifier/issued/content_check.hpp"

namespace verifier::cli {

// What one thread works with: its own.
struct Bench {
  Judge judge{};
  std::optional<ContentCheck> content{};  // where asked for
  bool sheets = false;                    // for reports
};

struct Judges {
  // Any thread, for itself. The benches share what they can: keys made ready, what the hall has said of a
  // code before, and originals.
  std::function<Bench()> make{};
  std::shared_ptr<const DataCodeReader> data_codes{};  // where needed
  std::string desk{};                                  // this device's name, where its configuration says
};

// Codes: those of verifier/facts, config_wrong (args: the sentences), of files and of signing in.
base::Result<Judges> openJudges(const CheckOptions& options, const base::Texts& texts,
                                const base::Clock& clock);

}  // namespace verifier::cli
