#include "verifier/cli/facts.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "config/config.hpp"
#include "hall_api/client.hpp"

namespace verifier::cli {
namespace {

constexpr std::size_t kKeySetLimit = 1 << 20;      // as seal::openKeySet refuses
constexpr std::size_t kStatusListLimit = 1 << 20;  // 2^20 entries take a quarter of it
constexpr int kStatusLists = 16;                   // of 2^20 papers each; a hall has one for years

// The host of https://host[:port], as a carrier names it.
std::string hostOf(const std::string& url) {
  const auto start = url.find("://");
  auto host = start == std::string::npos ? url : url.substr(start + 3);
  host = host.substr(0, host.find('/'));
  std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) { return std::tolower(c); });
  return host;
}

base::Status takeKeys(OfflineFacts& facts, const std::filesystem::path& file, std::string_view root_text,
                      const std::filesystem::path& root_file) {
  const auto root = seal::rootKeyFromText(root_text);
  if (!root) return base::fail(root.error().code, root_file.string(), root.error().cause);
  const auto bytes = base::readFile(file, kKeySetLimit);
  if (!bytes) return base::fail(bytes.error());
  auto keys = seal::openKeySet(*bytes, *root);
  if (!keys) return base::fail(keys.error().code, file.string(), keys.error().cause);
  facts.keys = std::move(*keys);
  return {};
}

base::Status takeList(OfflineFacts& facts, const std::filesystem::path& file) {
  const auto bytes = base::readFile(file, kStatusListLimit);
  if (!bytes) return base::fail(bytes.error());
  auto list = seal::openStatusList(*bytes, facts.keys);
  if (!list) return base::fail(list.error().code, file.string(), list.error().cause);
  facts.lists.push_back(std::move(*list));
  return {};
}

base::Result<OpenJudge> fromFiles(const CheckOptions& options, const base::Clock& clock) {
  const auto root = base::readTextFile(options.root, 4096);
  if (!root) return base::fail(root.error());
  OfflineFacts facts{.hall_host = hostOf(options.hall), .now = clock.now()};
  if (auto taken = takeKeys(facts, options.keys, *root, options.root); !taken)
    return base::fail(taken.error());
  for (const auto& file : options.status)
    if (auto taken = takeList(facts, file); !taken) return base::fail(taken.error());
  return OpenJudge{nullptr, offlineJudge(std::move(facts))};
}

OpenJudge asking(const api::HallAddress& address) {
  OpenJudge out;
  out.hall = api::openHallClient(address);
  out.judge = onlineJudge(*out.hall, "");
  return out;
}

std::filesystem::path keysIn(const std::filesystem::path& state) { return state / "keys.cose"; }
std::filesystem::path listIn(const std::filesystem::path& state, int number) {
  return state / ("status-" + std::to_string(number) + ".cwt");
}

// What the device last heard from the hall. A list that no longer opens (its key has gone) is as good as
// none.
base::Result<OfflineFacts> cached(const config::Device& device, const base::Clock& clock) {
  OfflineFacts facts{.hall_host = hostOf(device.hall.url), .now = clock.now()};
  if (auto taken = takeKeys(facts, keysIn(device.state), device.hall.root_key, "hall.root_key"); !taken)
    return base::fail(taken.error());
  for (int i = 0; i < kStatusLists && std::filesystem::exists(listIn(device.state, i)); ++i)
    static_cast<void>(takeList(facts, listIn(device.state, i)));
  return facts;
}

// Fetches keys and lists anew for the day the network is down. The hall not answering here is no failure: the
// check itself says so.
void refresh(api::HallClient& hall, const std::filesystem::path& state) {
  std::error_code ignored;
  std::filesystem::create_directories(state, ignored);
  const auto keys = hall.keySet();
  if (!keys || !base::writeFile(keysIn(state), *keys)) return;
  for (int i = 0; i < kStatusLists; ++i) {
    const auto list = hall.statusList(static_cast<std::uint32_t>(i));
    if (!list || !base::writeFile(listIn(state, i), *list)) return;
  }
}

// Asks the hall; while it can't be reached, what the device holds has to do.
Judge withFallback(Judge online, Judge offline) {
  return [online = std::move(online), offline = std::move(offline)](const std::string& carrier) {
    auto answer = online(carrier);
    if (!answer && answer.error().code == "hall_unreachable") return offline(carrier);
    return answer;
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
  if (options.offline) {
    auto facts = cached(device, clock);
    if (!facts) return base::fail(facts.error());
    return OpenJudge{nullptr, offlineJudge(std::move(*facts))};
  }
  auto opened = asking({.url = device.hall.url,
                        .ca_file = device.hall.ca_file,
                        .certificate_file = device.hall.certificate_file,
                        .key_file = device.hall.key_file});
  refresh(*opened.hall, device.state);
  if (auto facts = cached(device, clock))
    opened.judge = withFallback(opened.judge, offlineJudge(std::move(*facts)));
  return opened;
}

}  // namespace

base::Result<OpenJudge> openJudge(const CheckOptions& options, const base::Texts& texts,
                                  const base::Clock& clock) {
  if (!options.config.empty()) return fromDevice(options, texts, clock);
  if (options.offline) return fromFiles(options, clock);
  return asking({.url = options.hall,
                 .ca_file = options.ca,
                 .certificate_file = options.certificate,
                 .key_file = options.key});
}

}  // namespace verifier::cli
