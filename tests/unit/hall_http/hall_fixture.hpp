// A whole hall in this process: data folder, demonstration data, TLS on a free port.
#pragma once

#include <catch2/catch.hpp>

#include "fixture.hpp"
#include "hall/http/application.hpp"
#include "hall_api/codec.hpp"
#include "tests/unit/hall_service/row_counts.hpp"

class RunningHall {
 public:
  explicit RunningHall(const hall::ApplicationSettings& limits = {}) : campus_(folder_.path()) {
    base::log::setQuiet(true);
    hall::ServiceSettings settings;
    settings.data = folder_.path();
    settings.assets = std::string(HALL_SOURCE_DIR) + "/assets";
    settings.public_host = "hall.example.edu.cn";
    settings.key_passphrase = "secret";
    settings.makes_own_keys = true;
    auto opened = hall::Service::open(settings, clock_);
    INFO((opened ? "" : opened.error().describe()));
    REQUIRE(opened);
    service_ = std::move(*opened);
    REQUIRE(service_->loadDemonstration());
    addDevice("KIOSK-07", "kiosk", "");
    addDevice("DESK-03", "desk", "学生工作处");
    application_ = std::make_unique<hall::Application>(
        *service_, clock_, *hall::StaticFiles::load(settings.assets / "web"), limits);
    server_ = std::make_unique<RunningServer>(campus_.serverSettings(), [this](hall::Request request) {
      return application_->answer(std::move(request));
    });
  }

  hall::IssuedCertificate addDevice(const std::string& name, const std::string& kind,
                                    const std::string& office) {
    auto issued = campus_.device(name);
    REQUIRE(service_->addDevice(name, kind, office, issued.sha256));
    return issued;
  }
  std::unique_ptr<api::HallClient> clientOf(const std::string& device) const {
    return api::openHallClient(campus_.addressOf(server_->port(), device));
  }
  std::string signedIn(const std::string& device, const std::string& account) const {
    const auto session = clientOf(device)->signIn({account, "hall-demo-2026"});
    INFO((session ? "" : session.error().describe()));
    REQUIRE(session);
    return session->token;
  }

  Campus& campus() { return campus_; }
  hall::Service& service() { return *service_; }
  hall::Application& application() { return *application_; }
  std::uint16_t port() const { return server_->port(); }
  std::map<std::string, int> rowCounts() const { return test::rowCounts(folder_.path()); }

 private:
  TempFolder folder_;
  base::SystemClock clock_;
  Campus campus_;
  std::unique_ptr<hall::Service> service_;
  std::unique_ptr<hall::Application> application_;
  std::unique_ptr<RunningServer> server_;
};
