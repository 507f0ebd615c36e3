// Service: the devices it knows, and people as they are put on file.
#include "hall/store/devices.hpp"

#include <algorithm>

#include "hall/identity/password.hpp"
#include "hall/service/body.hpp"
#include "hall/service/fields.hpp"
#include "hall/store/people.hpp"

namespace hall {
namespace {

constexpr int kLongestName = 40;  // 少数民族 names of twenty characters and their dots

bool isName(const std::string& text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

DeviceIdentity identityOf(const store::DeviceRow& row) { return {row.name, row.kind, row.office}; }

base::Status checkPerson(const api::Person& person) {
  if (!isName(person.account))
    return base::fail("bad_person", "/account", "an account takes letters, digits, - _ .");
  if (person.name.empty()) return base::fail("bad_person", "/name", "the name is missing");
  for (const auto& [text, place] : {std::pair(person.name, "/name"), std::pair(person.number, "/number"),
                                    std::pair(person.unit, "/unit")})
    if (auto good = checkText(text, domain::FieldKind::text, kLongestName, place); !good)
      return base::fail(good.error());
  return {};
}

}  // namespace

base::Status Service::addDevice(const std::string& name, const std::string& kind, const std::string& office,
                                const std::string& certificate_sha256) {
  if (!isName(name)) return base::fail("bad_device", "name", "a device's name takes letters, digits, - _ .");
  if (kind != "kiosk" && kind != "desk")
    return base::fail("bad_device", "kind", "a device is a kiosk or a desk");
  if (auto good = checkText(office, domain::FieldKind::text, kLongestName, "office"); !good)
    return base::fail(good.error());
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    if (store::deviceNamed(connection, name))
      return base::fail("device_exists", "name", "there is a device of this name", {name});
    if (store::deviceWithCertificate(connection, certificate_sha256))
      return base::fail("device_exists", "certificate", "another device has this certificate", {name});
    store::insertDevice(connection, {name, kind, office, certificate_sha256}, body_->clock.now());
    body_->audit(connection, "", name, "device_added", name, kind);
    return {};
  });
}

base::Result<DeviceIdentity> Service::deviceByCertificate(const std::string& certificate_sha256) {
  return body_->database->read([&](store::Connection& connection) -> base::Result<DeviceIdentity> {
    const auto row = store::deviceWithCertificate(connection, certificate_sha256);
    if (!row) return base::fail("device_unknown", "", "the hall doesn't know this device");
    return identityOf(*row);
  });
}

base::Status Service::removeDevice(const std::string& name) {
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    if (!store::deviceNamed(connection, name))
      return base::fail("device_unknown", "name", "the hall doesn't know this device");
    store::removeDevice(connection, name);
    body_->audit(connection, "", name, "device_removed", name);
    return {};
  });
}

base::Result<std::vector<DeviceIdentity>> Service::devices() {
  return body_->database->read(
      [&](store::Connection& connection) -> base::Result<std::vector<DeviceIdentity>> {
        std::vector<DeviceIdentity> out;
        for (const auto& row : store::allDevices(connection)) out.push_back(identityOf(row));
        return out;
      });
}

api::DeviceSelf Service::deviceSelf(const DeviceIdentity& device) {
  return {device.name,
          device.kind,
          device.office,
          body_->clock.now(),
          body_->settings.college,
          "https://" + body_->settings.public_host};
}

base::Status Service::addPerson(const api::Person& person, const std::string& password) {
  if (auto good = checkPerson(person); !good) return good;
  const auto hash = identity::hashPassword(password);
  if (!hash) return base::fail(hash.error());
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    if (store::accountNamed(connection, person.account))
      return base::fail("person_exists", "/account", "there is a person with this account", {person.account});
    store::insertPerson(connection, person, *hash, body_->clock.now());
    body_->audit(connection, "", "", "person_added", person.account);
    return {};
  });
}

base::Status Service::setBaseRecord(const std::string& account, const BaseRecord& record) {
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    if (!store::accountNamed(connection, account))
      return base::fail("person_unknown", "account", "there is no such person", {account});
    store::setBaseValues(connection, account, record.values);
    store::setCourses(connection, account, record.courses);
    body_->audit(connection, "", "", "base_record_set", account);
    return {};
  });
}

}  // namespace hall
