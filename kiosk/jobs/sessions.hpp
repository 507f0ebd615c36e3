// The tokens of people signed in, by the flow's session number; forgotten with the session. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/crypto.hpp"
#include "kiosk/flow/event.hpp"

namespace kiosk {

class Sessions {
 public:
  ~Sessions() {
    for (auto& [session, token] : tokens_) base::cleanse(token);
  }
  // False when the session was wiped while the hall still thought about the password: the token must be
  // signed out.
  bool begin(SessionNumber session, const std::string& token) {
    std::lock_guard hold(guard_);
    if (session <= last_ended_) return false;
    tokens_[session] = token;
    return true;
  }
  bool lives(SessionNumber session) const {
    std::lock_guard hold(guard_);
    return session > last_ended_;
  }
  std::string token(SessionNumber session) const {
    std::lock_guard hold(guard_);
    const auto found = tokens_.find(session);
    return found == tokens_.end() ? std::string() : found->second;
  }
  std::string end(SessionNumber session) {  // the token to sign out with; empty where there was none
    std::lock_guard hold(guard_);
    last_ended_ = std::max(last_ended_, session);
    auto found = tokens_.extract(session);
    return found.empty() ? std::string() : std::move(found.mapped());
  }

 private:
  mutable std::mutex guard_;
  SessionNumber last_ended_ = 0;
  std::map<SessionNumber, std::string> tokens_;
};

}  // namespace kiosk
