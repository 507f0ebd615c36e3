// What OpenSSL must be told for SM2 (GB/T 32918.2). Only for .cpp files that speak to OpenSSL.
#pragma once

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>

namespace seal {

// The distinguishing identifier that goes into the signed hash, as GM/T 0009 fixes it. OpenSSL's default is
// the empty one; a signature made with another identifier just fails.
inline std::array<OSSL_PARAM, 2> sm2Parameters() {
  static char identifier[] = "1234567812345678";
  return {OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID, identifier, sizeof identifier - 1),
          OSSL_PARAM_construct_end()};
}

}  // namespace seal
