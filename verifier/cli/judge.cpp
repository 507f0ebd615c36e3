#include "verifier/cli/judge.hpp"

#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/facts/facts.hpp"

namespace verifier::cli {
namespace {

base::Result<OpenJudge> resting(base::Result<OfflineFacts> facts) {
  if (!facts) return base::fail(facts.error());
  return OpenJudge{nullptr, offlineJudge(std::move(*facts))};
}

OpenJudge asking(const api::HallAddress& address) {
  OpenJudge out;
  out.hall = api::openHallClient(address);
  out.judge = onlineJudge(*out.hall, "");
  return out;
}

// Asks the hall; from the first time it can't be reached, what the device holds has to do: one time-out a run
// is enough.
Judge withFallback(Judge online, Judge offline, bool away) {
  return
      [online = std::move(online), offline = std::move(offline), away](const std::string& carrier) mutable {
        if (!away) {
          auto answer = online(carrier);
          if (answer || answer.error().code != "hall_unreachable") return answer;
          away = true;
        }
        return offline(carrier);
      };
}

base::Result<OpenJudge> fromDevice(const CheckOptions& options, const base::Texts& texts,
                                   const base::Clock& clock) {
  toml_doc::Problems problems;
  const auto device = config::load(options.campus.empty() ? std::nullopt : std::optional(options.campus),
                                   options.config, problems);
  if (!problems.empty())
    return base::fail("config_wrong", options.config.string(), config::sentenceOf(problems, texts),
                      {config::sentenceOf(problems, texts)});
  if (options.offline) return resting(heldFacts(device, clock.now()));
  auto opened = asking({.url = device.hall.url,
                        .ca_file = device.hall.ca_file,
                        .certificate_file = device.hall.certificate_file,
                        .key_file = device.hall.key_file});
  const auto fresh = refreshFacts(*opened.hall, device);
  const bool away = !fresh && fresh.error().code == "hall_unreachable";
  if (auto facts = heldFacts(device, clock.now()))
    opened.judge = withFallback(opened.judge, offlineJudge(std::move(*facts)), away);
  return opened;
}

}  // namespace

base::Result<OpenJudge> openJudge(const CheckOptions& options, const base::Texts& texts,
                                  const base::Clock& clock) {
  if (!options.config.empty()) return fromDevice(options, texts, clock);
  if (options.offline)
    return resting(factsIn({options.keys, options.root, options.status, options.hall}, clock.now()));
  return asking({.url = options.hall,
                 .ca_file = options.ca,
                 .certificate_file = options.certificate,
                 .key_file = options.key});
}

}  // namespace verifier::cli
