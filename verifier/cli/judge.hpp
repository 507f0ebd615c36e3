// Who judges: the hall over the network, or the keys and status lists on this machine.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/cli/options.hpp"

namespace verifier::cli {

// Keeps what a judge rests on alive.
struct OpenJudge {
  std::shared_ptr<api::HallClient> hall{};  // null when nothing goes over the network
  Judge judge{};
};

// Codes: those of verifier/facts, config_wrong (args: the sentences).
base::Result<OpenJudge> openJudge(const CheckOptions& options, const base::Texts& texts,
                                  const base::Clock& clock);

}  // namespace verifier::cli
