#pragma once

#include "paper/typesetter.hpp"

namespace paper {

struct Press::Fonts {
  std::unique_ptr<Typesetter> typesetter;
};

}  // namespace paper
