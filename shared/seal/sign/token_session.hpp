// PKCS #11 itself: a loaded module, a logged-in session, and what a token's answers mean. Only for the
// token_*.cpp of this room.
#pragma once

#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "seal/sign/token_key.hpp"

namespace seal {

// Why a call failed: token_wrong_pin, token_pin_locked, token_missing, else token_failed with the CKR_* name.
tl::unexpected<base::Error> tokenFailed(const TokenPlace& place, CK_RV code);
// What a token says that was pulled out since its session was opened, and perhaps put back.
bool isSessionLost(CK_RV code);

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t bytes);

// p11-kit counts who uses a module and initialises it once.
class TokenModule {
 public:
  static base::Result<std::shared_ptr<TokenModule>> load(const std::string& path);  // token_module_unloadable
  ~TokenModule();
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;
  CK_FUNCTION_LIST* operator->() const { return functions_; }

 private:
  explicit TokenModule(CK_FUNCTION_LIST* functions) : functions_(functions) {}
  CK_FUNCTION_LIST* functions_;
};

// Logged in on the one token with that label. Closed when it goes; the log-in goes with the last session.
class TokenSession {
 public:
  // more: CKF_RW_SESSION to make keys.
  static base::Result<std::unique_ptr<TokenSession>> open(const std::shared_ptr<TokenModule>& module,
                                                          const TokenPlace& place, const std::string& pin,
                                                          CK_FLAGS more);
  ~TokenSession();
  TokenSession(const TokenSession&) = delete;
  TokenSession& operator=(const TokenSession&) = delete;

  CK_SESSION_HANDLE handle() const { return handle_; }
  CK_SLOT_ID slot() const { return slot_; }
  CK_FUNCTION_LIST* operator->() const { return module_->operator->(); }

  // The object with the key pair's label; CK_INVALID_HANDLE: there is none.
  base::Result<CK_OBJECT_HANDLE> find(CK_OBJECT_CLASS kind, const TokenPlace& place) const;
  // Empty: the object has none, or an absurdly long one.
  base::Bytes bytesOf(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

 private:
  TokenSession(std::shared_ptr<TokenModule> module, CK_SLOT_ID slot)
      : module_(std::move(module)), slot_(slot) {}
  std::shared_ptr<TokenModule> module_;
  CK_SLOT_ID slot_;
  CK_SESSION_HANDLE handle_ = 0;
  bool open_ = false;
};

}  // namespace seal
