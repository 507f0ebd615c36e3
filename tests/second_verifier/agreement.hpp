// Both verifiers, the same questions, and every line of their answers equal.
#pragma once

#include "tests/second_verifier/python.hpp"

namespace second {

// How often each verdict and reason came: "altered bad_signature" -> 12. So no test agrees about nothing.
using Census = std::map<std::string, int>;

inline std::vector<seal::StatusList> readable(const Campus& campus, const seal::KeySet& keys) {
  std::vector<seal::StatusList> out;
  for (const auto& token : campus.lists)
    if (auto list = seal::openStatusList(token, keys)) out.push_back(std::move(*list));
  return out;
}

inline Census agree(const Campus& campus, const seal::KeySet& keys, base::BytesView key_set,
                    const std::vector<Question>& questions, const std::string& more_words = "") {
  const Desk desk(keys, readable(campus, keys));
  const auto second = askPython(campus, key_set, questions, more_words);
  INFO(second.complaints);
  REQUIRE(second.status == 0);
  REQUIRE(second.lines.size() == questions.size());
  Census census;
  int differing = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto judged = desk.judge(questions[i]);
    ++census[std::string(nameOf(judged.seal.outcome)) + " " + reasonOf(judged.seal)];
    if (second.lines[i] == answerOf(questions[i], judged) || ++differing > 5) continue;
    INFO(questions[i].name << "\n" << questions[i].carrier << "\n" << judged.seal.reason);
    CHECK(second.lines[i] == answerOf(questions[i], judged));
  }
  CHECK(differing == 0);
  return census;
}

inline Census agree(const Campus& campus, const std::vector<Question>& questions) {
  const auto keys = campus.keySet();
  return agree(campus, keys, seal::signKeySet(keys, campus.root).value(), questions);
}

}  // namespace second
