#include "verifier/jobs/papers.hpp"

#include <algorithm>
#include <filesystem>

#include "base/file.hpp"
#include "base/log.hpp"
#include "verifier/input/files.hpp"

namespace verifier::desk {
namespace {

using Picture = std::shared_ptr<const base::Image>;

constexpr std::size_t kSeenPages = 6;  // of a copy whose data code isn't whole yet: 26 MB each
constexpr int kPicturesHeld = 4;       // of a file, between reading and comparing; more are decoded twice

bool comparable(const CheckedPage& page) {
  return !page.error && page.corners && page.verification.verdict.seal == domain::SealState::genuine;
}

}  // namespace

Papers::Papers(Sitting& sitting, const OpenHall& open_hall)
    : sitting_(sitting),
      hall_(open_hall()),
      content_({[this](const std::string& serial) { return issued(serial); },
                std::make_shared<KnownForms>(KnownForms::in(base::assetsFolder() / "forms")), shelf_}) {}

base::Result<IssuedCopyPtr> Papers::issued(const std::string& serial) {
  const auto token = sitting_.receiver().token;
  if (sitting_.away()) return base::fail("hall_unreachable", "", "the desk is off line");
  return askHall(*hall_, token)(serial);
}

// Asks the hall; while it is out of reach, what the desk holds has to do. *offline says which it was.
Judge Papers::judge(bool* offline) {
  return [this, offline](const std::string& carrier) -> base::Result<api::Verification> {
    if (!sitting_.away()) {
      const auto token = sitting_.receiver().token;
      auto answer = hall_->verify({carrier}, token);
      if (!answer && answer.error().code == "session_expired") answer = hall_->verify({carrier}, "");
      if (answer || answer.error().code != "hall_unreachable") return answer;
      sitting_.lostHall();
    }
    *offline = true;
    const auto held = sitting_.facts();
    if (!held) return base::fail(held.error());
    return judgeOffline(carrier, **held);
  };
}

std::optional<DataCodeReader> Papers::dataCodes() const {
  const auto now = sitting_.clock.now();
  const auto held = sitting_.facts();
  if (!held) return std::nullopt;
  return DataCodeReader((*held)->keys, now);
}

void Papers::check(const CheckCode& code) {
  bool offline = false;
  auto report = checkPages(std::vector{ScannedPage{"", 1, {code.text}}}, judge(&offline));
  sitting_.sink(PileChecked{code.pile, std::move(report), offline});
}

void Papers::check(const CheckPicture& picture) {
  bool offline = false;
  const auto reader = dataCodes();
  auto pages = checkPage(readPage("", 1, *picture.picture, reader ? &*reader : nullptr), judge(&offline));
  tell(picture.pile, std::move(pages), offline, true, [&](std::size_t) { return picture.picture; });
}

void Papers::check(const CheckFile& file) {
  const auto opened = PageFile::open(file.path);
  if (!opened) return sitting_.sink(PileChecked{file.pile, base::fail(opened.error())});
  const auto& source = **opened;
  const auto name = std::filesystem::path(file.path).filename().string();
  const auto reader = dataCodes();
  bool offline = false;
  const auto judges = judge(&offline);
  std::vector<CheckedPage> pages;
  std::vector<Picture> pictures;  // of each page, where kept
  std::vector<int> sheet;         // which of the file it is: a sheet with two seals gives two pages
  for (int i = 0; i < source.pageCount(); ++i) {
    auto decoded = source.page(i);  // a damaged page is unreadable, the others still count
    const Picture picture = decoded ? std::make_shared<base::Image>(std::move(*decoded)) : nullptr;
    for (auto& page :
         checkPage(readPage(name, i + 1, picture ? *picture : base::Image{}, reader ? &*reader : nullptr),
                   judges)) {
      pages.push_back(std::move(page));
      pictures.push_back(i < kPicturesHeld ? picture : nullptr);
      sheet.push_back(i);
    }
  }
  tell(file.pile, std::move(pages), offline, true, [&](std::size_t index) -> Picture {
    if (pictures[index]) return std::move(pictures[index]);
    auto again = source.page(sheet[index]);
    return again ? std::make_shared<base::Image>(std::move(*again)) : nullptr;
  });
}

void Papers::forget() {
  seen_.clear();
  shelf_->clear();
}

// First the verdict; then, page by page, what comparing says.
void Papers::tell(int pile, std::vector<CheckedPage> pages, bool offline, bool pictured,
                  const std::function<Picture(std::size_t)>& pictureOf) {
  const auto report = reportOf(std::move(pages));
  PileChecked answer{pile, report, offline, {}, pictured};
  for (const auto& page : report.pages)
    if (comparable(page)) answer.comparing.push_back(page.carrier);
  sitting_.sink(std::move(answer));
  std::vector<std::string> again;  // copies whose content came in with these pages
  for (std::size_t i = 0; i < report.pages.size(); ++i) {
    const auto& page = report.pages[i];
    if (!comparable(page)) continue;
    auto picture = pictureOf(i);
    remember(page, picture);
    if (page.data_code && page.data_code->part.parts > 1) again.push_back(page.verification.serial);
    compare(pile, page, picture ? *picture : base::Image{});
  }
  for (const auto& serial : again)
    for (const auto& seen : seen_)
      if (seen.page.verification.serial == serial && seen.picture) compare(pile, seen.page, *seen.picture);
}

void Papers::remember(const CheckedPage& page, Picture picture) {
  std::erase_if(seen_, [&](const Seen& seen) { return seen.page.carrier == page.carrier; });
  seen_.push_back({page, std::move(picture)});
  if (seen_.size() > kSeenPages) seen_.pop_front();
}

std::vector<SealedPart> Papers::partsOf(const std::string& serial) const {
  std::vector<SealedPart> parts;
  for (const auto& seen : seen_)
    if (seen.page.verification.serial == serial && seen.page.data_code) parts.push_back(*seen.page.data_code);
  return parts;
}

void Papers::compare(int pile, const CheckedPage& page, const base::Image& picture) {
  auto compared = content_(picture, page, partsOf(page.verification.serial));
  PageCompared answer{pile, page.carrier, nullptr, nullptr, compared.comparison.why};
  if (compared.comparison.state != domain::ContentState::not_compared && compared.issued) {
    answer.issued = std::shared_ptr<const base::Image>(compared.issued, &compared.issued->picture);
    answer.comparison = std::make_shared<Comparison>(std::move(compared.comparison));
  }
  sitting_.sink(std::move(answer));
}

}  // namespace verifier::desk
