#include "verifier/cli/judge.hpp"

#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/cli/asked.hpp"
#include "verifier/facts/facts.hpp"

namespace verifier::cli {
namespace {

// One for all threads: it changes nothing.
MakeJudge resting(OfflineFacts facts) {
  const auto judge = std::make_shared<const Judge>(offlineJudge(std::move(facts)));
  return [judge] { return [judge](const std::string& carrier) { return (*judge)(carrier); }; };
}

MakeJudge asking(const api::HallAddress& address, const base::Clock& clock) {
  return [address, asked = std::make_shared<Asked>(clock)]() -> Judge {
    const std::shared_ptr<api::HallClient> hall = api::openHallClient(address);
    return [hall, asked, online = onlineJudge(*hall, "")](const std::string& carrier) {
      return asked->ask(carrier, online);
    };
  };
}

Judges withoutNetwork(OfflineFacts facts, const CheckOptions& options) {
  Judges out;
  if (options.data_codes) out.data_codes = std::make_shared<const DataCodeReader>(facts.keys, facts.now);
  out.make = resting(std::move(facts));
  return out;
}

// Asks the hall; while it can't be reached, what the device holds has to do.
MakeJudge withFallback(MakeJudge online, MakeJudge offline) {
  return [online = std::move(online), offline = std::move(offline)]() -> Judge {
    return [ask = online(), rest = offline()](const std::string& carrier) {
      auto answer = ask(carrier);
      return answer || answer.error().code != "hall_unreachable" ? answer : rest(carrier);
    };
  };
}

base::Result<Judges> fromDevice(const CheckOptions& options, const base::Texts& texts,
                                const base::Clock& clock) {
  toml_doc::Problems problems;
  const auto device = config::load(options.campus.empty() ? std::nullopt : std::optional(options.campus),
                                   options.config, problems);
  if (!problems.empty())
    return base::fail("config_wrong", options.config.string(), config::sentenceOf(problems, texts),
                      {config::sentenceOf(problems, texts)});
  if (options.offline) {
    auto facts = heldFacts(device, clock.now());
    if (!facts) return base::fail(facts.error());
    return withoutNetwork(std::move(*facts), options);
  }
  const api::HallAddress address{.url = device.hall.url,
                                 .ca_file = device.hall.ca_file,
                                 .certificate_file = device.hall.certificate_file,
                                 .key_file = device.hall.key_file};
  const auto fresh = refreshFacts(*api::openHallClient(address), device);
  auto facts = heldFacts(device, clock.now());
  if (!facts) return Judges{asking(address, clock)};
  // Found away just now, it isn't asked again in this run: what is held has to do.
  if (!fresh && fresh.error().code == "hall_unreachable") return Judges{resting(std::move(*facts))};
  return Judges{withFallback(asking(address, clock), resting(std::move(*facts)))};
}

}  // namespace

base::Result<Judges> openJudges(const CheckOptions& options, const base::Texts& texts,
                                const base::Clock& clock) {
  if (!options.config.empty()) return fromDevice(options, texts, clock);
  if (!options.offline)
    return Judges{asking({.url = options.hall,
                          .ca_file = options.ca,
                          .certificate_file = options.certificate,
                          .key_file = options.key},
                         clock)};
  auto facts = factsIn({options.keys, options.root, options.status, options.hall}, clock.now());
  if (!facts) return base::fail(facts.error());
  return withoutNetwork(std::move(*facts), options);
}

}  // namespace verifier::cli
