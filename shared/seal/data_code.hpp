// The data code: a second, denser QR code with the page's content, so that paper can be compared with no
// network. It is not signed; what binds it is the digest in the seal beside it, and until isBound() has said
// yes nothing in it is the hall's word. SPEC.md section 10 has its format. Pure, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "seal/claims.hpp"

namespace seal {

struct DataCodeLimits {
  std::size_t part_bytes = 1'800;        // what one symbol carries; a writer says what its page has room for
  std::size_t unfolded_bytes = 1 << 18;  // a transcript of four years has 12 KB
  std::size_t fields = 4'096;
};

constexpr int kMostDataCodeParts = 23;  // one a page, and no document has more pages

// One symbol's bytes: which copy it belongs to, and its place among the parts.
struct DataCodePart {
  Serial cti{};
  int part = 1;  // of parts, from 1
  int parts = 1;
  base::Bytes bytes{};  // its piece of the folded content
  bool operator==(const DataCodePart&) const = default;
};

// Content -> the bytes of as few symbols as fit, equally long, at most `pages` of them (a page carries one).
// Codes: "data_code_too_long".
base::Result<std::vector<base::Bytes>> encodeDataCode(const Serial& cti, const SealedContent& content,
                                                      int pages, const DataCodeLimits& limits = {});

bool isDataCode(std::string_view symbol);  // by its first bytes, which no carrier and no UTF-8 text has
base::Result<DataCodePart> readDataCodePart(base::BytesView symbol);  // code "data_code_unreadable"

// All parts of one copy, in any order, each at least once -> the content. Codes: "data_code_incomplete"
// (args: the missing parts), "data_code_mixed" (parts that can't be of one code), "data_code_unreadable".
base::Result<SealedContent> openDataCode(std::span<const DataCodePart> parts,
                                         const DataCodeLimits& limits = {});

// Whether the content is what the genuine seal's claims bind; key: Verification::algorithm.
bool isBound(const SealedContent& content, const Claims& claims, Algorithm key);

extern const std::string_view kDataCodeWords;  // the preset dictionary of format 1

}  // namespace seal
