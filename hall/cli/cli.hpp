// The command line of `hall`: what the data folder's owner does to the hall, and the hall itself.
#pragma once

#include <string>
#include <vector>

namespace hall::cli {

// arguments without the program's name. The exit status: 0 done, 1 not done, 64 usage (sysexits.h).
int run(const std::vector<std::string>& arguments, const std::string& version);

}  // namespace hall::cli
