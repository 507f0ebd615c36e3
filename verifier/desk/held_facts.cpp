#include "verifier/desk/held_facts.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "hall_api/client.hpp"

namespace verifier::desk {
namespace {

constexpr std::size_t kFileLimit = 1 << 20;  // as seal refuses larger ones
constexpr std::uint32_t kLists = 16;         // of 2^20 copies each

std::filesystem::path keysFile(const config::Device& device) { return device.state / "keys.cose"; }
std::filesystem::path listFile(const config::Device& device, std::uint32_t number) {
  return device.state / ("status-" + std::to_string(number) + ".cwt");
}

std::string hostOf(const std::string& url) {
  const auto start = url.find("://");
  auto host = start == std::string::npos ? url : url.substr(start + 3);
  host = host.substr(0, host.find('/'));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return host;
}

base::Result<seal::KeySet> openKeys(base::BytesView bytes, const config::Device& device) {
  const auto root = seal::rootKeyFromText(device.hall.root_key);
  if (!root) return base::fail(root.error());
  return seal::openKeySet(bytes, *root);
}

}  // namespace

base::Status refreshFacts(api::HallClient& hall, const config::Device& device) {
  const auto bytes = hall.keySet();
  if (!bytes) return base::fail(bytes.error());
  const auto keys = openKeys(*bytes, device);
  if (!keys) return base::fail(keys.error());
  std::error_code ignored;
  std::filesystem::create_directories(device.state, ignored);
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
  auto keys = openKeys(*bytes, device);
  if (!keys) return base::fail("no_keys_held", keysFile(device).string(), keys.error().cause);
  facts.keys = std::move(*keys);
  for (std::uint32_t number = 0; number < kLists; ++number) {
    const auto list_bytes = base::readFile(listFile(device, number), kFileLimit);
    if (!list_bytes) break;
    if (auto list = seal::openStatusList(*list_bytes, facts.keys)) facts.lists.push_back(std::move(*list));
  }
  return facts;
}

}  // namespace verifier::desk
