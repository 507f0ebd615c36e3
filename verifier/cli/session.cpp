#include "verifier/cli/session.hpp"

#include "base/crypto.hpp"
#include "base/file.hpp"

namespace verifier::cli {

base::Result<std::shared_ptr<const Session>> Session::begin(const api::HallAddress& hall,
                                                            const std::string& account,
                                                            const std::filesystem::path& password) {
  constexpr std::size_t kLongest = 1024;
  auto secret = base::readTextFile(password, kLongest);
  if (!secret) return base::fail(secret.error());
  while (!secret->empty() && (secret->back() == '\n' || secret->back() == '\r')) secret->pop_back();
  api::SignIn sign_in{account, *secret};
  auto session = api::openHallClient(hall)->signIn(sign_in);
  base::cleanse(*secret);
  base::cleanse(sign_in.password);
  if (!session) return base::fail(session.error());
  return std::shared_ptr<const Session>(new Session(hall, std::move(session->token)));
}

Session::~Session() {
  static_cast<void>(api::openHallClient(hall_)->signOut(token_));  // unheard, it ends by itself
  base::cleanse(token_);
}

}  // namespace verifier::cli
