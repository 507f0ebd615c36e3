// How the database came to its present shape, one numbered step after the other. A step that has been
// released is never changed: what it got wrong, the next one mends.
#pragma once

#include <vector>

#include "hall/store/database.hpp"

namespace hall::store {

struct Migration {
  int number = 0;
  const char* sentence = "";  // for the log and the table "migrations"
  std::vector<const char*> statements{};
  void (*after)(Connection&) = nullptr;  // what SQL can't say
};

const std::vector<Migration>& migrations();  // ascending, without gaps

extern const Migration kSignIn;  // migrations_sign_in.cpp

}  // namespace hall::store
