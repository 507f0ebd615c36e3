// The public page's files (assets/web), read once at start and served from memory.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "hall/http/message.hpp"

namespace hall {

class StaticFiles {
 public:
  StaticFiles() = default;
  // Takes .html, .js, .css, .svg and .png files of the folder itself, each up to 1 MiB; others are left out.
  static base::Result<StaticFiles> load(const std::filesystem::path& folder);

  // 404 with code route_unknown where there is no such file.
  Response answer(const std::string& name, const std::string& if_none_match) const;

 private:
  struct File {
    std::string content_type;
    base::Bytes bytes;
    std::string etag;
  };
  std::map<std::string, File> files_;
};

// A cacheable answer: 304 when the asker has it already.
Response cached(const base::Bytes& bytes, const std::string& content_type, int max_age_s,
                const std::string& if_none_match);

}  // namespace hall
