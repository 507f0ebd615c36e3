#include "hall/service/service.hpp"

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "hall/service/body.hpp"
#include "hall/service/key_ceremony.hpp"

namespace hall {
namespace {

constexpr std::size_t kRootPassphraseBytes = 24;  // of randomness: nobody types it

// A new hall's keys, where it makes them itself. Its root's passphrase is kept before the root is.
base::Status makeOwnKeys(KeyCeremony& ceremony, const std::filesystem::path& folder) {
  auto passphrase = base::randomToken(kRootPassphraseBytes);
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (auto kept = base::writeFile(folder / "root.passphrase", base::viewOf(passphrase + "\n"), true); !kept)
    return kept;
  auto made = ceremony.init(folder / "root.pem", passphrase, {});
  base::cleanse(passphrase);
  return made;
}

base::Status openKeys(Service::Body& body) {
  const auto& settings = body.settings;
  const KeyAccess access{settings.data / "keys", settings.key_passphrase, settings.token_pin};
  auto keys = KeyRing::open(*body.database, access, body.clock.now());
  if (!keys && keys.error().code == "keys_missing") {
    KeyCeremony ceremony(*body.database, body.clock, access, "");
    const auto taken = ceremony.takeOver();
    if (!taken) return base::fail(taken.error());
    if (!*taken && !settings.makes_own_keys) return base::fail(keys.error());
    if (!*taken)
      if (auto made = makeOwnKeys(ceremony, access.folder); !made) return made;
    keys = KeyRing::open(*body.database, access, body.clock.now());
  }
  if (!keys) return base::fail(keys.error());
  body.keys = std::move(*keys);
  return {};
}

}  // namespace

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
  if (auto keys = openKeys(body); !keys) return base::fail(keys.error());
  auto press = paper::Press::open(paper::Press::defaultFonts());
  if (!press) return base::fail(press.error());
  body.press = std::make_unique<PressRoom>(std::move(*press));
  const auto pinned = service->rootKeyText() + "\n";
  if (auto written = base::writeFile(settings.data / "root.pub", base::viewOf(pinned)); !written)
    return base::fail(written.error());
  return service;
}

std::string Service::rootKeyText() { return seal::toText(body_->keys->root()); }

base::Status Service::checkSigning() {
  const auto keys = body_->keys->forSigning(body_->clock.now());
  return keys ? base::Status() : base::fail(keys.error());
}

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
