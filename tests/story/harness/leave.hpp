// The demonstration leave form, as a kiosk that speaks to the hall gets it: signed, sealed, printed.
#pragma once

#include <catch2/catch.hpp>

#include "base/crypto.hpp"
#include "hall_api/client.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"
#include "tests/story/harness/house.hpp"

namespace story {

struct Leave {
  static constexpr double kScanDpi = 200;

  std::string serial, carrier;
  base::Image scan;  // colour, at kScanDpi
  base::Bytes pdf;

  explicit Leave(const House& house) {
    const auto hall =
        api::openHallClient({house.url(), house.data() / "ca.pem", house.device("KIOSK-07.crt.pem"),
                             house.device("KIOSK-07.key.pem")});
    const auto token = hall->signIn({"20230001", "hall-demo-2026"}).value().token;
    const auto step = leaveStep(*hall, token);
    api::StepAction action;
    REQUIRE(hall->completeAction(token, step.case_id, step.node_id, action, base::randomUuid()));
    action.action = domain::KioskAction::sign;
    action.signature_json =
        R"({"aspect":3,"strokes":[{"x":[0.2,0.9,1.6],"y":[0.3,0.7,0.3],"width":[0.03,0.05,0.03]}]})";
    REQUIRE(hall->completeAction(token, step.case_id, step.node_id, action, base::randomUuid()));
    const auto printout = hall->requestPrintout(token, step.document_id, base::randomUuid()).value();
    serial = printout.serial;
    pdf = hall->printoutPdf(token, serial).value();
    const auto job = "urn:uuid:" + base::randomUuid();
    for (const auto state : {domain::PrintoutState::sent, domain::PrintoutState::printed}) {
      const api::PrintoutEvent event{state, base::SystemClock().now(), job, printout.pages,
                                     "job-completed-successfully"};
      const auto told = hall->reportPrintout(serial, event, base::randomUuid());
      INFO((told ? "" : told.error().describe()));
      REQUIRE(told);
    }
    scan = paper::rasterisePage(pdf, 0, kScanDpi, 3, "paper").value();
    for (const auto& symbol : qr::read(scan))
      if (seal::fromCarrier(symbol.text)) carrier = symbol.text;
    REQUIRE_FALSE(carrier.empty());
  }

  static api::KioskStep leaveStep(api::HallClient& hall, const std::string& token) {
    const auto steps = hall.mySteps(token, "").value();
    for (const auto& step : steps.items)
      if (step.actions_done.empty()) return step;
    throw std::runtime_error("no leave form to sign");
  }
};

}  // namespace story
