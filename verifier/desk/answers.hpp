// What the worker brought back, put into the model. Internal to this room.
#pragma once

#include "verifier/desk/model.hpp"

namespace verifier::desk {

Pile* pileWith(Model& model, int id);  // null: cleared meanwhile
void closeDialog(Model& model);        // and wipes a password that was being typed

void answered(Model& model, const PileChecked& answer);
void answered(Model& model, const SignedIn& answer);
void answered(Model& model, const Decided& answer);
void answered(Model& model, const FolderListed& answer);
void answered(Model& model, const HallMet& answer);

}  // namespace verifier::desk
