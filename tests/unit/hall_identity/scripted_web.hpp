// A campus sign-in server made of answers; what it was asked is written down.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "hall/identity/web.hpp"

struct WebScript {
  // By the beginning of the address; the longest that fits answers.
  std::map<std::string, std::function<hall::identity::WebAnswer(const hall::identity::WebCall&)>> answers;
  std::vector<hall::identity::WebCall> asked;

  void says(const std::string& url, std::string body, int status = 200) {
    answers[url] = [=](const auto&) { return hall::identity::WebAnswer{status, body}; };
  }
};

class ScriptedWeb final : public hall::identity::Web {
 public:
  explicit ScriptedWeb(WebScript& script) : script_(script) {}
  base::Result<hall::identity::WebAnswer> exchange(const hall::identity::WebCall& call) override {
    script_.asked.push_back(call);
    for (auto it = script_.answers.rbegin(); it != script_.answers.rend(); ++it)
      if (call.url.starts_with(it->first)) return it->second(call);
    return base::fail("provider_unreachable", "", "nobody answers there");
  }

 private:
  WebScript& script_;
};
