#include "device-config/provision/provision.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/arguments.hpp"
#include "base/file.hpp"
#include "config/config.hpp"

namespace provision {
namespace {

using Json = nlohmann::ordered_json;

struct Loaded {
  config::Device device;
  toml_doc::Problems problems;
  std::vector<config::Setting> settings;
};

Loaded load(const base::Arguments& arguments) {
  Loaded out;
  std::optional<std::filesystem::path> campus;
  if (arguments.has("--campus")) campus = arguments.value("--campus");
  out.device = config::load(campus, arguments.operands[1], out.problems, &out.settings);
  return out;
}

// File names and values need not be UTF-8; what isn't becomes U+FFFD.
void write(const Json& line, std::ostream& out) {
  out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void tellProblems(const Loaded& loaded, bool json, const base::Texts& texts, std::ostream& out) {
  for (const auto& problem : loaded.problems) {
    const auto sentence = config::sentenceOf(problem, texts);
    if (json) {
      write({{"place", problem.place}, {"code", problem.code}, {"sentence", sentence}}, out);
    } else {
      out << sentence << '\n';
    }
  }
}

int check(const base::Arguments& arguments, const base::Texts& texts, Streams streams) {
  const auto loaded = load(arguments);
  const bool json = arguments.has("--json");
  tellProblems(loaded, json, texts, streams.out);
  if (!loaded.problems.empty()) return kMistakes;
  if (!json)
    streams.out << texts.get("provision.fine",
                             {arguments.operands[1], loaded.device.name, loaded.device.kind})
                << '\n';
  return kFine;
}

// name = value, with where it comes from beside it; as TOML, so that it can be pasted back.
void showLines(const std::vector<config::Setting>& settings, const base::Texts& texts, std::ostream& out) {
  std::size_t width = 0;
  for (const auto& setting : settings)
    width = std::max(width, setting.name.size() + setting.value.size() + 3);
  width = std::min<std::size_t>(width, 60);
  for (const auto& setting : settings) {
    const auto line = setting.name + " = " + setting.value;
    const auto from = !setting.origin.empty()    ? setting.origin
                      : setting.standard.empty() ? texts.get("provision.missing")
                                                 : texts.get("provision.default");
    out << line << std::string(line.size() < width ? width - line.size() : 0, ' ') << "  # " << from << '\n';
  }
}

int show(const base::Arguments& arguments, const base::Texts& texts, Streams streams) {
  const auto loaded = load(arguments);
  if (arguments.has("--json")) {
    for (const auto& setting : loaded.settings)
      write({{"name", setting.name},
             {"value", setting.value},
             {"default", setting.standard},
             {"origin", setting.origin}},
            streams.out);
  } else {
    showLines(loaded.settings, texts, streams.out);
  }
  tellProblems(loaded, false, texts, streams.err);
  return loaded.problems.empty() ? kFine : kMistakes;
}

int usage(const std::string& sentence, const base::Texts& texts, Streams streams) {
  streams.err << "hall-provision: " << sentence << '\n' << texts.get("provision.see_help") << '\n';
  return kUsage;
}

}  // namespace

int run(const std::vector<std::string>& words, const base::Texts& texts, Streams streams) {
  const auto arguments =
      base::parseArguments(words, {{"--campus", true}, {"--json"}, {"--help"}, {"-h"}, {"--version"}});
  if (!arguments) return usage(texts.sentence(arguments.error()), texts, streams);
  if (arguments->has("--help") || arguments->has("-h")) {
    const auto help = helpText(texts.language());
    streams.out << (help ? *help : help.error().describe() + "\n");
    return help ? kFine : kUsage;
  }
  const auto& operands = arguments->operands;
  if (operands.empty()) return usage(texts.get("provision.no_command"), texts, streams);
  if (operands[0] != "check" && operands[0] != "show")
    return usage(texts.get("provision.unknown_command", {operands[0]}), texts, streams);
  if (operands.size() != 2) return usage(texts.get("provision.one_file", {operands[0]}), texts, streams);
  return operands[0] == "check" ? check(*arguments, texts, streams) : show(*arguments, texts, streams);
}

base::Result<std::string> helpText(base::Language language) {
  return base::readTextFile(base::assetsFolder() / "lang" / base::nameOf(language) / "hall-provision.help",
                            64 * 1024);
}

}  // namespace provision
