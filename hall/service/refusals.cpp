#include "hall/service/refusals.hpp"

#include <algorithm>

namespace hall {

const std::vector<RefusalCode>& refusalCodes() {
  using enum Refusal;
  static const std::vector<RefusalCode> all{
      {"bad_cursor", malformed},
      {"field_unknown", malformed},
      {"field_required", malformed},
      {"field_too_long", malformed},
      {"field_bad_text", malformed},
      {"field_bad_character", malformed},
      {"field_not_a_date", malformed},
      {"field_not_digits", malformed},
      {"field_not_a_choice", malformed},
      {"field_overflow", malformed},
      {"field_unprintable", malformed},
      {"base_record_incomplete", conflict},
      {"signature_bad", malformed},
      {"signature_empty", malformed},
      {"signature_too_long", malformed},
      {"signature_not_expected", malformed},
      {"opinion_required", malformed},
      {"reason_required", malformed},
      {"colleague_not_expected", malformed},
      {"decided_at_bad", malformed},
      {"period_bad", malformed},
      {"idempotency_key_missing", malformed},
      {"idempotency_key_bad", malformed},
      {"idempotency_key_reused", conflict},
      {"sign_in_failed", not_signed_in},
      {"account_locked", too_many},
      {"session_expired", not_signed_in},
      {"device_unknown", not_signed_in},
      {"user_code_unknown", unknown},
      {"sign_in_ended", conflict},
      {"way_unknown", unknown},
      {"kiosk_only", not_allowed},
      {"desk_only", not_allowed},
      {"not_your_post", not_allowed},
      {"not_waiting_here", not_allowed},
      {"content_other_post", not_allowed},
      {"undo_other_receiver", not_allowed},
      {"printout_other_device", not_allowed},
      {"process_unknown", unknown},
      {"case_unknown", unknown},
      {"node_unknown", unknown},
      {"document_unknown", unknown},
      {"printout_unknown", unknown},
      {"content_not_kept", unknown},
      {"colleague_unknown", unknown},
      {"receipt_unknown", unknown},
      {"status_list_unknown", unknown},
      {"node_not_active", conflict},
      {"node_not_online", conflict},
      {"node_not_kiosk", conflict},
      {"node_ambiguous", conflict},
      {"action_unknown_here", conflict},
      {"action_out_of_order", conflict},
      {"action_done_already", conflict},
      {"action_by_printout", conflict},
      {"not_approved", conflict},
      {"sign_first", conflict},
      {"limit_reached", conflict},
      {"bad_printout_event", conflict},
      {"printout_not_proven", conflict},
      {"printout_void", conflict},
      {"printout_expired", conflict},
      {"already_accepted", conflict},
      {"undone_already", conflict},
      {"undo_too_late", conflict},
      {"undo_moved_on", conflict},
      {"no_issuing_key", conflict},
      {"device_exists", conflict},
      {"person_exists", conflict},
      {"bad_person", malformed},
      {"bad_device", malformed},
      {"password_too_short", malformed},
      {"password_too_long", malformed},
  };
  return all;
}

std::optional<Refusal> refusalOf(const std::string& code) {
  const auto& all = refusalCodes();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.code == code; });
  if (found == all.end()) return std::nullopt;
  return found->refusal;
}

}  // namespace hall
