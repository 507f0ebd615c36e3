#include "verifier/cli/options.hpp"

#include <algorithm>
#include <charconv>

#include "base/arguments.hpp"
#include "base/bytes.hpp"
#include "base/crypto.hpp"

namespace verifier::cli {
namespace {

const std::vector<base::Option> kOptions{{"--json"},
                                         {"--jsonl"},
                                         {"--csv"},
                                         {"--bom"},
                                         {"--output", true},
                                         {"--resume"},
                                         {"--jobs", true},
                                         {"--progress"},
                                         {"--no-progress"},
                                         {"--offline"},
                                         {"--data-codes"},
                                         {"--fields"},
                                         {"--content"},
                                         {"--report", true},
                                         {"--account", true},
                                         {"--password", true},
                                         {"--hall", true},
                                         {"--ca", true},
                                         {"--cert", true},
                                         {"--key", true},
                                         {"--keys", true},
                                         {"--root", true},
                                         {"--status", true, true},
                                         {"--config", true},
                                         {"--campus", true},
                                         {"--text", true, true}};
constexpr int kMostJobs = 256;

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

// Values out of data codes are kept by no journal; they go into JSON alone, and only when asked for.
base::Status checkDataCodes(const base::Arguments& arguments) {
  if (arguments.has("--data-codes") && !arguments.has("--offline") && !arguments.has("--keys"))
    return base::fail("usage_needs_other", "--data-codes", "the hall's keys are needed here", {"--offline"});
  if (auto fine = together(arguments, "--fields", "--data-codes"); !fine) return fine;
  if (arguments.has("--fields") && !arguments.has("--json") && !arguments.has("--jsonl"))
    return base::fail("usage_needs_other", "--fields", "values are told in JSON alone", {"--json"});
  return apart(arguments, "--data-codes", "--resume");
}

// Originals come from the hall, which shows them to receivers, or out of data codes, which only the hall's
// keys can prove.
base::Status checkContent(const base::Arguments& arguments) {
  for (const auto& [one, other] :
       {std::pair{"--report", "--content"}, std::pair{"--account", "--content"},
        std::pair{"--account", "--password"}, std::pair{"--password", "--account"}})
    if (auto fine = together(arguments, one, other); !fine) return fine;
  for (const char* other : {"--offline", "--keys"})
    if (auto fine = apart(arguments, "--account", other); !fine) return fine;
  if (arguments.has("--content") && arguments.has("--hall") && !arguments.has("--offline"))
    if (auto fine = together(arguments, "--content", "--account"); !fine) return fine;
  return apart(arguments, "--content", "--resume");
}

base::Status checkOutput(const base::Arguments& arguments) {
  for (const auto& [one, other] : {std::pair{"--json", "--jsonl"}, std::pair{"--json", "--csv"},
                                   std::pair{"--jsonl", "--csv"}, std::pair{"--progress", "--no-progress"}})
    if (auto fine = apart(arguments, one, other); !fine) return fine;
  for (const auto& [one, other] : {std::pair{"--bom", "--csv"}, std::pair{"--resume", "--output"}})
    if (auto fine = together(arguments, one, other); !fine) return fine;
  return {};
}

base::Status checkTogether(const base::Arguments& arguments) {
  for (const auto check : {checkSource, checkOutput, checkDataCodes, checkContent})
    if (auto fine = check(arguments); !fine) return fine;
  return {};
}

base::Result<int> jobsIn(const base::Arguments& arguments) {
  if (!arguments.has("--jobs")) return 0;
  const auto word = arguments.value("--jobs");
  int jobs = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), jobs);
  if (problem != std::errc() || end != word.data() + word.size() || jobs < 1 || jobs > kMostJobs)
    return base::fail("usage_bad_number", "--jobs", "a number from 1 to " + std::to_string(kMostJobs),
                      {"1", std::to_string(kMostJobs)});
  return jobs;
}

Format formatIn(const base::Arguments& arguments) {
  return arguments.has("--json")    ? Format::json
         : arguments.has("--jsonl") ? Format::jsonl
         : arguments.has("--csv")   ? Format::csv
                                    : Format::table;
}

void takeOutput(const base::Arguments& arguments, CheckOptions& out) {
  out.format = formatIn(arguments);
  out.bom = arguments.has("--bom");
  out.output = arguments.value("--output");
  out.resume = arguments.has("--resume");
  if (arguments.has("--progress") || arguments.has("--no-progress"))
    out.progress = arguments.has("--progress");
}

void takeContent(const base::Arguments& arguments, CheckOptions& out) {
  out.data_codes = arguments.has("--data-codes");
  out.fields = arguments.has("--fields");
  out.content = arguments.has("--content");
  out.reports = arguments.value("--report");
  out.account = arguments.value("--account");
  out.password = arguments.value("--password");
}

}  // namespace

base::Result<CheckOptions> checkOptions(const std::vector<std::string>& words) {
  const auto arguments = base::parseArguments(words, kOptions);
  if (!arguments) return base::fail(arguments.error());
  if (auto fine = checkTogether(*arguments); !fine) return base::fail(fine.error());
  const auto jobs = jobsIn(*arguments);
  if (!jobs) return base::fail(jobs.error());
  CheckOptions out;
  takeOutput(*arguments, out);
  out.jobs = *jobs;
  out.offline = arguments->has("--offline") || arguments->has("--keys");
  takeContent(*arguments, out);
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

bool canResume(const CheckOptions& options) { return !options.data_codes && !options.content; }

std::string fingerprintOf(const CheckOptions& options) {
  std::string all = options.offline ? "offline" : "asking";
  const auto add = [&all](const std::string& word) { all += '\0' + word; };
  add(options.hall);
  for (const auto* path : {&options.ca, &options.certificate, &options.key, &options.keys, &options.root,
                           &options.config, &options.campus})
    add(path->string());
  for (const auto* list : {&options.texts, &options.files}) {
    add(std::to_string(list->size()));
    for (const auto& word : *list) add(word);
  }
  for (const auto& path : options.status) add(path.string());
  return base::toHex(base::sha256(base::viewOf(all)));
}

}  // namespace verifier::cli
