#include <iostream>

#include "base/arguments.hpp"
#include "base/file.hpp"
#include "seal/carrier.hpp"
#include "seal/verify.hpp"
#include "verifier/check/checks.hpp"
#include "verifier/cli/cli.hpp"
#include "verifier/input/files.hpp"

namespace verifier::cli {
namespace {

// The codes' texts of every page; the first page that can't be shown ends it.
base::Result<std::vector<std::string>> textsOfFile(const std::string& name) {
  auto file = PageFile::open(name);
  if (!file) return base::fail(file.error());
  std::vector<std::string> out;
  for (int i = 0; i < (*file)->pageCount(); ++i) {
    const auto image = (*file)->page(i);
    if (!image) return base::fail(image.error());
    for (auto& text : readPage(name, i + 1, *image).texts) out.push_back(std::move(text));
  }
  return out;
}

base::Result<std::string> described(const std::string& text) {
  const auto carried = seal::fromCarrier(text);
  if (!carried) return base::fail(carried.error());
  auto lines = seal::inspectToken(carried->token);
  if (!lines) return base::fail(lines.error());
  return (carried->host.empty() ? "" : "host: " + carried->host + "\n") + *lines;
}

}  // namespace

int inspect(const std::vector<std::string>& words, const base::Texts& texts, Streams streams) {
  const auto arguments = base::parseArguments(words, {});
  if (!arguments || arguments->operands.size() != 1) {
    const auto error =
        arguments ? base::Error{"usage_no_files", "", "inspect takes one TEXT or FILE"} : arguments.error();
    streams.err << "hall-verifier inspect: " << texts.sentence(error) << '\n'
                << texts.get("cli.see_help") << '\n';
    return kUsage;
  }
  const auto& what = arguments->operands.front();
  std::error_code ignored;
  const auto found = std::filesystem::is_regular_file(what, ignored)
                         ? textsOfFile(what)
                         : base::Result<std::vector<std::string>>({what});
  if (!found || found->empty()) {
    const auto error = found ? base::Error{"no_code_found", what, "no QR code could be read"} : found.error();
    streams.err << "hall-verifier inspect: " << texts.sentence(error) << '\n';
    return kSomethingUnreadable;
  }
  int status = kAllGood;
  for (const auto& text : *found) {
    if (const auto lines = described(text)) {
      streams.out << *lines << (lines->ends_with('\n') ? "" : "\n");
    } else {
      streams.err << "hall-verifier inspect: " << texts.sentence(lines.error()) << '\n';
      status = kSomethingWrong;
    }
  }
  if (status == kAllGood) streams.err << texts.get("cli.not_checked") << '\n';
  return status;
}

base::Result<std::string> helpText(base::Language language) {
  return base::readTextFile(base::assetsFolder() / "lang" / base::nameOf(language) / "hall-verifier.help",
                            64 * 1024);
}

}  // namespace verifier::cli
