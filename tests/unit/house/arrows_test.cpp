// The arrows of the house, read from the sources' own #include lines: which room may know which, and which
// third-party library belongs to which room.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kSource = HALL_SOURCE_DIR;

// Room (folder) -> rooms whose headers it may include. A room always knows itself.
const std::map<std::string, std::set<std::string>> kArrows{
    {"shared/base", {}},
    {"shared/domain", {"shared/base"}},
    {"shared/toml_doc", {"shared/base"}},
    {"shared/sqlite", {"shared/base"}},
    {"shared/seal", {"shared/base"}},
    {"shared/qr", {"shared/base"}},
    {"shared/paper", {"shared/base", "shared/domain", "shared/qr", "shared/toml_doc"}},
    {"shared/paper/raster", {"shared/base"}},
    {"shared/print", {"shared/base"}},
    {"shared/scan", {"shared/base"}},
    {"shared/reader", {"shared/base"}},
    {"shared/hall_api", {"shared/base", "shared/domain"}},
    {"shared/config", {"shared/base", "shared/toml_doc"}},
    {"shared/ui", {"shared/base"}},
};
const std::set<std::string> kPrograms{"kiosk", "verifier", "hall", "device-config"};

// Rooms inside programs that are pure: what they may know besides their own program's pure rooms.
const std::map<std::string, std::set<std::string>> kPureRooms{
    {"kiosk/flow", {"shared/base", "shared/domain", "shared/hall_api"}},
    {"verifier/flow",
     {"shared/base", "shared/domain", "shared/hall_api", "shared/qr", "verifier/check", "verifier/compare"}},
    {"verifier/check",
     {"shared/base", "shared/domain", "shared/seal", "shared/qr", "shared/paper", "shared/hall_api"}},
};

// A third-party header -> the rooms that may include it, in headers of their own only where no other room
// reads them.
const std::vector<std::pair<std::regex, std::set<std::string>>> kThirdParty{
    {std::regex("imgui.*|SDL.*|librsvg/.*"), {"shared/ui"}},
    {std::regex("pango/.*|cairo.*|fontconfig/.*"), {"shared/ui", "shared/paper"}},
    {std::regex("boost/.*"), {"hall/http"}},
    {std::regex("soci/.*|soci\\.h"), {"hall/store"}},
    {std::regex("curl/.*"), {"shared/hall_api", "hall/identity"}},
    {std::regex("expat\\.h"), {"hall/identity"}},
    {std::regex("sqlite3\\.h"), {"shared/sqlite"}},
    {std::regex("cups/.*"), {"shared/print"}},
    {std::regex("sane/.*"), {"shared/scan"}},
    {std::regex("qrencode\\.h|ZXing/.*|ReadBarcode\\.h"), {"shared/qr"}},
    {std::regex("opencv2/.*"), {"shared/qr", "verifier/compare", "verifier/camera", "verifier/camera/opencv"}},
    {std::regex("poppler.*"), {"shared/paper/raster"}},
    {std::regex("toml\\+\\+/.*"), {"shared/toml_doc"}},
    {std::regex("png\\.h|turbojpeg\\.h|tiffio\\.h"), {"verifier/input"}},
    {std::regex("argon2\\.h"), {"hall/identity"}},
    {std::regex("spdlog/.*"), {"shared/base"}},
};

struct Include {
  fs::path file;
  int line;
  std::string target;
  bool angled;
};

std::vector<Include> includesOf(const fs::path& file) {
  static const std::regex pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
  std::vector<Include> out;
  std::ifstream in(file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) out.push_back({file, number, match[2], match[1] == "<"});
  }
  return out;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> out;
  for (const char* top : {"shared", "kiosk", "verifier", "hall", "device-config"})
    for (const auto& entry : fs::recursive_directory_iterator(kSource / top))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
        out.push_back(entry.path());
  REQUIRE(out.size() > 30);
  return out;
}

std::string folderOf(const fs::path& file) {
  return fs::relative(file, kSource).parent_path().generic_string();
}

// The room a folder belongs to: the longest listed shared room, or program/room.
std::string roomOf(const std::string& folder) {
  std::string best;
  for (const auto& [room, allowed] : kArrows)
    if ((folder == room || folder.rfind(room + "/", 0) == 0) && room.size() > best.size()) best = room;
  return best.empty() ? folder : best;
}

std::string programOf(const std::string& folder) {
  const auto top = folder.substr(0, folder.find('/'));
  return kPrograms.count(top) ? top : "";
}

// "seal/claims.hpp" -> its path; empty for what isn't ours.
fs::path pathOf(const Include& include) {
  for (const auto& root : {kSource / "shared", kSource})
    if (fs::exists(root / include.target)) return root / include.target;
  return {};
}

std::string targetRoom(const Include& include) {
  const auto path = pathOf(include);
  return path.empty() ? "" : roomOf(folderOf(path));
}

// The rooms that may name the third-party header this is; nullptr when it is none of those listed.
const std::set<std::string>* roomsNaming(const Include& include) {
  if (!pathOf(include).empty()) return nullptr;
  for (const auto& [pattern, rooms] : kThirdParty)
    if (std::regex_match(include.target, pattern)) return &rooms;
  return nullptr;
}

// Headers that include one, or include such a header.
std::set<fs::path> headersShowingThirdParties() {
  std::set<fs::path> out;
  for (std::size_t before = 1; before != out.size();) {
    before = out.size();
    for (const auto& file : sources())
      for (const auto& include : includesOf(file))
        if (file.extension() == ".hpp" && (roomsNaming(include) || out.count(pathOf(include))))
          out.insert(file);
  }
  return out;
}

std::string where(const Include& include) {
  return fs::relative(include.file, kSource).string() + ":" + std::to_string(include.line) + " includes " +
         include.target;
}

}  // namespace

TEST_CASE("a shared room includes only the rooms below it") {
  for (const auto& file : sources()) {
    const auto room = roomOf(folderOf(file));
    const auto allowed = kArrows.find(room);
    if (allowed == kArrows.end()) continue;
    for (const auto& include : includesOf(file)) {
      const auto target = targetRoom(include);
      if (target.empty() || target == room) continue;
      CAPTURE(where(include));
      CHECK(allowed->second.count(target) == 1);
    }
  }
}

TEST_CASE("a program never includes another program") {
  for (const auto& file : sources()) {
    const auto program = programOf(folderOf(file));
    if (program.empty()) continue;
    for (const auto& include : includesOf(file)) {
      const auto target = programOf(targetRoom(include));
      CAPTURE(where(include));
      CHECK((target.empty() || target == program));
    }
  }
}

TEST_CASE("the pure rooms of the programs know no device and no window") {
  for (const auto& file : sources()) {
    const auto folder = folderOf(file);
    const auto pure = kPureRooms.find(folder);
    if (pure == kPureRooms.end()) continue;
    for (const auto& include : includesOf(file)) {
      const auto target = targetRoom(include);
      if (target.empty() || target == folder) continue;
      CAPTURE(where(include));
      CHECK(pure->second.count(target) == 1);
    }
  }
}

TEST_CASE("a third-party library is named in its own rooms alone") {
  for (const auto& file : sources())
    for (const auto& include : includesOf(file))
      if (const auto* rooms = roomsNaming(include)) {
        CAPTURE(where(include));
        CHECK(rooms->count(roomOf(folderOf(file))) == 1);
      }
}

TEST_CASE("no header that shows a third-party library is read by another room") {
  const auto showing = headersShowingThirdParties();
  CHECK(showing.count(kSource / "shared/qr/views.hpp") == 1);
  for (const auto& file : sources())
    for (const auto& include : includesOf(file)) {
      if (showing.count(pathOf(include)) == 0) continue;
      CAPTURE(where(include));
      CHECK(targetRoom(include) == roomOf(folderOf(file)));
    }
}

TEST_CASE("only the hall can sign") {
  for (const auto& file : sources()) {
    const auto folder = folderOf(file);
    for (const auto& include : includesOf(file)) {
      if (include.target.rfind("seal/sign/", 0) != 0) continue;
      CAPTURE(where(include));
      CHECK((folder.rfind("hall/", 0) == 0 || folder == "shared/seal/sign"));
    }
  }
}
