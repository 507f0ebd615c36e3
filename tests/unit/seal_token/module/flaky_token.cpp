// A PKCS #11 module for tests: SoftHSM, but $FLAKY_TOKEN makes it fail as real tokens do.
//   out         pulled out: no slot holds a token, every session is lost
//   locked      the PIN is locked
//   no_eddsa    the token has no Ed25519
//   lying       signatures are wrong by a bit
// $FLAKY_TOKEN_LOGINS counts the log-ins that were tried.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

#include <cstdlib>
#include <string>

namespace {

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;

std::string mood() {
  const char* told = std::getenv("FLAKY_TOKEN");
  return told ? told : "";
}

bool isOut() { return mood() == "out"; }

CK_RV getSlotList(CK_BBOOL present, CK_SLOT_ID* slots, CK_ULONG* count) {
  if (!isOut()) return real->C_GetSlotList(present, slots, count);
  *count = 0;
  return CKR_OK;
}

CK_RV getMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
  if (mood() == "no_eddsa" && (type == CKM_EDDSA || type == CKM_EC_EDWARDS_KEY_PAIR_GEN))
    return CKR_MECHANISM_INVALID;
  return real->C_GetMechanismInfo(slot, type, info);
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG length) {
  const char* before = std::getenv("FLAKY_TOKEN_LOGINS");
  setenv("FLAKY_TOKEN_LOGINS", std::to_string((before ? std::atoi(before) : 0) + 1).c_str(), 1);
  return mood() == "locked" ? CKR_PIN_LOCKED : real->C_Login(session, user, pin, length);
}

CK_RV signInit(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  if (!isOut()) return real->C_SignInit(session, mechanism, key);
  CK_SESSION_INFO info{};
  if (real->C_GetSessionInfo(session, &info) == CKR_OK) real->C_CloseAllSessions(info.slotID);
  return CKR_DEVICE_REMOVED;
}

CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG length, CK_BYTE* out, CK_ULONG* out_length) {
  const auto code = real->C_Sign(session, data, length, out, out_length);
  if (code == CKR_OK && out && mood() == "lying") out[0] ^= 1;
  return code;
}

}  // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  if (!real) {
    void* module = dlopen(SOFTHSM_MODULE, RTLD_NOW | RTLD_LOCAL);
    const auto get =
        module ? reinterpret_cast<CK_C_GetFunctionList>(dlsym(module, "C_GetFunctionList")) : nullptr;
    if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_GetFunctionList = C_GetFunctionList;
    ours.C_GetSlotList = getSlotList;
    ours.C_GetMechanismInfo = getMechanismInfo;
    ours.C_Login = login;
    ours.C_SignInit = signInit;
    ours.C_Sign = sign;
  }
  *list = &ours;
  return CKR_OK;
}
