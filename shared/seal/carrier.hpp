// The text inside the QR code: https://<host>/v#<base32 of the COSE_Sign1>.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace seal {

struct CarrierText {
  std::string link;     // "https://hall.example.edu.cn/v#", for a byte segment
  std::string payload;  // base32, upper case, unpadded, for an alphanumeric segment
  std::string text() const { return link + payload; }
};

CarrierText toCarrier(base::BytesView cose_sign1, std::string_view host);

struct Carried {
  base::Bytes token;
  std::string host;  // lower case; empty when the text was the bare payload. Never to be trusted or contacted
};

// Takes any case and ignores white space, as handheld readers mangle both; also the bare base32 payload. At
// most 2,000 characters. Code "not_a_hall_seal" with the cause.
base::Result<Carried> fromCarrier(std::string_view text);

}  // namespace seal
