#include "verifier/cli/pages.hpp"

#include <istream>

namespace verifier::cli {

Pages::Pages(const std::vector<std::string>& texts, const std::vector<Entry>& files, std::istream& in,
             const Journal* journal)
    : texts_(texts), files_(files), in_(in), journal_(journal) {}

std::size_t Pages::expected() const {
  const auto at_hand = static_cast<std::size_t>(pages_ - page_);
  return static_cast<std::size_t>(given_) + at_hand + (texts_.size() - next_text_) +
         (files_.size() - next_file_);
}

std::optional<PageTask> Pages::next() {
  if (next_text_ < texts_.size()) {
    PageTask task{.source = {"--text", 1, 1}, .number = ++given_};
    task.text = texts_[next_text_++];
    return task;
  }
  if (page_ == pages_) {
    if (next_file_ == files_.size()) return std::nullopt;
    open(files_[next_file_++]);
  }
  const auto& name = files_[next_file_ - 1].name;
  if (error_) {
    page_ = pages_ = 0;
    PageTask task{.source = {name, 1, 0}, .number = ++given_};
    task.error = std::exchange(error_, std::nullopt);
    return task;
  }
  return taskFor(name, page_++, pages_);
}

PageTask Pages::taskFor(const std::string& file, int page, int pages) {
  // Single pictures of one command line lie in one pile: they may be the pages of one paper, photographed.
  PageTask task{.source = {file, page + 1, pages}, .number = ++given_, .pile = pages > 1 ? file : ""};
  task.stamp = stamp_;
  if (journal_ && stamp_) task.found = journal_->found(*stamp_, page);
  if (!task.found.empty()) return task;
  if (!file_) {  // all of its pages seemed to be held, but this one's line is damaged
    auto opened = fileOf(file);
    if (opened) file_ = std::move(*opened);
    if (!opened) task.error = opened.error();
  }
  task.file = file_;
  return task;
}

void Pages::open(const Entry& entry) {
  file_.reset();
  error_ = entry.error;
  page_ = 0;
  pages_ = 1;
  stamp_ = stampOf(entry.name);
  if (error_) return;
  if (const int held = journal_ && stamp_ ? journal_->pageCount(*stamp_) : 0; held > 0) {
    pages_ = held;
    return;
  }
  auto opened = fileOf(entry.name);
  if (!opened) {
    error_ = opened.error();
    return;
  }
  file_ = std::move(*opened);
  pages_ = file_->pageCount();
}

base::Result<std::unique_ptr<PageFile>> Pages::fileOf(const std::string& name) {
  return name == "-" ? standardInput() : PageFile::open(name);
}

base::Result<std::unique_ptr<PageFile>> Pages::standardInput() {
  constexpr std::size_t limit = FileLimits{}.file_bytes;
  base::Bytes bytes;
  char block[65536];
  while (in_.read(block, sizeof block) || in_.gcount() > 0) {
    if (bytes.size() + static_cast<std::size_t>(in_.gcount()) > limit)
      return base::fail("file_too_large", "-", "longer than " + std::to_string(limit) + " bytes",
                        {std::to_string(limit)});
    bytes.insert(bytes.end(), block, block + in_.gcount());
  }
  return PageFile::fromBytes(std::move(bytes), "-");
}

}  // namespace verifier::cli
