// Labels that reading and signing share. SPEC.md says what each holds.
#pragma once

#include <cstdint>
#include <string_view>

namespace seal {

enum KeyLabel : std::int64_t {  // COSE_Key, RFC 9052 section 7.1 and RFC 9053 section 7
  kKeyType = 1,
  kKeyId = 2,
  kKeyAlgorithm = 3,
  kKeyCurve = -1,
  kKeyX = -2,
  kKeyY = -3,
  kKeySignsFrom = -65537,  // the hall's own, private use
  kKeySignsUntil = -65538,
  kKeyVerifyUntil = -65539,
  kKeyRevokedAt = -65540,
  kKeyRevokedReason = -65541,
};
constexpr std::int64_t kTypeOkp = 1, kTypeEc2 = 2;  // kty
constexpr std::int64_t kCurveP256 = 1, kCurveEd25519 = 6,
                       kCurveSm2 = -65537;  // crv; the last for private use

enum HeaderParameter : std::int64_t {  // IANA COSE Header Parameters
  kHeaderAlg = 1,
  kHeaderCrit = 2,
  kHeaderContentType = 3,
  kHeaderKid = 4,
  kHeaderCwtClaims = 15,
  kHeaderTyp = 16,
};
constexpr std::uint64_t kCoseKeySetFormat = 102;  // application/cose-key-set as a CoAP content format
constexpr std::string_view kStatusListType = "application/statuslist+cwt";

enum StatusListClaim : std::int64_t {  // Token Status List
  kSub = 2,
  kIssuedAt = 6,
  kStatusList = 65533,
  kTtl = 65534,
};
constexpr std::string_view kStatusListPath = "/api/v1/status/";  // sub: relative to the hall's address

constexpr std::int64_t kYear10000 = 253402300800;  // no date a person could read lies beyond

}  // namespace seal
