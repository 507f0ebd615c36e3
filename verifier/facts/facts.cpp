#include "verifier/facts/facts.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>

#include "base/file.hpp"
#include "hall_api/client.hpp"

namespace verifier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 1 << 20;  // as seal refuses larger ones
constexpr std::size_t kRootLimit = 4096;     // one line of base64
constexpr std::uint32_t kLists = 256;        // of 2^16 copies each: a hall fills one in a year or so

fs::path listFile(const config::Device& device, std::uint32_t number) {
  return device.state / ("status-" + std::to_string(number) + ".cwt");
}

// The number in a list's file name.
std::optional<std::uint32_t> numberOf(const fs::path& file) {
  const auto name = file.filename().string();
  constexpr std::string_view begin = "status-", end = ".cwt";
  if (name.size() <= begin.size() + end.size() || !name.starts_with(begin) || !name.ends_with(end)) return {};
  std::uint32_t number = 0;
  const auto* first = name.data() + begin.size();
  const auto* last = name.data() + name.size() - end.size();
  const auto [stopped, problem] = std::from_chars(first, last, number);
  if (problem != std::errc() || stopped != last || number >= kLists) return {};
  return number;
}

// The host of https://host[:port], as a carrier names it.
std::string hostOf(const std::string& url) {
  const auto start = url.find("://");
  auto host = start == std::string::npos ? url : url.substr(start + 3);
  host = host.substr(0, host.find('/'));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host;
}

base::Result<seal::KeySet> openKeys(base::BytesView bytes, std::string_view root_text) {
  const auto root = seal::rootKeyFromText(root_text);
  if (!root) return base::fail(root.error());
  return seal::openKeySet(bytes, *root);
}

base::Result<seal::KeySet> heldKeys(const config::Device& device) {
  const auto bytes = base::readFile(keysFile(device), kFileLimit);
  if (!bytes) return base::fail(bytes.error());
  return openKeys(*bytes, device.hall.root_key);
}

tl::unexpected<base::Error> at(const fs::path& file, const base::Error& error) {
  return base::fail(error.code, file.string(), error.cause, error.args);
}

}  // namespace

base::Result<OfflineFacts> factsIn(const FactFiles& files, base::UnixSeconds now) {
  OfflineFacts facts{.hall_host = hostOf(files.hall_url), .now = now};
  const auto root_text = base::readTextFile(files.root, kRootLimit);
  if (!root_text) return base::fail(root_text.error());
  const auto root = seal::rootKeyFromText(*root_text);
  if (!root) return at(files.root, root.error());
  const auto bytes = base::readFile(files.keys, kFileLimit);
  if (!bytes) return base::fail(bytes.error());
  auto keys = seal::openKeySet(*bytes, *root);
  if (!keys) return at(files.keys, keys.error());
  facts.keys = std::move(*keys);
  for (const auto& file : files.status) {
    const auto list_bytes = base::readFile(file, kFileLimit);
    if (!list_bytes) return base::fail(list_bytes.error());
    auto list = seal::openStatusList(*list_bytes, facts.keys);
    if (!list) return at(file, list.error());
    facts.lists.push_back(std::move(*list));
  }
  return facts;
}

fs::path keysFile(const config::Device& device) { return device.state / "keys.cose"; }

std::vector<fs::path> listFiles(const config::Device& device) {
  std::map<std::uint32_t, fs::path> found;
  std::error_code problem;
  for (fs::directory_iterator at(device.state, problem), end; !problem && at != end; at.increment(problem))
    if (const auto number = numberOf(at->path())) found[*number] = at->path();
  std::vector<fs::path> out;
  for (auto& [number, file] : found) out.push_back(std::move(file));
  return out;
}

namespace {

// The keys to check lists with: the hall's, kept from now on; those held where the hall's don't check out.
base::Result<seal::KeySet> renewKeys(api::HallClient& hall, const config::Device& device, Refreshed& out) {
  const auto bytes = hall.keySet();
  if (!bytes && bytes.error().code == "hall_unreachable") return base::fail(bytes.error());
  auto keys = bytes ? openKeys(*bytes, device.hall.root_key) : base::fail(bytes.error());
  if (keys) {
    if (auto written = base::writeFile(keysFile(device), *bytes); !written)
      return base::fail(written.error());
    return keys;
  }
  auto held = heldKeys(device);
  if (!held) return base::fail(keys.error());
  out.failed.push_back(at(keysFile(device), keys.error()).value());
  return held;
}

// What came as list number, if it is that one and no older than what is held.
base::Status renewList(const config::Device& device, std::uint32_t number, base::BytesView bytes,
                       const seal::KeySet& keys) {
  const auto list = seal::openStatusList(bytes, keys);
  if (!list) return base::fail(list.error());
  if (list->list != number)
    return base::fail("status_list_altered", "", "this is list " + std::to_string(list->list));
  const auto file = listFile(device, number);
  const auto old_bytes = base::readFile(file, kFileLimit);
  const auto old = old_bytes ? seal::openStatusList(*old_bytes, keys) : base::fail(old_bytes.error());
  if (old && old->iat > list->iat) return {};  // out of some cache on the way
  return base::writeFile(file, bytes);
}

}  // namespace

base::Result<Refreshed> refreshFacts(api::HallClient& hall, const config::Device& device) {
  std::error_code ignored;  // what can't be made can't be written either
  fs::create_directories(device.state, ignored);
  Refreshed out;
  const auto keys = renewKeys(hall, device, out);
  if (!keys) return base::fail(keys.error());
  for (std::uint32_t number = 0; number < kLists; ++number) {
    const auto bytes = hall.statusList(number);
    if (!bytes && bytes.error().code == "status_list_unknown") break;  // they are filled one after the other
    const auto renewed = bytes ? renewList(device, number, *bytes, *keys) : base::fail(bytes.error());
    if (renewed) {
      ++out.lists;
      continue;
    }
    const auto file = listFile(device, number);
    out.failed.push_back(at(file, renewed.error()).value());
    const bool gone = renewed.error().code == "hall_unreachable";
    if (gone || !fs::exists(file, ignored)) break;  // nobody knows of any further list
  }
  return out;
}

base::Result<OfflineFacts> heldFacts(const config::Device& device, base::UnixSeconds now) {
  auto keys = heldKeys(device);
  if (!keys) return base::fail("no_keys_held", keysFile(device).string(), keys.error().cause);
  OfflineFacts facts{.keys = std::move(*keys), .hall_host = hostOf(device.hall.url), .now = now};
  for (const auto& file : listFiles(device)) {
    const auto bytes = base::readFile(file, kFileLimit);
    if (!bytes) continue;
    if (auto list = seal::openStatusList(*bytes, facts.keys)) facts.lists.push_back(std::move(*list));
  }
  return facts;
}

}  // namespace verifier
