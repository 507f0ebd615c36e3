// What opens the keys: the passphrase of their files, the PIN of a token, the passphrase of the root.
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>

#include "base/crypto.hpp"
#include "base/file.hpp"
#include "base/folder_lock.hpp"
#include "base/log.hpp"
#include "hall/cli/commands.hpp"

namespace hall::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPassphraseLimit = 4'096;
constexpr std::size_t kPassphraseBytes = 24;     // of randomness: nobody types it
constexpr std::size_t kShortestPassphrase = 12;  // of the root, which a person chooses
constexpr char kCancel = 0x03;                   // Ctrl-C, where the terminal makes no signal of it

base::Result<std::string> firstLine(const fs::path& path) {
  auto text = base::readTextFile(path, kPassphraseLimit);
  if (!text) return text;
  text->resize(std::min(text->find_first_of("\r\n"), text->size()));
  if (text->empty()) return base::fail("passphrase_empty", path.string(), "the first line is empty");
  return text;
}

bool hasKeys(const fs::path& data) {
  std::error_code unseen;
  if (fs::exists(data / "ca.key.pem", unseen)) return true;
  for (const auto& entry : fs::directory_iterator(data / "keys", unseen))
    if (entry.path().extension() == ".pem") return true;
  return false;
}

base::Result<std::string> madePassphrase(const fs::path& data, const fs::path& own) {
  if (hasKeys(data))
    return base::fail("passphrase_missing", own.string(),
                      "the keys exist, but not the passphrase that opens them");
  std::error_code problem;
  fs::permissions(data, fs::perms::owner_all, problem);
  auto made = base::randomToken(kPassphraseBytes);
  if (auto kept = base::writeFile(own, base::viewOf(made + "\n"), true); !kept)
    return base::fail(kept.error());
  base::log::info("no passphrase was given for the hall's keys: a random one is made and kept in {}",
                  own.string());
  return made;
}

// The controlling terminal while something is typed that nobody shall see.
class QuietTerminal {
 public:
  QuietTerminal() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0 || ::tcgetattr(fd_, &before_) != 0) return;
    auto quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);  // no signal may leave the terminal without echo
    ready_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
  }
  ~QuietTerminal() {
    if (ready_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
    if (fd_ >= 0) ::close(fd_);
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  bool ready() const { return ready_; }
  std::string ask(const std::string& question) const {
    say(question + " ");
    std::string line;
    for (char c = 0; line.size() < kPassphraseLimit && ::read(fd_, &c, 1) == 1 && c != '\n'; line += c)
      if (c == kCancel) {
        base::cleanse(line);
        break;
      }
    say("\n");
    return line;
  }

 private:
  void say(const std::string& text) const { (void)!::write(fd_, text.data(), text.size()); }
  int fd_;
  termios before_{};
  bool ready_ = false;
};

base::Result<std::string> askedPassphrase(Passphrase kind, const base::Texts& texts) {
  const auto missing = base::fail("root_passphrase_missing", "", "no passphrase of the root was given");
  const QuietTerminal terminal;
  if (!terminal.ready()) return missing;
  auto typed = terminal.ask(
      texts.get(kind == Passphrase::chosen ? "hall.keys.choose_passphrase" : "hall.keys.type_passphrase"));
  if (typed.empty()) return missing;
  if (kind == Passphrase::existing) return typed;
  auto again = terminal.ask(texts.get("hall.keys.repeat_passphrase"));
  const bool same = base::equalInConstantTime(base::viewOf(typed), base::viewOf(again));
  base::cleanse(again);
  if (same) return typed;
  base::cleanse(typed);
  return base::fail("root_passphrase_differs", "", "the two passphrases differ");
}

}  // namespace

base::Result<std::string> passphraseOf(const Options& options) {
  if (!options.passphrase_file.empty()) return firstLine(options.passphrase_file);
  if (const char* told = std::getenv("HALL_KEY_PASSPHRASE"); told && *told) return std::string(told);
  const base::FolderLock lock(options.data);  // two programs on a new folder must come to the same one
  const auto own = options.data / "passphrase";
  std::error_code unseen;
  return fs::exists(own, unseen) ? firstLine(own) : madePassphrase(options.data, own);
}

base::Result<std::string> tokenPinOf(const Options& options) {
  if (!options.token_pin_file.empty()) return firstLine(options.token_pin_file);
  const char* told = std::getenv("HALL_TOKEN_PIN");
  return std::string(told ? told : "");
}

base::Result<std::string> rootPassphraseOf(const Options& options, Passphrase kind,
                                           const base::Texts& texts) {
  const char* told = std::getenv("HALL_ROOT_PASSPHRASE");
  auto out = !options.root_passphrase_file.empty() ? firstLine(options.root_passphrase_file)
             : told && *told                       ? base::Result<std::string>(told)
                                                   : askedPassphrase(kind, texts);
  if (out && kind == Passphrase::chosen && out->size() < kShortestPassphrase) {
    base::cleanse(*out);
    return base::fail("root_passphrase_short", "", "the root's passphrase is too short",
                      {std::to_string(kShortestPassphrase)});
  }
  return out;
}

}  // namespace hall::cli
