// A receiver's session with the hall for as long as a run takes. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "hall_api/client.hpp"

namespace verifier::cli {

class Session {
 public:
  // password: a file, so that it stands on no command line. Codes: the hall's, and those of files.
  static base::Result<std::shared_ptr<const Session>> begin(const api::HallAddress& hall,
                                                            const std::string& account,
                                                            const std::filesystem::path& password);
  ~Session();  // signs out
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const std::string& token() const { return token_; }

 private:
  Session(api::HallAddress hall, std::string token) : hall_(std::move(hall)), token_(std::move(token)) {}
  api::HallAddress hall_;
  std::string token_;
};

}  // namespace verifier::cli
