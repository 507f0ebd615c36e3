#include "verifier/cli/options.hpp"

#include <algorithm>

#include "base/arguments.hpp"

namespace verifier::cli {
namespace {

const std::vector<base::Option> kOptions{{"--json"},         {"--offline"},      {"--hall", true},
                                         {"--ca", true},     {"--cert", true},   {"--key", true},
                                         {"--keys", true},   {"--root", true},   {"--status", true, true},
                                         {"--config", true}, {"--campus", true}, {"--text", true, true}};

base::Status together(const base::Arguments& arguments, const char* one, const char* other) {
  if (!arguments.has(one) || arguments.has(other)) return {};
  return base::fail("usage_needs_other", one, std::string(one) + " needs " + other, {other});
}

base::Status apart(const base::Arguments& arguments, const char* one, const char* other) {
  if (!arguments.has(one) || !arguments.has(other)) return {};
  return base::fail("usage_either", one, std::string(one) + " and " + other + " exclude each other", {other});
}

// Where the knowledge comes from: a hall, files, or a device's configuration; exactly one of them.
base::Status checkSource(const base::Arguments& arguments) {
  const bool hall = arguments.has("--hall"), keys = arguments.has("--keys"),
             config = arguments.has("--config");
  for (const char* other : {"--hall", "--keys", "--root", "--status", "--ca", "--cert", "--key"})
    if (auto fine = apart(arguments, "--config", other); !fine) return fine;
  for (const auto& [one, other] :
       {std::pair{"--keys", "--root"}, std::pair{"--root", "--keys"}, std::pair{"--status", "--keys"},
        std::pair{"--cert", "--key"}, std::pair{"--key", "--cert"}, std::pair{"--ca", "--hall"},
        std::pair{"--cert", "--hall"}, std::pair{"--campus", "--config"}})
    if (auto fine = together(arguments, one, other); !fine) return fine;
  if (!hall && !keys && !config)
    return base::fail("usage_no_source", "", "neither --hall nor --keys nor --config");
  if (arguments.has("--offline") && hall && !keys)
    return base::fail("usage_needs_other", "--offline", "nothing is known without --keys", {"--keys"});
  if (hall && keys && !arguments.has("--offline"))
    return base::fail("usage_either", "--hall", "--hall asks the hall, --keys doesn't; add --offline",
                      {"--keys"});
  return {};
}

}  // namespace

base::Result<CheckOptions> checkOptions(const std::vector<std::string>& words) {
  const auto arguments = base::parseArguments(words, kOptions);
  if (!arguments) return base::fail(arguments.error());
  if (auto fine = checkSource(*arguments); !fine) return base::fail(fine.error());
  CheckOptions out;
  out.json = arguments->has("--json");
  out.offline = arguments->has("--offline") || arguments->has("--keys");
  out.hall = arguments->value("--hall");
  out.ca = arguments->value("--ca");
  out.certificate = arguments->value("--cert");
  out.key = arguments->value("--key");
  out.keys = arguments->value("--keys");
  out.root = arguments->value("--root");
  for (auto& file : arguments->values("--status")) out.status.emplace_back(file);
  out.config = arguments->value("--config");
  out.campus = arguments->value("--campus");
  out.texts = arguments->values("--text");
  out.files = arguments->operands;
  if (out.files.empty() && out.texts.empty())
    return base::fail("usage_no_files", "", "no FILE and no --text");
  if (std::count(out.files.begin(), out.files.end(), "-") > 1)
    return base::fail("usage_twice", "-", "standard input can be read once");
  return out;
}

}  // namespace verifier::cli
