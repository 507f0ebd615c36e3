#include "hall/store/devices.hpp"

#include <fmt/format.h>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

std::optional<DeviceRow> find(Connection& connection, const char* column, const std::string& value) {
  DeviceRow row;
  connection.sql << fmt::format("SELECT name, kind, office, certificate_sha256 FROM devices WHERE {} = :v",
                                column),
      soci::use(value), soci::into(row.name), soci::into(row.kind), soci::into(row.office),
      soci::into(row.certificate_sha256);
  if (!connection.sql.got_data()) return std::nullopt;
  return row;
}

}  // namespace

void insertDevice(Connection& connection, const DeviceRow& device, base::UnixSeconds now) {
  connection.sql
      << "INSERT INTO devices (name, kind, office, certificate_sha256, added_at) VALUES (:n, :k, :o, :c, :t)",
      soci::use(device.name), soci::use(device.kind), soci::use(device.office),
      soci::use(device.certificate_sha256), soci::use(now);
}

std::optional<DeviceRow> deviceNamed(Connection& connection, const std::string& name) {
  return find(connection, "name", name);
}

std::optional<DeviceRow> deviceWithCertificate(Connection& connection,
                                               const std::string& certificate_sha256) {
  return find(connection, "certificate_sha256", certificate_sha256);
}

std::vector<DeviceRow> allDevices(Connection& connection) {
  std::vector<DeviceRow> out;
  DeviceRow row;
  soci::statement statement =
      (connection.sql.prepare << "SELECT name, kind, office, certificate_sha256 FROM devices ORDER BY name",
       soci::into(row.name), soci::into(row.kind), soci::into(row.office),
       soci::into(row.certificate_sha256));
  statement.execute();
  while (statement.fetch()) out.push_back(row);
  return out;
}

void removeDevice(Connection& connection, const std::string& name) {
  connection.sql << "DELETE FROM devices WHERE name = :n", soci::use(name);
}

}  // namespace hall::store
