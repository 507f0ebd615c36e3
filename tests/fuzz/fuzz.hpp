// What every fuzz target shares. A target is one function over the bytes a fuzzer made up:
//
//   FUZZ_TARGET(carrier) { ... input ... }
//
// It breaks off (fuzz::require) where a room breaks a promise, not only where it crashes.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "base/bytes.hpp"
#include "base/texts.hpp"

namespace fuzz {

using Target = void (*)(base::BytesView input);

struct Registered {  // for the replay, which holds every target in one program
  Registered(const char* name, Target target);
};

// Says what broke and ends the program, so that the fuzzer keeps the input.
inline void require(bool holds, const char* promise, const std::string& detail = "") {
  if (holds) return;
  std::fprintf(stderr, "fuzz: broken: %s %s\n", promise, detail.c_str());
  std::abort();
}

// Every error a person can meet has a sentence.
inline void requireSentence(const base::Error& error) {
  static const auto texts = base::Texts::load(HALL_SOURCE_DIR "/assets/lang", base::Language::en).value();
  require(texts.has("error." + error.code), "an error without a sentence:", error.describe());
}

inline bool liesWithin(base::BytesView part, base::BytesView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace fuzz

#ifdef HALL_LIBFUZZER
#define FUZZ_TARGET(NAME)                                                             \
  static void fuzz_##NAME(base::BytesView input);                                     \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    return fuzz_##NAME({data, size}), 0;                                              \
  }                                                                                   \
  static void fuzz_##NAME(base::BytesView input)
#else
#define FUZZ_TARGET(NAME)                                              \
  static void fuzz_##NAME(base::BytesView input);                      \
  static const fuzz::Registered registered_##NAME{#NAME, fuzz_##NAME}; \
  static void fuzz_##NAME(base::BytesView input)
#endif
