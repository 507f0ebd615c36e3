#include "verifier/jobs/command_word.hpp"

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "base/log.hpp"

namespace verifier::desk {
namespace {

constexpr std::size_t kBytes = 8, kCharacters = 13;

// What a person or a power cut left in the file counts only when it is a word as it is made here.
bool isWord(const std::string& text) {
  if (text.size() != kCharacters) return false;
  const auto bytes = base::fromBase32(text);
  return bytes && bytes->size() == kBytes && base::toBase32(*bytes) == text;
}

}  // namespace

std::string commandWord(const std::filesystem::path& state) {
  const base::FolderLock lock(state);  // two desks on one folder must come to the same word
  const auto file = state / "command-word";
  if (auto kept = base::readTextFile(file, kCharacters); kept && isWord(*kept)) return *kept;
  const auto word = base::toBase32(base::randomBytes(kBytes));
  if (auto written = base::writeFile(file, base::viewOf(word), true); !written)
    base::log::error("command codes are good until the desk closes: {}", written.error().describe());
  return word;
}

}  // namespace verifier::desk
