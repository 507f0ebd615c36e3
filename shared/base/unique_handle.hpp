// Owners for what C libraries hand out.
#pragma once

#include <memory>

namespace base {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* pointer) const {
    if (pointer) Free(pointer);
  }
};

template <class T, auto Free>
using Handle = std::unique_ptr<T, FreeWith<Free>>;

}  // namespace base
