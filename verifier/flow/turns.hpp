// What step() is made of: one file for each thing the desk's dialogue is about. Internal to this room.
#pragma once

#include <string>

#include "verifier/flow/events.hpp"

namespace verifier::desk {

using Effects = std::vector<Effect>;

// --- arrivals.cpp: papers come in, verdicts come back
Pile* pileWith(Model& model, int id);  // null: cleared meanwhile
Effects layFile(Model& model, const std::string& path);
Effects layCode(Model& model, const std::string& text);
Effects layPicture(Model& model, std::shared_ptr<const base::Image> picture);
Effects answered(Model& model, const PileChecked& answer, base::SteadyTime steady);
Effects answered(Model& model, const PageCompared& answer, base::SteadyTime steady);
void clearPapers(Model& model);

// --- comparing.cpp: the scan held against the issued page
void openCompare(Model& model);
void moveMark(Model& model, int by);
void setBlend(Model& model, double amount);
Effects saveReport(const Model& model);

// --- deciding.cpp
Effects accept(Model& model);
Effects submitRefuse(Model& model);
Effects openAsk(Model& model);
Effects submitAsk(Model& model);
Effects submitPostpone(Model& model);
Effects undo(Model& model);
void useReason(Model& model, int index);
void answered(Model& model, const Decided& answer);
void answered(Model& model, const Undone& answer);
void answered(Model& model, const OutboxTold& answer);
void answered(Model& model, const ColleaguesNamed& answer);
Effects acknowledgeTrouble(Model& model);

// --- lists.cpp: what was decided at this office
Effects showReceipts(Model& model, ReceiptList::Scope scope);
Effects searchReceipts(Model& model, bool more);
Effects undoReceipt(Model& model, int index);
Effects showStatistics(Model& model, StatisticsPage::Span span);
void answered(Model& model, const ReceiptsFound& answer);
void answered(Model& model, const StatisticsCounted& answer);

// --- signing_in.cpp
void closeDialog(Model& model);  // and wipes a password that was being typed
Effects openSignIn(Model& model);
Effects openPhoneSignIn(Model& model);
Effects submitSignIn(Model& model);
Effects signOut(Model& model);
void sessionEnded(Model& model);                          // what was shown for that person goes with it
Effects askPhone(Model& model, base::SteadyTime steady);  // when it is time to
void answered(Model& model, const SignedIn& answer, base::SteadyTime steady);
void answered(Model& model, const PhoneCode& answer, base::SteadyTime steady);

// --- actions.cpp
Effects act(Model& model, const Action& action);

// --- typing.cpp: keys, typed text, and codes that are commands
Effects press(Model& model, const std::string& key);
void type(Model& model, const std::string& text);
Effects submitCode(Model& model);  // what was typed
Effects takeCode(Model& model, const std::string& text);

}  // namespace verifier::desk
