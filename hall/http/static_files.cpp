#include "hall/http/static_files.hpp"

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "hall/http/problem.hpp"

namespace hall {
namespace {

constexpr std::size_t kFileLimit = 1 << 20;
constexpr int kMaxAge_s = 300;

// The page runs its own script and asks its own hall; nothing else may load, frame or receive it.
constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string typeOf(const std::filesystem::path& path) {
  const auto extension = path.extension();
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".js") return "text/javascript; charset=utf-8";
  if (extension == ".css") return "text/css; charset=utf-8";
  if (extension == ".svg") return "image/svg+xml";
  if (extension == ".png") return "image/png";
  return "";
}

std::string etagOf(const base::Bytes& bytes) {
  const auto digest = base::sha256(bytes);
  return "\"" + base::toHex(base::BytesView(digest).first(16)) + "\"";
}

Response withEtag(const base::Bytes& bytes, const std::string& content_type, const std::string& etag,
                  int max_age_s, const std::string& if_none_match) {
  const bool known = if_none_match == "*" || if_none_match.find(etag) != std::string::npos;
  Response out{known ? 304 : 200, content_type, known ? base::Bytes{} : bytes, {}};
  out.headers.emplace_back("ETag", etag);
  out.headers.emplace_back("Cache-Control", "public, max-age=" + std::to_string(max_age_s));
  return out;
}

}  // namespace

base::Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
  StaticFiles out;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const auto type = typeOf(entry.path());
    if (type.empty() || !entry.is_regular_file(problem)) continue;
    auto bytes = base::readFile(entry.path(), kFileLimit);
    if (!bytes) return base::fail(bytes.error());
    auto etag = etagOf(*bytes);
    out.files_[entry.path().filename()] = File{type, std::move(*bytes), std::move(etag)};
  }
  if (problem) return base::fail("file_missing", folder.string(), problem.message());
  return out;
}

Response StaticFiles::answer(const std::string& name, const std::string& if_none_match) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return problemOf({"route_unknown", "", "the hall has no such page"});
  const auto& file = found->second;
  auto out = withEtag(file.bytes, file.content_type, file.etag, kMaxAge_s, if_none_match);
  out.headers.emplace_back("Content-Security-Policy", kPagePolicy);
  out.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  out.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  return out;
}

Response cached(const base::Bytes& bytes, const std::string& content_type, int max_age_s,
                const std::string& if_none_match) {
  return withEtag(bytes, content_type, etagOf(bytes), max_age_s, if_none_match);
}

}  // namespace hall
