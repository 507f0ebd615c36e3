// The file a report goes into: written beside it under its name with ".part", and in its place once it is
// whole. One thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>

#include "base/result.hpp"

namespace verifier::cli {

class Output {
 public:
  // Code: output_not_a_file: a folder, a device or a link, /dev/stdout above all, isn't replaced.
  static base::Status fits(const std::filesystem::path& path);
  // A path that fits. Code: file_unwritable.
  static base::Result<std::unique_ptr<Output>> open(const std::filesystem::path& path);
  ~Output();  // not put in place: nothing is left
  std::ostream& stream() { return stream_; }
  base::Status putInPlace();  // code: file_unwritable

 private:
  explicit Output(std::filesystem::path path);
  std::filesystem::path path_, part_;
  std::ofstream stream_;
};

}  // namespace verifier::cli
