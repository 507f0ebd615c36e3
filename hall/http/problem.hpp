// Errors as RFC 9457 problems.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "domain/verdict.hpp"
#include "hall/http/message.hpp"

namespace hall {

struct ProblemCode {
  std::string code;
  int status;
};
// Every code an asker can be told, beside the codec's json_*; openapi.yaml lists the same.
std::vector<ProblemCode> problemCodes();

// The HTTP status an error's code stands for; 500 for a code that isn't meant for the asker.
int statusOf(const std::string& code);

// application/problem+json. What a 500 rests on goes to the log, not to the asker.
Response problemOf(const base::Error& error, const domain::Acceptance* acceptance = nullptr);

}  // namespace hall
