// From a request to its answer: route, device, rate, session, form of the body, handler; one line in the
// access log.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "hall/http/message.hpp"
#include "hall/http/rate_limit.hpp"
#include "hall/http/static_files.hpp"
#include "hall/service/service.hpp"

namespace hall {

struct ApplicationSettings {
  Rate sign_ins{60, 30};  // a corridor of kiosks behind one address, but no password guessing
  // Tries of the short codes: at this pace one address meets one of a hundred waiting terminals once in four
  // years (identity/user_code.hpp).
  Rate user_codes{120, 60};
  Rate verifications{120, 60};  // of the public; devices are not limited
};

class Application {
 public:
  Application(Service& service, const base::Clock& clock, StaticFiles files,
              const ApplicationSettings& settings = {});
  ~Application();

  Response answer(Request request);  // any thread

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace hall
