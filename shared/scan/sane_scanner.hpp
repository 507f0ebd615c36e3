// The Scanner over SANE. Internal to the room; tests reach the options that only SANE's virtual scanners
// have.
#pragma once

#include <memory>
#include <string>

#include "scan/page_builder.hpp"
#include "scan/sane_options.hpp"
#include "scan/sane_session.hpp"
#include "scan/scan.hpp"

namespace scan {

class SaneScanner final : public Scanner {
 public:
  static base::Result<std::unique_ptr<SaneScanner>> open(const std::string& name);
  ~SaneScanner() override;
  SaneScanner(const SaneScanner&) = delete;
  SaneScanner& operator=(const SaneScanner&) = delete;

  SaneOptions& options() { return options_; }

  std::set<Source> sources() const override;
  base::Status begin(const Job& job) override;
  base::Result<std::optional<base::Image>> nextPage(const std::function<void(double)>& progress,
                                                    std::stop_token stop) override;

 private:
  struct Begun {
    bool last_of_page = true;
    Frame frame;
  };
  SaneScanner(std::unique_ptr<SaneSession> session, void* handle, std::string name);
  base::Status chooseSource(Source source);
  base::Status chooseMode(bool colour);
  base::Status chooseResolution(int dpi);
  base::Status choosePaper();
  base::Status chooseLength(const char* option, double length_mm);
  base::Status prefer(const char* option, double value);
  base::Result<Begun> startFrame();
  base::Status readFrame(PageBuilder& page, const std::function<void(double)>& progress,
                         const std::stop_token& stop);
  base::Result<base::Image> readPage(const std::function<void(double)>& progress,
                                     const std::stop_token& stop);
  void cancel();
  void end();

  std::unique_ptr<SaneSession> session_;  // outlives the handle
  void* handle_;
  std::string name_;
  SaneOptions options_;
  std::optional<Job> job_;  // between begin() and its end
  bool running_ = false;    // sane_start was called, sane_cancel not yet
  int pages_ = 0;           // of this job
  double dpi_ = 0;
};

}  // namespace scan
