// What CAS servers send, read strictly: no document type, and so no entities and nothing to fetch; limits of
// depth, length and number. Any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace hall::identity {

struct XmlElement {
  std::string path;  // names from the root on, joined by '/'; those of another namespace with it before them
  std::string text{};
  bool plain = true;  // no elements within
  std::map<std::string, std::string> attributes{};
};

// Every element of a document, each after those within it. space: the namespace whose names stand bare in the
// paths. Code provider_answer_bad.
base::Result<std::vector<XmlElement>> xmlElements(std::string_view xml, const std::string& space);

}  // namespace hall::identity
