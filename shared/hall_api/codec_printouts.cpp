// Documents, printouts and verdicts.
#include "hall_api/schema_receipts.hpp"  // a verification tells open ones
#include "hall_api/struct_codec.hpp"

API_CODEC(api::Document)
API_CODEC(api::Page<api::Document>)
API_CODEC(api::Printout)
API_CODEC(api::PrintoutEvent)
API_CODEC(api::VerificationRequest)
API_CODEC(api::Verification)
API_CODEC(domain::Acceptance)
API_CODEC(domain::Verdict)
