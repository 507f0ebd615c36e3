// One forged seal each, of the kind the name says.
#pragma once

#include "forgery_hall.hpp"

namespace forgery {

// Tokens. forgery_contents.cpp: octets, parts, claims, keys.
Bytes bitsFlipped(const Hall& hall, Random& random);
Bytes octetsChanged(const Hall& hall, Random& random);
Bytes octetsMoved(const Hall& hall, Random& random);
Bytes truncated(const Hall& hall, Random& random);
Bytes extended(const Hall& hall, Random& random);
Bytes partsExchanged(const Hall& hall, Random& random);
Bytes serialReplayed(const Hall& hall, Random& random);
Bytes statusExchanged(const Hall& hall, Random& random);
Bytes claimChanged(const Hall& hall, Random& random);
Bytes strangersKey(const Hall& hall, Random& random);
Bytes algorithmsConfused(const Hall& hall, Random& random);
Bytes otherDocumentsOfTheHall(const Hall& hall, Random& random);

// forgery_spellings.cpp: other spellings of CBOR and of signatures.
Bytes spelledOtherwise(const Hall& hall, Random& random);
Bytes unprotectedAdded(const Hall& hall, Random& random);
Bytes secondForm(const Hall& hall, Random& random);
Bytes oddNumbers(const Hall& hall, Random& random);
Bytes smallPoints(const Hall& hall, Random& random);
Bytes otherShapes(const Hall& hall, Random& random);

// Texts of codes.
std::string textChanged(const Hall& hall, Random& random);
std::string asScannersMangle(const Hall& hall, Random& random);

}  // namespace forgery
