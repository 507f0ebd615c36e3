#include "trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <set>
#include <sstream>
#include <stdexcept>

#include "base/file.hpp"
#include "program_run.hpp"
#include "qr/qr.hpp"
#include "verifier/input/files.hpp"

namespace reading {
namespace {

using Words = std::set<std::string>;

bool holds(const Words& all, const Words& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

double threadMs() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Expected {
  Words texts{}, serials{}, allowed{};
};

Expected expectedFrom(const Picture& picture) {
  Expected out;
  for (const auto& seal : picture.seals) {
    out.texts.insert(seal.text);
    out.serials.insert(seal.serial);
  }
  out.allowed = out.texts;
  out.allowed.insert(picture.strangers.begin(), picture.strangers.end());
  return out;
}

Answer judged(const Words& texts, const Expected& expected) {
  return {.read = holds(texts, expected.texts), .wrong = !holds(expected.allowed, texts)};
}

Answer readWithin(const Picture& picture, const Expected& expected) {
  const auto file = verifier::PageFile::fromBytes(picture.encoded.file, "picture");
  if (!file) throw std::runtime_error(file.error().describe());
  const auto image = (*file)->page(0);
  if (!image) throw std::runtime_error(image.error().describe());
  const double began = threadMs();
  const auto symbols = qr::read(*image);
  const double took = threadMs() - began;
  Words texts;
  for (const auto& symbol : symbols) texts.insert(symbol.text);
  auto out = judged(texts, expected);
  out.processor_ms = took;
  return out;
}

std::string between(const std::string& line, const std::string& before, const std::string& after) {
  const auto from = line.find(before);
  if (from == std::string::npos) return "";
  const auto begin = from + before.size(), to = line.find(after, begin);
  return line.substr(begin, to == std::string::npos ? to : to - begin);
}

// The report names what was read by the seal's serial; a seal read wrongly doesn't check out.
Answer fromReport(const std::string& report, const Expected& expected) {
  Words serials;
  bool wrong = false;
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    if (between(line, R"("type":")", "\"") != "page") continue;
    const auto state = between(line, R"("seal":{"state":")", "\"");
    if (state == "genuine") serials.insert(between(line, R"("serial":")", "\""));
    wrong |= state == "altered" || state == "unknown_key";
  }
  return {.read = holds(serials, expected.serials), .wrong = wrong || !holds(expected.serials, serials)};
}

Answer fromLines(const std::string& output, const Expected& expected, const std::string& before,
                 const std::string& after) {
  Words texts;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);)
    if (const auto text = before.empty() ? line : between(line, before, after); !text.empty())
      texts.insert(text);
  return judged(texts, expected);
}

Answer asInstalled(Reader reader, const std::string& picture, const Programs& programs,
                   const Expected& expected) {
  std::vector<std::string> words;
  const auto at = [&](const char* name) { return (programs.folder / name).string(); };
  switch (reader) {
    case Reader::ours:
      words = {programs.verifier, "check",  "--offline",    "--json", "--keys",
               at("keys.cose"),   "--root", at("root.pub"), picture};
      break;
    case Reader::zxing:
      words = {"ZXingReader", "-format", "QRCode", picture};
      break;
    case Reader::zbar:
      words = {"zbarimg", "-q", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", picture};
      break;
  }
  const auto run = runProgram(words);
  auto out = reader == Reader::ours    ? fromReport(run.output, expected)
             : reader == Reader::zxing ? fromLines(run.output, expected, "Text:       \"", "\"")
                                       : fromLines(run.output, expected, "", "");
  out.processor_ms = run.processor_ms;
  out.memory_mb = run.memory_mb;
  return out;
}

}  // namespace

std::string_view nameOf(Reader reader) {
  switch (reader) {
    case Reader::ours:
      return "hall-verifier";
    case Reader::zxing:
      return "ZXingReader";
    case Reader::zbar:
      return "zbarimg";
  }
  return "";
}

Trial tried(const Office& office, Kind kind, Strength strength, std::uint64_t seed,
            const Programs& programs) {
  const auto picture = degrade(office, kind, strength, seed);
  const auto expected = expectedFrom(picture);
  Trial out{.kind = kind, .strength = strength, .seed = seed};
  out.within = readWithin(picture, expected);
  out.file = (programs.folder /
              fmt::format("{}-{}-{}.{}", nameOf(kind), nameOf(strength), seed, picture.encoded.ending))
                 .string();
  if (auto ok = base::writeFile(out.file, picture.encoded.file); !ok)
    throw std::runtime_error(ok.error().describe());
  if (programs.verifier.empty()) return out;
  for (const auto reader : kReaders)
    out.programs[static_cast<std::size_t>(reader)] = asInstalled(reader, out.file, programs, expected);
  return out;
}

}  // namespace reading
