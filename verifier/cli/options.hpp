// What `hall-verifier check` was asked to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace verifier::cli {

enum class Format { table, json, jsonl, csv };

struct CheckOptions {
  Format format = Format::table;
  bool bom = false;                            // before CSV, for spreadsheets that guess otherwise
  std::filesystem::path output;                // empty: standard output
  bool resume = false;                         // go on where an earlier run into the same output ended
  int jobs = 0;                                // threads that read; 0: as many as the machine bears
  std::optional<bool> progress;                // unset: where standard error is a terminal
  bool offline = false;                        // never touch the network
  bool data_codes = false;                     // read the pages' data codes; off line
  bool fields = false;                         // tell their values
  bool content = false;                        // hold every page against what was issued
  std::filesystem::path reports;               // folder for one PDF a printout; empty: none
  std::string account;                         // a receiver's, for the hall's originals
  std::filesystem::path password;              // its file
  std::string hall;                            // https://host[:port]
  std::filesystem::path ca, certificate, key;  // the hall's CA, and a device's own identity
  std::filesystem::path keys, root;            // signed key set, and the root's public key
  std::vector<std::filesystem::path> status;   // status list tokens
  std::filesystem::path config, campus;        // a device's configuration in place of all of the above
  std::vector<std::string> texts;              // codes as text
  std::vector<std::string> files;              // or folders; "-": standard input
};

// Codes: usage_* (each with a text "error.usage_*").
base::Result<CheckOptions> checkOptions(const std::vector<std::string>& words);

// Whether a run that was ended can be gone on with: what is read from data codes and pictures is kept
// nowhere.
bool canResume(const CheckOptions& options);

// Everything that the answers rest on, as one line of hex: two runs that differ in it can't be one.
std::string fingerprintOf(const CheckOptions& options);

}  // namespace verifier::cli
