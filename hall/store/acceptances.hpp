// Who took a paper in, and who refused it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/verdict.hpp"
#include "hall/store/database.hpp"

namespace hall::store {

struct Receipt {  // what a receiver did with one copy at one counter node
  domain::Acceptance acceptance;
  std::string case_id;
  std::string receiver;  // account
  std::string device;
  std::string reason;  // of a refusal
};

void insertAcceptance(Connection& connection, const Receipt& receipt);
void insertRefusal(Connection& connection, const Receipt& receipt);
std::vector<domain::Acceptance> acceptancesOfCopy(Connection& connection,
                                                  const std::string& serial);  // oldest first
std::vector<domain::Acceptance> acceptancesOfCase(Connection& connection, const std::string& case_id);

}  // namespace hall::store
