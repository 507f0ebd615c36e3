// What the seal binds, as content for the form again: the way back from the hall's sealedContentOf(). Pure.
#pragma once

#include "paper/content.hpp"
#include "seal/claims.hpp"

namespace verifier {

// "courses[3].grade" is a row's field, "approval.<box>" an approval in four lines (name, post, opinion, date;
// the opinion may have several), anything else a value. Finger signatures are sealed as digests alone: their
// boxes stay empty, as boxes for the pen. Code "content_not_understood", place: the field.
base::Result<paper::Content> contentIn(const seal::SealedContent& sealed);

}  // namespace verifier
