// The open device of a reader. Internal to the room.
#pragma once

#include <utility>

#include "base/result.hpp"
#include "reader/reader.hpp"

namespace reader {

class Port {
 public:
  explicit Port(int descriptor) : descriptor_(descriptor) {}
  ~Port();
  Port(Port&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Port& operator=(Port&&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Non-blocking, and for this program alone. Codes: those of State, but reader_unplugged.
base::Result<Port> openPort(const ReaderAddress& address);

// What errno says about a reader's device.
base::Error errorOf(int error_number, const std::filesystem::path& device);

}  // namespace reader
