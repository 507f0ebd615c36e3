// One picture through every reader.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "degrade.hpp"

namespace reading {

enum class Reader { ours, zxing, zbar };
inline constexpr std::array kReaders{Reader::ours, Reader::zxing, Reader::zbar};
inline constexpr std::size_t kReaderCount = kReaders.size();
std::string_view nameOf(Reader reader);

struct Answer {
  bool read = false;   // every hall seal in the picture came out
  bool wrong = false;  // a text came out that isn't in the picture
  double processor_ms = 0;
  double memory_mb = 0;
};

struct Trial {
  Kind kind{};
  Strength strength{};
  std::uint64_t seed = 0;
  std::array<Answer, kReaderCount> programs{};  // as installed, by Reader
  Answer within{};                              // qr::read alone, in this process
  std::string file{};                           // where the picture was written
};

struct Programs {
  std::filesystem::path verifier{};  // hall-verifier; empty: qr::read in this process is all that runs
  std::filesystem::path folder{};    // keys.cose and root.pub, and where pictures go for as long as they need
};

Trial tried(const Office& office, Kind kind, Strength strength, std::uint64_t seed, const Programs& programs);

}  // namespace reading
