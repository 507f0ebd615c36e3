// The desk's own word in its command codes (HALL-DESK:<word>:ACCEPT): whoever hands in a paper can print any
// code on it, but not one that this desk obeys.
#pragma once

#include <filesystem>
#include <string>

namespace verifier::desk {

// 64 random bits in base32, 13 characters. Made once and kept in the state folder, private to its owner, so
// that printed cards stay good; removing the file makes them void. Where it can't be kept the word is good
// until the program ends, and the log says so.
std::string commandWord(const std::filesystem::path& state);

}  // namespace verifier::desk
