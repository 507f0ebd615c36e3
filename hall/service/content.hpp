// What a case puts onto its form, and what the seal's digest binds of it. Pure, any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/process.hpp"
#include "hall/store/cases.hpp"
#include "hall/store/people.hpp"
#include "paper/content.hpp"
#include "paper/paper.hpp"
#include "seal/claims.hpp"

namespace hall {

struct CaseFacts {
  store::CaseRow row;
  std::map<std::string, std::string> fields;
  std::vector<store::NodeRow> nodes;
  std::map<std::string, std::string> signatures;  // box -> strokes as JSON
  api::Person applicant;
  store::Values base_values;  // "applicant_gender" -> "男"
  std::vector<store::Values> courses;
};

// Only what the form names; values that the form names and nobody has are left to the form's own rules.
paper::Content contentOf(const CaseFacts& facts, const domain::Process& process, const paper::Template& form,
                         base::UnixSeconds issued_on);

// Everything that is printed: fields, rows, approvals ("approval.<box>") and finger signatures
// ("signature.<box>", as SHA-256 of their strokes).
seal::SealedContent sealedContentOf(const CaseFacts& facts, const paper::Template& form,
                                    const paper::Content& content);

// Each page's part of the data code; where there are fewer parts than pages they stand again, so that a lost
// page matters less. All empty where the form asks for none, and where the content is longer than its pages
// have room for: such a copy is printed without.
std::vector<base::Bytes> dataCodesOf(const seal::Serial& cti, const seal::SealedContent& content,
                                     const paper::Layout& layout);

// Where everything stands on the copy's pages; data_codes as above.
api::IssuedContent issuedContentOf(const std::string& serial, const paper::Layout& layout,
                                   const std::vector<base::Bytes>& data_codes);

}  // namespace hall
