// The kiosks and desks that the hall knows, by the fingerprint of their certificates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hall/store/database.hpp"

namespace hall::store {

struct DeviceRow {
  std::string name;
  std::string kind;
  std::string office;
  std::string certificate_sha256;  // hex
};

void insertDevice(Connection& connection, const DeviceRow& device, base::UnixSeconds now);
std::optional<DeviceRow> deviceNamed(Connection& connection, const std::string& name);
std::optional<DeviceRow> deviceWithCertificate(Connection& connection, const std::string& certificate_sha256);
std::vector<DeviceRow> allDevices(Connection& connection);  // by name
void removeDevice(Connection& connection, const std::string& name);

}  // namespace hall::store
