#include "seal/sign/token_session.hpp"

#include <fmt/format.h>
#include <p11-kit/p11-kit.h>

#include <algorithm>
#include <mutex>

namespace seal {
namespace {

constexpr std::size_t kLabelBytes = sizeof(CK_TOKEN_INFO::label);  // padded with blanks
constexpr std::size_t kMostSlots = 256;

std::mutex& loading() {
  static std::mutex one;
  return one;
}

base::Result<CK_SLOT_ID> slotOf(const TokenModule& module, const TokenPlace& place) {
  CK_SLOT_ID slots[kMostSlots];
  CK_ULONG count = kMostSlots;
  if (const auto code = module->C_GetSlotList(CK_TRUE, slots, &count); code != CKR_OK)
    return tokenFailed(place, code);
  for (CK_ULONG i = 0; i < count; ++i) {
    CK_TOKEN_INFO info{};
    if (module->C_GetTokenInfo(slots[i], &info) != CKR_OK) continue;
    std::string label(reinterpret_cast<const char*>(info.label), kLabelBytes);
    label.erase(label.find_last_not_of(' ') + 1);
    if (label == place.token) return slots[i];
  }
  return base::fail("token_missing", place.token, "no token with this label is plugged in");
}

struct Answer {
  CK_RV code;
  const char* name;
};
constexpr Answer kAnswers[] = {
    {CKR_HOST_MEMORY, "CKR_HOST_MEMORY"},
    {CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID"},
    {CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR"},
    {CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED"},
    {CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD"},
    {CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID"},
    {CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID"},
    {CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR"},
    {CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY"},
    {CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED"},
    {CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED"},
    {CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID"},
    {CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT"},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED"},
    {CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
    {CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID"},
    {CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID"},
    {CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE"},
    {CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED"},
    {CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED"},
    {CKR_SESSION_COUNT, "CKR_SESSION_COUNT"},
    {CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID"},
    {CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE"},
    {CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT"},
    {CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"},
    {CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED"},
    {CKR_TOKEN_WRITE_PROTECTED, "CKR_TOKEN_WRITE_PROTECTED"},
    {CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN"},
    {CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED"},
    {CKR_USER_TYPE_INVALID, "CKR_USER_TYPE_INVALID"},
    {CKR_DOMAIN_PARAMS_INVALID, "CKR_DOMAIN_PARAMS_INVALID"},
    {CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED"},
};

std::string nameOf(CK_RV code) {
  const auto* found = std::find_if(std::begin(kAnswers), std::end(kAnswers),
                                   [&](const auto& one) { return one.code == code; });
  return found != std::end(kAnswers) ? found->name : fmt::format("CKR {:#x}", code);
}

}  // namespace

tl::unexpected<base::Error> tokenFailed(const TokenPlace& place, CK_RV code) {
  switch (code) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      return base::fail("token_wrong_pin", place.token, "the token refuses the PIN");
    case CKR_PIN_LOCKED:
      return base::fail("token_pin_locked", place.token, "the token's PIN is locked");
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_DEVICE_REMOVED:
    case CKR_SLOT_ID_INVALID:
      return base::fail("token_missing", place.token, nameOf(code));
    default:
      return base::fail("token_failed", place.token, nameOf(code));
  }
}

// What a token says that was pulled out since its session was opened, and perhaps put back.
bool isSessionLost(CK_RV code) {
  switch (code) {
    case CKR_CRYPTOKI_NOT_INITIALIZED:
    case CKR_DEVICE_ERROR:
    case CKR_DEVICE_REMOVED:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SLOT_ID_INVALID:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_USER_NOT_LOGGED_IN:
      return true;
    default:
      return false;
  }
}

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const void* value, std::size_t bytes) {
  return {type, const_cast<void*>(value), bytes};
}

base::Result<std::shared_ptr<TokenModule>> TokenModule::load(const std::string& path) {
  const std::lock_guard turn(loading());
  auto* functions = p11_kit_module_load(path.c_str(), 0);
  const auto* why = functions ? nullptr : p11_kit_message();
  if (!functions) return base::fail("token_module_unloadable", path, why ? why : "it is no PKCS #11 module");
  if (const auto code = p11_kit_module_initialize(functions); code != CKR_OK) {
    p11_kit_module_release(functions);
    return base::fail("token_module_unloadable", path, nameOf(code));
  }
  return std::shared_ptr<TokenModule>(new TokenModule(functions));
}

TokenModule::~TokenModule() {
  const std::lock_guard turn(loading());
  p11_kit_module_finalize(functions_);
  p11_kit_module_release(functions_);
}

base::Result<std::unique_ptr<TokenSession>> TokenSession::open(const std::shared_ptr<TokenModule>& module,
                                                               const TokenPlace& place,
                                                               const std::string& pin, CK_FLAGS more) {
  const auto slot = slotOf(*module, place);
  if (!slot) return base::fail(slot.error());
  std::unique_ptr<TokenSession> session(new TokenSession(module, *slot));
  auto code = (*module)->C_OpenSession(*slot, CKF_SERIAL_SESSION | more, nullptr, nullptr, &session->handle_);
  if (code != CKR_OK) return tokenFailed(place, code);
  session->open_ = true;
  auto* secret = reinterpret_cast<CK_UTF8CHAR*>(const_cast<char*>(pin.data()));
  code = (*module)->C_Login(session->handle_, CKU_USER, secret, pin.size());
  if (code != CKR_OK && code != CKR_USER_ALREADY_LOGGED_IN) return tokenFailed(place, code);
  return session;
}

TokenSession::~TokenSession() {
  if (open_) (*module_)->C_CloseSession(handle_);
}

base::Result<CK_OBJECT_HANDLE> TokenSession::find(CK_OBJECT_CLASS kind, const TokenPlace& place) const {
  CK_ATTRIBUTE wanted[] = {attribute(CKA_CLASS, &kind, sizeof kind),
                           attribute(CKA_LABEL, place.object.data(), place.object.size())};
  CK_OBJECT_HANDLE out = CK_INVALID_HANDLE;
  CK_ULONG count = 0;
  auto code = (*module_)->C_FindObjectsInit(handle_, wanted, std::size(wanted));
  if (code == CKR_OK) code = (*module_)->C_FindObjects(handle_, &out, 1, &count);
  if (code == CKR_OK) code = (*module_)->C_FindObjectsFinal(handle_);
  if (code != CKR_OK) return tokenFailed(place, code);
  return count == 0 ? CK_OBJECT_HANDLE{CK_INVALID_HANDLE} : out;
}

base::Bytes TokenSession::bytesOf(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  base::Bytes out(128);
  auto asked = attribute(type, out.data(), out.size());
  if ((*module_)->C_GetAttributeValue(handle_, object, &asked, 1) != CKR_OK) return {};
  out.resize(std::min<std::size_t>(asked.ulValueLen, out.size()));
  return out;
}

}  // namespace seal
