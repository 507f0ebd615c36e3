#include <sane/sane.h>

#include <algorithm>

#include "scan/sane_scanner.hpp"
#include "scan/scan.hpp"

namespace scan {
namespace {

std::string textOf(const char* text) { return text ? text : ""; }

// SANE also offers cameras; one that is opened as a scanner would be lost to whoever films with it.
bool isCamera(const Device& device) {
  return device.name.starts_with("v4l:") || device.kind == "still camera";
}

bool isVirtual(const Device& device) { return device.kind == "virtual device"; }

}  // namespace

base::Result<std::vector<Device>> scanners() {
  auto session = SaneSession::open();
  if (!session) return base::fail(std::move(session.error()));
  std::lock_guard hold(saneLock());
  const SANE_Device** list = nullptr;
  const auto status = ::sane_get_devices(&list, SANE_FALSE);
  if (status != SANE_STATUS_GOOD) return base::fail(errorOf(status, "SANE", "sane_get_devices"));
  std::vector<Device> out;
  for (; list && *list; ++list) {
    Device device{textOf((*list)->name), textOf((*list)->vendor), textOf((*list)->model),
                  textOf((*list)->type)};
    if (!isCamera(device)) out.push_back(std::move(device));
  }
  return out;
}

base::Result<std::unique_ptr<Scanner>> openScanner(const std::string& name) {
  const auto session = SaneSession::open();  // one for finding and opening
  if (!session) return base::fail(session.error());
  auto wanted = name;
  if (wanted.empty() || wanted == "first") {
    const auto found = scanners();
    if (!found) return base::fail(found.error());
    if (found->empty()) return base::fail("scanner_none_found", "SANE", "sane_get_devices lists none");
    const auto real = std::find_if_not(found->begin(), found->end(), isVirtual);
    wanted = (real != found->end() ? *real : found->front()).name;
  }
  auto scanner = SaneScanner::open(wanted);
  if (!scanner) return base::fail(std::move(scanner.error()));
  return std::unique_ptr<Scanner>(std::move(*scanner));
}

}  // namespace scan
