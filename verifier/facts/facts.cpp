#include "verifier/facts/facts.hpp"

#include <algorithm>
#include <cctype>

#include "base/file.hpp"
#include "hall_api/client.hpp"

namespace verifier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLimit = 1 << 20;  // as seal refuses larger ones
constexpr std::size_t kRootLimit = 4096;     // one line of base64
constexpr std::uint32_t kLists = 256;        // of 2^16 copies each: a hall fills one in a year or so

fs::path keysFile(const config::Device& device) { return device.state / "keys.cose"; }
fs::path listFile(const config::Device& device, std::uint32_t number) {
  return device.state / ("status-" + std::to_string(number) + ".cwt");
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

base::Status refreshFacts(api::HallClient& hall, const config::Device& device) {
  const auto bytes = hall.keySet();
  if (!bytes) return base::fail(bytes.error());
  const auto keys = openKeys(*bytes, device.hall.root_key);
  if (!keys) return base::fail(keys.error());
  std::error_code ignored;
  fs::create_directories(device.state, ignored);
  if (auto written = base::writeFile(keysFile(device), *bytes); !written) return written;
  for (std::uint32_t number = 0; number < kLists; ++number) {
    const auto list = hall.statusList(number);
    if (!list || !seal::openStatusList(*list, *keys)) break;  // past the last list
    if (auto written = base::writeFile(listFile(device, number), *list); !written) return written;
  }
  return {};
}

base::Result<OfflineFacts> heldFacts(const config::Device& device, base::UnixSeconds now) {
  OfflineFacts facts{.hall_host = hostOf(device.hall.url), .now = now};
  const auto bytes = base::readFile(keysFile(device), kFileLimit);
  if (!bytes) return base::fail("no_keys_held", keysFile(device).string(), bytes.error().cause);
  auto keys = openKeys(*bytes, device.hall.root_key);
  if (!keys) return base::fail("no_keys_held", keysFile(device).string(), keys.error().cause);
  facts.keys = std::move(*keys);
  for (std::uint32_t number = 0; number < kLists; ++number) {
    const auto list_bytes = base::readFile(listFile(device, number), kFileLimit);
    if (!list_bytes) break;
    if (auto list = seal::openStatusList(*list_bytes, facts.keys)) facts.lists.push_back(std::move(*list));
  }
  return facts;
}

}  // namespace verifier
