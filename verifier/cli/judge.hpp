// Who judges: the hall over the network, or the keys and status lists on this machine.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/cli/options.hpp"

namespace verifier::cli {

// Makes a judge for the thread that calls it. Any thread; the judges share what they can: keys made ready,
// and what the hall has said of a code before.
using MakeJudge = std::function<Judge()>;

struct Judges {
  MakeJudge make{};
  std::shared_ptr<const DataCodeReader> data_codes{};  // where asked for
};

// Codes: those of verifier/facts, config_wrong (args: the sentences).
base::Result<Judges> openJudges(const CheckOptions& options, const base::Texts& texts,
                                const base::Clock& clock);

}  // namespace verifier::cli
