// A hall that doesn't answer. Fakes of a terminal's tests override what they play.
#pragma once

#include "hall_api/client.hpp"

namespace story {

class AbsentHall : public api::HallClient {
 public:
  using Text = const std::string&;

  base::Result<api::DeviceSelf> deviceSelf() override { return gone(); }
  base::Result<api::Session> signIn(const api::SignIn&) override { return gone(); }
  base::Result<api::DeviceAuthorization> beginSignIn() override { return gone(); }
  base::Result<api::Session> pollSignIn(Text) override { return gone(); }
  base::Status signOut(Text) override { return gone(); }
  base::Result<api::Page<api::GuideEntry>> guide(Text) override { return gone(); }
  base::Result<api::Page<api::KioskStep>> mySteps(Text, Text) override { return gone(); }
  base::Result<api::Page<api::Document>> myDocuments(Text, Text) override { return gone(); }
  base::Result<api::Page<api::Case>> myCases(Text, Text) override { return gone(); }
  base::Result<api::Case> completeAction(Text, Text, Text, const api::StepAction&, Text) override {
    return gone();
  }
  base::Result<base::Bytes> previewPdf(Text, Text) override { return gone(); }
  base::Result<api::Printout> requestPrintout(Text, Text, Text) override { return gone(); }
  base::Result<base::Bytes> printoutPdf(Text, Text) override { return gone(); }
  base::Status reportPrintout(Text, const api::PrintoutEvent&, Text) override { return gone(); }
  base::Result<api::Verification> verify(const api::VerificationRequest&, Text) override { return gone(); }
  base::Result<api::IssuedContent> issuedContent(Text, Text) override { return gone(); }
  base::Result<api::Receipt> receive(Text, Text, const api::ReceiptRequest&, Text,
                                     domain::Acceptance*) override {
    return gone();
  }
  base::Result<api::Receipt> undo(Text, Text, Text) override { return gone(); }
  base::Result<api::Page<api::Receipt>> receipts(Text, const api::ReceiptSearch&) override { return gone(); }
  base::Result<api::DeskStatistics> statistics(Text, const api::StatisticsRequest&) override {
    return gone();
  }
  base::Result<api::Page<api::Colleague>> colleagues(Text, Text) override { return gone(); }
  base::Result<base::Bytes> keySet() override { return gone(); }
  base::Result<base::Bytes> statusList(std::uint32_t) override { return gone(); }

 protected:
  static tl::unexpected<base::Error> gone() {
    return base::fail("hall_unreachable", "fake", "the hall is away");
  }
};

}  // namespace story
