// What the keys commands work on: the data folder's database and what opens its issuing keys.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "hall/cli/options.hpp"
#include "hall/service/key_access.hpp"
#include "hall/store/database.hpp"

namespace hall::cli {

struct KeyRoom {
  std::unique_ptr<store::Database> database;
  KeyAccess access;

  // Of a hall that has its keys; one from an earlier version is taken over. Code keys_missing.
  static base::Result<KeyRoom> open(const Options& options, const base::Clock& clock);
  // Of a new hall.
  static base::Result<KeyRoom> make(const Options& options, const base::Clock& clock);
};

}  // namespace hall::cli
