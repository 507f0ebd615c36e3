// JSON (RFC 8259) in and out. Decoding is strict: unknown members, wrong types, overlong texts and bad UTF-8 are refused
// with code "json_*" and a JSON pointer (RFC 6901) as place. Nothing throws; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "hall_api/types.hpp"

namespace api {

constexpr std::size_t kBodyLimit = 1 << 20;

// Instantiated in codec.cpp for every struct of types.hpp, and Page<T> for what is listed.
template <class T>
std::string toJson(const T& value);
template <class T>
base::Result<T> fromJson(std::string_view json);

}  // namespace api
