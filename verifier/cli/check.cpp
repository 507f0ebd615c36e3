#include <iostream>
#include <iterator>

#include "verifier/check/checks.hpp"
#include "verifier/cli/cli.hpp"
#include "verifier/cli/judge.hpp"
#include "verifier/cli/options.hpp"
#include "verifier/cli/report.hpp"
#include "verifier/input/files.hpp"

namespace verifier::cli {
namespace {

// Reads page after page and keeps only the texts of their codes; a picture lives no longer than its own turn.
class Scan {
 public:
  explicit Scan(std::istream& in) : in_(in) {}

  void addText(const std::string& text) {
    sources_.push_back({"--text", 1, 1});
    pages_.push_back({.pile = "", .number = static_cast<int>(sources_.size()), .texts = {text}});
    errors_.emplace_back();
  }

  void addFile(const std::string& name) {
    auto file = name == "-" ? standardInput() : PageFile::open(name);
    if (!file) return addFailure({name, 1, 0}, file.error());
    const int count = (*file)->pageCount();
    for (int i = 0; i < count; ++i) {
      const auto image = (*file)->page(i);
      if (!image) {
        addFailure({name, i + 1, count}, image.error());
        continue;
      }
      sources_.push_back({name, i + 1, count});
      // Single pictures of one command line lie in one pile: they may be the pages of one paper,
      // photographed.
      pages_.push_back(readPage(count > 1 ? name : "", static_cast<int>(sources_.size()), *image));
      errors_.emplace_back();
    }
  }

  Finished judged(const Judge& judge) {
    Finished out{checkPages(pages_, judge), {}};
    for (auto& page : out.report.pages) {
      const auto at = static_cast<std::size_t>(page.number) - 1;
      out.sources.push_back(sources_[at]);
      if (errors_[at]) page.error = errors_[at];
    }
    return out;
  }

 private:
  base::Result<std::unique_ptr<PageFile>> standardInput() {
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

  void addFailure(Source source, const base::Error& error) {
    sources_.push_back(std::move(source));
    pages_.push_back({.pile = "", .number = static_cast<int>(sources_.size())});
    errors_.emplace_back(error);
  }

  std::istream& in_;
  std::vector<Source> sources_{};  // the page's number is its place here, from 1
  std::vector<ScannedPage> pages_{};
  std::vector<std::optional<base::Error>> errors_{};
};

// Some sentences leave out which file they are about; on a command line with several, that is the point.
std::string withPlace(const base::Error& error, const base::Texts& texts) {
  const auto sentence = texts.sentence(error);
  return sentence.find(error.place) == std::string::npos ? error.place + ": " + sentence : sentence;
}

int statusOf(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::all_good:
      return kAllGood;
    case Conclusion::something_wrong:
      return kSomethingWrong;
    case Conclusion::something_unreadable:
      return kSomethingUnreadable;
  }
  return kSomethingUnreadable;
}

}  // namespace

int check(const std::vector<std::string>& words, const base::Texts& texts, const base::Clock& clock,
          Streams streams) {
  const auto options = checkOptions(words);
  if (!options) {
    streams.err << "hall-verifier check: " << texts.sentence(options.error()) << '\n'
                << texts.get("cli.see_help") << '\n';
    return kUsage;
  }
  const auto opened = openJudge(*options, texts, clock);
  if (!opened) {
    streams.err << "hall-verifier check: " << withPlace(opened.error(), texts) << '\n';
    return kUsage;
  }
  Scan scan(streams.in);
  for (const auto& text : options->texts) scan.addText(text);
  for (const auto& file : options->files) scan.addFile(file);
  const auto finished = scan.judged(opened->judge);
  if (options->json) {
    writeJson(finished, streams.out);
  } else {
    writeTable(finished, texts, streams.out);
  }
  return statusOf(conclude(finished.report));
}

}  // namespace verifier::cli
