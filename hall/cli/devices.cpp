// hall device add | list | remove
#include <iostream>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

struct DeviceFiles {
  fs::path certificate, key, ca, root;
};

DeviceFiles filesIn(const fs::path& folder, const std::string& name) {
  const auto whole = fs::absolute(folder).lexically_normal();
  return {whole / (name + ".crt.pem"), whole / (name + ".key.pem"), whole / "ca.pem", whole / "root.pub"};
}

base::Status write(const DeviceFiles& files, const IssuedCertificate& issued, const Authority& authority,
                   const std::string& root_key) {
  std::error_code problem;
  fs::create_directories(files.key.parent_path(), problem);
  if (auto done = base::writeFile(files.key, base::viewOf(issued.key_pem), true); !done) return done;
  if (auto done = base::writeFile(files.certificate, base::viewOf(issued.certificate_pem)); !done)
    return done;
  if (auto done = base::writeFile(files.ca, base::viewOf(authority.certificatePem())); !done) return done;
  return base::writeFile(files.root, base::viewOf(root_key + "\n"));
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

// What goes into the device's configuration; TOML, so that it can be pasted.
void printConfiguration(const Options& options, const DeviceFiles& files, const std::string& root_key,
                        const base::Texts& texts) {
  std::cout << "# " << texts.get("hall.device.added", {options.name}) << "\n"
            << "# " << texts.get("hall.device.configure") << "\n"
            << "kind = \"" << options.kind << "\"\n"
            << "name = \"" << options.name << "\"\n\n"
            << "[hall]\n"
            << "# " << texts.get("hall.device.url") << "\n"
            << "url = \"https://HALL:8443\"\n"
            << "ca_file = \"" << files.ca.string() << "\"\n"
            << "certificate_file = \"" << files.certificate.string() << "\"\n"
            << "key_file = \"" << files.key.string() << "\"\n"
            << "root_key = \"" << root_key << "\"\n";
}

}  // namespace

base::Status deviceAdd(const Options& options, const base::Texts& texts) {
  if (options.kind != "kiosk" && options.kind != "desk")
    return base::fail("usage_device_kind", "--kind", "allowed: kiosk, desk", {options.kind});
  if (auto made = checkInitialised(options); !made) return made;
  const base::SystemClock clock;
  const auto passphrase = passphraseOf(options);
  if (!passphrase) return base::fail(passphrase.error());
  const auto authority = Authority::open(options.data, *passphrase, clock);
  if (!authority) return base::fail(authority.error());
  auto issued = authority->issueDevice(options.name);
  if (!issued) return base::fail(issued.error());
  auto service = openService(options, "localhost", clock);
  if (!service) return base::fail(service.error());
  if (auto added = (*service)->addDevice(options.name, options.kind, options.office, issued->sha256); !added)
    return added;
  const auto files = filesIn(options.out.empty() ? options.data / "devices" : options.out, options.name);
  const auto root_key = trimmed((*service)->rootKeyText());
  const auto written = write(files, *issued, *authority, root_key);
  base::cleanse(issued->key_pem);
  if (!written) {
    (void)(*service)->removeDevice(options.name);  // nobody holds its key
    return written;
  }
  printConfiguration(options, files, root_key, texts);
  return {};
}

base::Status deviceList(const Options& options, const base::Texts&) {
  const base::SystemClock clock;
  auto service = openService(options, "localhost", clock);
  if (!service) return base::fail(service.error());
  const auto devices = (*service)->devices();
  if (!devices) return base::fail(devices.error());
  for (const auto& device : *devices)
    std::cout << device.name << '\t' << device.kind << '\t' << device.office << '\n';
  return {};
}

base::Status deviceRemove(const Options& options, const base::Texts& texts) {
  const base::SystemClock clock;
  auto service = openService(options, "localhost", clock);
  if (!service) return base::fail(service.error());
  if (auto removed = (*service)->removeDevice(options.name); !removed) return removed;
  std::cout << texts.get("hall.device.removed", {options.name}) << '\n';
  return {};
}

}  // namespace hall::cli
