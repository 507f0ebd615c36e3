#include "verifier/cli/judge.hpp"

#include "base/file.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"
#include "verifier/cli/asked.hpp"
#include "verifier/cli/session.hpp"
#include "verifier/facts/facts.hpp"

namespace verifier::cli {
namespace {

using MakeJudge = std::function<Judge()>;

// A few copies: in a batch a copy's pages follow each other, and it seldom comes twice.
constexpr std::size_t kShelf = 32u << 20;

// What every thread's content check shares.
struct Originals {
  std::shared_ptr<const KnownForms> forms{};
  std::shared_ptr<CopyShelf> shelf = std::make_shared<CopyShelf>(kShelf);
};

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

// Asks the hall; while it can't be reached, what the device holds has to do.
MakeJudge withFallback(MakeJudge online, MakeJudge offline) {
  return [online = std::move(online), offline = std::move(offline)]() -> Judge {
    return [ask = online(), rest = offline()](const std::string& carrier) {
      auto answer = ask(carrier);
      return answer || answer.error().code != "hall_unreachable" ? answer : rest(carrier);
    };
  };
}

// None without a session: the hall would show no original. Its own client a thread.
std::function<AskHall()> originalsOf(const api::HallAddress& address,
                                     std::shared_ptr<const Session> session) {
  if (!session) return [] { return AskHall(); };
  return [address, session = std::move(session)] {
    const std::shared_ptr<api::HallClient> hall = api::openHallClient(address);
    return AskHall([hall, session, ask = askHall(*hall, session->token())](const std::string& serial) {
      return ask(serial);
    });
  };
}

Judges judgesOf(const CheckOptions& options, MakeJudge judge, std::function<AskHall()> ask,
                const OfflineFacts* facts) {
  Judges out;
  if (facts && (options.data_codes || options.content))
    out.data_codes = std::make_shared<const DataCodeReader>(facts->keys, facts->now);
  if (!options.content) {
    out.make = [judge = std::move(judge)] { return Bench{judge(), std::nullopt, false}; };
    return out;
  }
  Originals originals;
  if (facts)
    originals.forms = std::make_shared<const KnownForms>(KnownForms::in(base::assetsFolder() / "forms"));
  out.make = [judge = std::move(judge), ask = std::move(ask), originals = std::move(originals),
              sheets = !options.reports.empty()] {
    return Bench{judge(), ContentCheck({ask(), originals.forms, originals.shelf}), sheets};
  };
  return out;
}

Judges withoutNetwork(const CheckOptions& options, const OfflineFacts& facts) {
  return judgesOf(
      options, resting(facts), [] { return AskHall(); }, &facts);
}

base::Result<std::shared_ptr<const Session>> sessionFor(const CheckOptions& options,
                                                        const api::HallAddress& address) {
  if (options.account.empty()) return std::shared_ptr<const Session>();
  return Session::begin(address, options.account, options.password);
}

base::Result<config::Device> deviceOf(const CheckOptions& options, const base::Texts& texts) {
  toml_doc::Problems problems;
  auto device = config::load(options.campus.empty() ? std::nullopt : std::optional(options.campus),
                             options.config, problems);
  if (problems.empty()) return device;
  return base::fail("config_wrong", options.config.string(), config::sentenceOf(problems, texts),
                    {config::sentenceOf(problems, texts)});
}

base::Result<Judges> fromDevice(const CheckOptions& options, const config::Device& device,
                                const base::Clock& clock) {
  if (options.offline) {
    const auto facts = heldFacts(device, clock.now());
    if (!facts) return base::fail(facts.error());
    return withoutNetwork(options, *facts);
  }
  const api::HallAddress address{.url = device.hall.url,
                                 .ca_file = device.hall.ca_file,
                                 .certificate_file = device.hall.certificate_file,
                                 .key_file = device.hall.key_file};
  const auto fresh = refreshFacts(*api::openHallClient(address), device);
  const auto facts = heldFacts(device, clock.now());
  // Found away just now, it isn't asked again in this run: what is held has to do.
  if (facts && !fresh && fresh.error().code == "hall_unreachable") return withoutNetwork(options, *facts);
  auto session = sessionFor(options, address);
  if (!session) return base::fail(session.error());
  auto online = asking(address, clock);
  auto ask = originalsOf(address, std::move(*session));
  if (!facts) return judgesOf(options, std::move(online), std::move(ask), nullptr);
  return judgesOf(options, withFallback(std::move(online), resting(*facts)), std::move(ask), &*facts);
}

}  // namespace

base::Result<Judges> openJudges(const CheckOptions& options, const base::Texts& texts,
                                const base::Clock& clock) {
  if (!options.config.empty()) {
    const auto device = deviceOf(options, texts);
    if (!device) return base::fail(device.error());
    auto judges = fromDevice(options, *device, clock);
    if (judges) judges->desk = device->name;
    return judges;
  }
  if (options.offline) {
    const auto facts = factsIn({options.keys, options.root, options.status, options.hall}, clock.now());
    if (!facts) return base::fail(facts.error());
    return withoutNetwork(options, *facts);
  }
  const api::HallAddress address{.url = options.hall,
                                 .ca_file = options.ca,
                                 .certificate_file = options.certificate,
                                 .key_file = options.key};
  auto session = sessionFor(options, address);
  if (!session) return base::fail(session.error());
  return judgesOf(options, asking(address, clock), originalsOf(address, std::move(*session)), nullptr);
}

}  // namespace verifier::cli
