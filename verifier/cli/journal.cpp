#include "verifier/cli/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/crypto.hpp"
#include "hall_api/codec.hpp"

namespace verifier::cli {
namespace {

constexpr std::string_view kFirstWords = "hall-verifier journal " HALL_VERSION " ";
constexpr std::size_t kLongestLine = 1 << 20;
constexpr auto kSyncEvery = std::chrono::seconds(1);

// Where a page's line lies in the journal.
struct Place {
  std::uint64_t offset = 0;
  std::size_t bytes = 0;
};

std::string keyOf(const FileStamp& file) {  // a name may tell of a person: its digest doesn't
  const auto all = file.name + '\0' + std::to_string(file.bytes) + '\0' + std::to_string(file.modified_ns);
  return base::toHex(base::BytesView(base::sha256(base::viewOf(all))).first(16));
}

std::vector<std::string_view> fieldsOf(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= line.size();) {
    const auto to = std::min(line.find('\t', from), line.size());
    out.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

int numberIn(std::string_view word) {
  int number = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
  return problem == std::errc() && end == word.data() + word.size() && number > 0 ? number : 0;
}

// key, page from 1, pages, advice or "-", then one verification a seal. JSON never holds a bare tab.
std::string lineOf(const FileStamp& file, int page, int pages, const std::vector<CheckedPage>& found) {
  auto line = keyOf(file) + '\t' + std::to_string(page + 1) + '\t' + std::to_string(pages) + '\t';
  const auto& diagnosis = found.front().diagnosis;
  line += diagnosis ? qr::nameOf(diagnosis->advice) : "-";
  for (const auto& one : found) line += '\t' + api::toJson(one.verification);
  return line + '\n';
}

std::vector<CheckedPage> foundIn(std::string_view line) {
  const auto fields = fieldsOf(line);
  std::vector<CheckedPage> out;
  for (std::size_t i = 4; i < fields.size(); ++i) {
    auto verification = api::fromJson<api::Verification>(fields[i]);
    if (!verification) return {};
    CheckedPage page;
    page.verification = std::move(*verification);
    if (const auto advice = qr::adviceNamed(fields[3])) page.diagnosis = qr::Diagnosis{*advice, {}};
    out.push_back(std::move(page));
  }
  return out;
}

}  // namespace

struct Journal::Body {
  std::filesystem::path path{};
  int fd = -1;
  std::unordered_map<std::string, int> page_counts{};  // key of a file -> its pages
  std::unordered_map<std::string, Place> places{};     // key and page -> its line
  std::mutex mutex{};                                  // of what follows
  bool broken = false;
  base::SteadyTime synced = std::chrono::steady_clock::now();

  ~Body() {
    if (fd >= 0) ::close(fd);
  }

  bool write(std::string_view text) const {
    while (!text.empty()) {
      const auto count = ::write(fd, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  base::Status begin(const std::string& first_line) const {
    if (::ftruncate(fd, 0) == 0 && ::lseek(fd, 0, SEEK_SET) == 0 && write(first_line) && ::fsync(fd) == 0)
      return {};
    return base::fail("file_unwritable", path.string(), std::strerror(errno));
  }

  void take(std::string_view line, std::uint64_t offset) {
    const auto fields = fieldsOf(line);
    if (fields.size() < 5 || numberIn(fields[1]) == 0 || numberIn(fields[2]) == 0) return;
    page_counts[std::string(fields[0])] = numberIn(fields[2]);
    places[std::string(fields[0]) + '\t' + std::string(fields[1])] = {offset, line.size()};
  }

  // Calls with each whole line and where it begins; returns where the last of them ends.
  template <class Call>
  std::uint64_t eachLine(const Call& call) const {
    std::string held;
    std::uint64_t offset = 0, read = 0;
    char block[65536];
    for (ssize_t count; (count = ::pread(fd, block, sizeof block, static_cast<off_t>(read))) > 0;) {
      read += static_cast<std::uint64_t>(count);
      held.append(block, static_cast<std::size_t>(count));
      std::size_t from = 0;
      for (std::size_t to; (to = held.find('\n', from)) != std::string::npos; from = to + 1) {
        call(std::string_view(held).substr(from, to - from), offset);
        offset += to + 1 - from;
      }
      held.erase(0, from);
      if (held.size() > kLongestLine) break;
    }
    return offset;
  }

  base::Status load(const std::string& first_line, const std::string& output) {
    std::string first;
    const auto end = eachLine([&](std::string_view line, std::uint64_t offset) {
      if (offset == 0)
        first = std::string(line) + '\n';
      else
        take(line, offset);
    });
    if (first.empty()) return begin(first_line);
    if (!first.starts_with(kFirstWords))
      return base::fail("journal_version", path.string(), "it begins otherwise than " + first_line, {output});
    if (first != first_line)
      return base::fail("journal_foreign", path.string(), "another run's journal", {output});
    if (::ftruncate(fd, static_cast<off_t>(end)) == 0 && ::lseek(fd, 0, SEEK_END) >= 0) return {};
    return base::fail("file_unwritable", path.string(), std::strerror(errno));
  }
};

std::optional<FileStamp> stampOf(const std::string& name) {
  struct stat facts {};
  if (name == "-" || ::stat(name.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
  return FileStamp{name, static_cast<std::uint64_t>(facts.st_size),
                   facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec};
}

Journal::Journal(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Journal::~Journal() = default;

base::Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& output,
                                                     const std::string& fingerprint, bool resume) {
  auto body = std::make_unique<Body>();
  body->path = output.string() + ".journal";
  body->fd = ::open(body->path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (body->fd < 0) return base::fail("file_unwritable", body->path.string(), std::strerror(errno));
  if (::flock(body->fd, LOCK_EX | LOCK_NB) != 0)
    return base::fail("journal_busy", body->path.string(), "another run writes it", {output.string()});
  const auto first_line = std::string(kFirstWords) + fingerprint + '\n';
  auto ready = resume ? body->load(first_line, output.string()) : body->begin(first_line);
  if (!ready) return base::fail(ready.error());
  return std::unique_ptr<Journal>(new Journal(std::move(body)));
}

int Journal::pageCount(const FileStamp& file) const {
  const auto known = body_->page_counts.find(keyOf(file));
  return known == body_->page_counts.end() ? 0 : known->second;
}

std::vector<CheckedPage> Journal::found(const FileStamp& file, int page) const {
  const auto known = body_->places.find(keyOf(file) + '\t' + std::to_string(page + 1));
  if (known == body_->places.end()) return {};
  std::string line(known->second.bytes, '\0');
  const auto count = ::pread(body_->fd, line.data(), line.size(), static_cast<off_t>(known->second.offset));
  return count == static_cast<ssize_t>(line.size()) ? foundIn(line) : std::vector<CheckedPage>{};
}

void Journal::add(const FileStamp& file, int page, int pages, const std::vector<CheckedPage>& found) {
  for (const auto& one : found)
    if (one.error) return;
  if (found.empty()) return;
  const auto line = lineOf(file, page, pages, found);
  const std::lock_guard lock(body_->mutex);
  if (body_->broken) return;
  body_->broken = !body_->write(line);
  const auto now = std::chrono::steady_clock::now();
  if (now - body_->synced < kSyncEvery) return;
  body_->synced = now;
  body_->broken |= ::fdatasync(body_->fd) != 0;
}

bool Journal::broken() const {
  const std::lock_guard lock(body_->mutex);
  return body_->broken;
}

void Journal::remove() { ::unlink(body_->path.c_str()); }

}  // namespace verifier::cli
