// Errors as values. Expected failures travel as Result<T>; exceptions end at the adapter that met them.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace base {

// One failure, told three ways: for programs (code), for whoever mends it (place, cause), for people
// (base/texts.hpp finds the sentence "error.<code>" and fills in place and args).
struct Error {
  std::string code;   // stable snake_case word, e.g. "template_field_overflow"
  std::string place;  // file:line:column, JSON pointer, field name or address; empty where there is none
  std::string cause;  // one English sentence for logs and developers; never personal data
  std::vector<std::string> args{};  // what the translated sentence needs, {0}, {1}, ...

  std::string describe() const;  // "place: cause [code]"
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(std::string code, std::string place, std::string cause,
                                  std::vector<std::string> args = {}) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(place), std::move(cause), std::move(args)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace base
