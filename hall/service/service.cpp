#include "hall/service/service.hpp"

#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "hall/service/body.hpp"

namespace hall {

Service::Service() = default;
Service::~Service() = default;

base::Result<std::unique_ptr<Service>> Service::open(const ServiceSettings& settings,
                                                     const base::Clock& clock) {
  std::unique_ptr<Service> service(new Service);
  service->body_ = std::make_unique<Body>(settings, clock);
  auto& body = *service->body_;
  // Two programs on a new folder: one makes the database and the keys, the other finds them.
  const base::FolderLock lock(settings.data);
  if (!lock.held()) return base::fail("data_unopenable", settings.data.string(), "no file can be made there");
  auto catalogue = Catalogue::load(settings.assets);
  if (!catalogue) return base::fail(catalogue.error());
  body.catalogue = std::move(*catalogue);
  auto database = store::Database::open(settings.data / "hall.sqlite", clock.now());
  if (!database) return base::fail(database.error());
  body.database = std::move(*database);
  if (auto kept = body.catalogue->keep(*body.database, clock.now()); !kept) return base::fail(kept.error());
  auto keys = KeyRing::open(settings.data / "keys", settings.key_passphrase, *body.database, clock.now());
  if (!keys) return base::fail(keys.error());
  body.keys = std::move(*keys);
  auto press = paper::Press::open(paper::Press::defaultFonts());
  if (!press) return base::fail(press.error());
  body.press = std::make_unique<PressRoom>(std::move(*press));
  const auto pinned = service->rootKeyText() + "\n";
  if (auto written = base::writeFile(settings.data / "root.pub", base::viewOf(pinned)); !written)
    return base::fail(written.error());
  return service;
}

std::string Service::rootKeyText() { return seal::toText(body_->keys->root()); }

base::Status Service::checkAudit() {
  return body_->database->read([](store::Connection& connection) { return store::checkAudit(connection); });
}

void Service::Body::audit(store::Connection& connection, const std::string& actor, const std::string& device,
                          const std::string& action, const std::string& subject, const std::string& detail) {
  store::appendAudit(connection, {clock.now(), actor, device, action, subject, detail});
}

base::Result<OpenCase> Service::Body::openFor(store::Connection& connection, const api::Person& person,
                                              const std::string& case_id) {
  auto open = openCase(connection, *catalogue, case_id);
  if (!open || maySee(person, *open)) return open;
  return base::fail("case_unknown", "case_id", "there is no such case");
}

base::Result<OpenCase> Service::Body::openOwn(store::Connection& connection, const api::Person& person,
                                              const std::string& case_id, const char* code) {
  auto open = openCase(connection, *catalogue, case_id);
  if (open && open->row.applicant == person.account) return open;
  if (!open && open.error().code != "case_unknown") return open;
  return base::fail(code, "", "the signed-in person has no such case or document");
}

}  // namespace hall
