#include "hall/identity/sign_in_ways.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace hall::identity {
namespace {

using toml_doc::Table;
constexpr std::size_t kSecretLimit = 1'000;

// Paths belong to the folder of the file that names them.
struct Reader {
  std::filesystem::path folder;

  std::string url(Table& table, const char* key) const {
    auto out = table.string(key);
    if (!out.empty() && (!isProviderUrl(out) || out.find('?') != std::string::npos))
      table.problem(key, "sign_in_bad_url", "it begins with https:// and has no ?", {out});
    return out;
  }

  std::filesystem::path file(Table& table, const char* key) const {
    const auto text = table.stringOr(key, "");
    if (text.empty()) return {};
    const auto path = folder / text;
    if (::access(path.c_str(), R_OK) != 0)
      table.problem(key, "sign_in_no_file", "the file can't be read", {path.string()});
    return path;
  }

  std::string secret(Table& table, const char* key) const {
    const auto path = file(table, key);
    if (path.empty()) return "";
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return "";  // told by file()
    if ((found.st_mode & 077) != 0) {
      table.problem(key, "sign_in_open_secret", "others may read it", {path.string()});
      return "";
    }
    auto text = base::readTextFile(path, kSecretLimit);
    if (!text) return "";
    while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
    if (text->empty()) table.problem(key, "sign_in_no_secret", "the file is empty", {path.string()});
    return std::move(*text);
  }

  CasSettings cas(Table table) const {
    CasSettings out;
    out.url = url(table, "url");
    out.ca_file = file(table, "ca_file");
    out.account_attribute = table.stringOr("account_attribute", out.account_attribute);
    out.sign_out_after = table.booleanOr("sign_out_after", out.sign_out_after);
    out.title = table.bilingualOr("title", out.title);
    table.finish();
    return out;
  }

  OidcSettings oidc(Table table) const {
    OidcSettings out;
    out.issuer = url(table, "issuer");
    out.client_id = table.string("client_id");
    out.client_secret = secret(table, "client_secret_file");
    out.ca_file = file(table, "ca_file");
    out.account_claim = table.stringOr("account_claim", out.account_claim);
    out.scopes = table.stringsOr("scopes", out.scopes);
    if (std::find(out.scopes.begin(), out.scopes.end(), "openid") == out.scopes.end())
      table.problem("scopes", "sign_in_no_openid", "openid is missing");
    out.sign_out_after = table.booleanOr("sign_out_after", out.sign_out_after);
    out.title = table.bilingualOr("title", out.title);
    table.finish();
    return out;
  }
};

}  // namespace

SignInWays readSignInWays(const std::filesystem::path& file, toml_doc::Problems& problems) {
  SignInWays out;
  std::error_code unseen;
  if (!std::filesystem::exists(file, unseen)) return out;
  const auto document = toml_doc::Document::load(file, problems);
  if (!problems.empty()) return out;
  const Reader reader{file.parent_path()};
  auto root = document.root();
  out.password = root.booleanOr("password", true);
  if (root.has("cas")) out.cas = reader.cas(root.table("cas"));
  if (root.has("oidc")) out.oidc = reader.oidc(root.table("oidc"));
  if (!out.password && !out.cas && !out.oidc)
    root.problem("password", "sign_in_no_way", "nobody could sign in");
  root.finish();
  return out;
}

std::vector<std::unique_ptr<Provider>> openProviders(const SignInWays& ways) {
  std::vector<std::unique_ptr<Provider>> out;
  if (ways.cas) out.push_back(openCas(*ways.cas, openWeb(ways.cas->ca_file)));
  if (ways.oidc) out.push_back(openOidc(*ways.oidc, openWeb(ways.oidc->ca_file)));
  return out;
}

}  // namespace hall::identity
