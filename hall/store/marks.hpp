// Things that are done once in a hall's life.
#pragma once

#include <string>

#include "hall/store/database.hpp"

namespace hall::store {

bool markOnce(Connection& connection, const std::string& what);  // true the first time

}  // namespace hall::store
