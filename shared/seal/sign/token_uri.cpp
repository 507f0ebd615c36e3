// RFC 7512: a token and its key in one line.
#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include <algorithm>
#include <cstdlib>

#include "base/unique_handle.hpp"
#include "seal/sign/token_session.hpp"

namespace seal {
namespace {

using Uri = base::Handle<P11KitUri, p11_kit_uri_free>;

constexpr std::size_t kLongestUri = 1'000;
constexpr std::size_t kLabelBytes = sizeof(CK_TOKEN_INFO::label);  // padded with blanks

std::string textOf(const CK_ATTRIBUTE* attribute) {
  return attribute ? std::string(static_cast<const char*>(attribute->pValue), attribute->ulValueLen)
                   : std::string();
}

}  // namespace

base::Result<TokenPlace> tokenPlaceFromUri(std::string_view text) {
  const auto bad = [](const char* cause) { return base::fail("token_bad_uri", "", cause); };
  const std::string whole(text);
  if (whole.size() > kLongestUri || whole.find('\0') != std::string::npos)
    return bad("longer than 1,000 characters");
  const Uri uri(p11_kit_uri_new());
  const auto parsed = p11_kit_uri_parse(whole.c_str(), P11_KIT_URI_FOR_ANY, uri.get());
  if (parsed != P11_KIT_URI_OK) return bad(p11_kit_uri_message(parsed));
  if (p11_kit_uri_get_pin_value(uri.get()) || p11_kit_uri_get_pin_source(uri.get()))
    return bad("a PIN never stands in the URI; give it by a file or the environment");
  if (p11_kit_uri_any_unrecognized(uri.get())) return bad("it holds a part that isn't known");
  TokenPlace place;
  const auto* module = p11_kit_uri_get_module_path(uri.get());
  const auto& label = p11_kit_uri_get_token_info(uri.get())->label;
  place.module_path = module ? module : "";
  place.token.assign(reinterpret_cast<const char*>(label), kLabelBytes);
  place.token.resize(std::min(place.token.find('\0'), place.token.size()));
  place.token.erase(place.token.find_last_not_of(' ') + 1);
  place.object = textOf(p11_kit_uri_get_attribute(uri.get(), CKA_LABEL));
  if (place.token.empty()) return bad("token=, the token's label, is missing");
  if (!place.module_path.starts_with('/'))
    return bad("?module-path=, the whole path of the module, is missing");
  return place;
}

std::string toUri(const TokenPlace& place) {
  const Uri uri(p11_kit_uri_new());
  auto& label = p11_kit_uri_get_token_info(uri.get())->label;
  std::fill(std::begin(label), std::end(label), static_cast<CK_UTF8CHAR>(' '));
  std::copy_n(place.token.begin(), std::min(place.token.size(), kLabelBytes), label);
  if (!place.object.empty()) {
    auto object = attribute(CKA_LABEL, place.object.data(), place.object.size());
    p11_kit_uri_set_attribute(uri.get(), &object);
  }
  p11_kit_uri_set_module_path(uri.get(), place.module_path.c_str());
  char* text = nullptr;
  if (p11_kit_uri_format(uri.get(), P11_KIT_URI_FOR_ANY, &text) != P11_KIT_URI_OK) return "";
  const base::Handle<char, free> owned(text);
  return text;
}

}  // namespace seal
