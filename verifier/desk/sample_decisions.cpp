#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {
namespace {

using Decide = api::ReceiptDecision;

Model decided(Decide decision, int minutes_ago = 2) {
  auto model = with({goodPage()});
  auto told = receipt(decision, minutes_ago, "张德华", "离校手续单");
  if (decision == Decide::ask) told.colleague_name = "李建国";
  model.piles[0].decision = Decision{decision, 7, told, told.at};
  return model;
}

Model kept(Decide decision) {
  auto model = decided(decision);
  model.link = Link::away;
  model.outbox_waiting = 1;
  model.piles[0].decision->receipt.reset();
  return model;
}

Model signedOut() {
  auto model = with({goodPage()});
  model.session.reset();
  return model;
}

Model notWaiting() {
  auto model = with({goodPage()});
  model.piles[0].report.pages[0].verification.waiting.clear();
  return model;
}

Model busy() {
  auto model = with({goodPage()});
  model.deciding = true;
  return model;
}

}  // namespace

void addDecisions(Previews& previews) {
  Previews decisions{{"signed-out", signedOut()},
                     {"not-waiting", notWaiting()},
                     {"deciding", busy()},
                     {"accepted", decided(Decide::accept), true},
                     {"accepted-long-ago", decided(Decide::accept, 30)},
                     {"refused", decided(Decide::refuse)},
                     {"asked", decided(Decide::ask)},
                     {"postponed", decided(Decide::postpone)},
                     {"kept", kept(Decide::accept), true},
                     {"kept-refusal", kept(Decide::refuse)}};
  for (auto& one : decisions) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
