// Lambdas as one visitor, for std::visit: a case for each alternative of a variant. Pure.
#pragma once

namespace base {

template <class... F>
struct Each : F... {
  using F::operator()...;
};

}  // namespace base
