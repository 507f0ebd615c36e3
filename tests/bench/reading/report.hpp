// What the trials say, as plain tables.
#pragma once

#include <string>
#include <vector>

#include "trial.hpp"

namespace reading {

std::string tableOf(const std::vector<Trial>& trials, bool programs);
std::string csvOf(const std::vector<Trial>& trials);

}  // namespace reading
