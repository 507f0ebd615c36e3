// How results become answers; shared by the handlers_*.cpp.
#pragma once

#include "hall/http/message.hpp"
#include "hall/http/problem.hpp"
#include "hall_api/codec.hpp"

namespace hall {

template <class T>
Response json(const base::Result<T>& result, int status = 200) {
  if (!result) return problemOf(result.error());
  return {status, "application/json", base::bytesOf(api::toJson(*result)), {}};
}

inline Response noContent(const base::Status& result) {
  if (!result) return problemOf(result.error());
  return {204, "", {}, {}};
}

inline Response pdf(base::Result<base::Bytes> result) {
  if (!result) return problemOf(result.error());
  return {200, "application/pdf", std::move(*result), {}};
}

// The body as a T, handed on to then(T&); a body that isn't one is answered with its problem.
template <class T, class Then>
Response withBody(const Request& request, Then then) {
  auto body = api::fromJson<T>(request.body);
  if (!body) return problemOf(body.error());
  return then(*body);
}

}  // namespace hall
