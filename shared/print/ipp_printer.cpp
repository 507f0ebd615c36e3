#include <cups/cups.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/unique_handle.hpp"
#include "print/print.hpp"

namespace print {
namespace {

using Http = base::Handle<http_t, httpClose>;
using Ipp = base::Handle<ipp_t, ippDelete>;

constexpr std::size_t kTextLimit =
    255;                                // octets of a keyword or uri that is kept; printers are strangers too
constexpr std::size_t kUuidLimit = 64;  // "urn:uuid:" and 36 characters, RFC 9562
constexpr int kValuesLimit = 64;        // values of one attribute that are looked at

struct Address {
  std::string uri;  // printer-uri
  std::string host;
  std::string resource;  // HTTP path
  int port = 0;
  bool encrypted = false;
  bool proves_printing = true;
};

base::Result<Address> addressOf(const std::string& uri) {
  if (uri.starts_with("cups:")) {
    const auto queue = uri.substr(5);
    if (queue.empty() || queue.find_first_of("/?# ") != std::string::npos)
      return base::fail("printer_bad_uri", uri, "cups: is followed by the name of a queue");
    return Address{
        "ipp://localhost/printers/" + queue, cupsServer(), "/printers/" + queue, ippPort(), false, false};
  }
  std::array<char, 32> scheme{};
  std::array<char, 256> user{}, host{};
  std::array<char, 1024> resource{};
  int port = 0;
  const auto status =
      httpSeparateURI(HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), scheme.size(), user.data(),
                      user.size(), host.data(), host.size(), &port, resource.data(), resource.size());
  const std::string_view kind = scheme.data();
  if (status < HTTP_URI_STATUS_OK || (kind != "ipp" && kind != "ipps") || host[0] == '\0')
    return base::fail("printer_bad_uri", uri, "a printer is ipp://…, ipps://… or cups:<queue>");
  return Address{uri, host.data(), resource.data(), port, kind == "ipps", true};
}

base::Status failureOf(const Address& address, ipp_t* answer) {
  if (!answer) return base::fail("printer_unreachable", address.uri, cupsLastErrorString());
  const auto status = ippGetStatusCode(answer);
  if (status < IPP_STATUS_REDIRECTION_OTHER_SITE) return {};
  const std::string words = ippErrorString(status);
  if (status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE)
    return base::fail("printer_lost_job", address.uri, words);
  return base::fail("printer_refused", address.uri, words, {words});
}

Ipp requestOf(ipp_op_t operation, const Address& address, int job_id = 0) {
  Ipp request(ippNewRequest(operation));
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, address.uri.c_str());
  if (job_id > 0) ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, "hall-kiosk");
  return request;
}

template <std::size_t N>
void want(ipp_t* request, const std::array<const char*, N>& attributes) {
  ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", N, nullptr,
                attributes.data());
}

int integerOf(ipp_t* answer, const char* name, int otherwise = 0) {
  auto* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
  const auto tag = attribute ? ippGetValueTag(attribute) : IPP_TAG_ZERO;
  return tag == IPP_TAG_INTEGER || tag == IPP_TAG_ENUM ? ippGetInteger(attribute, 0) : otherwise;
}

std::vector<std::string> textsOf(ipp_t* answer, const char* name) {
  std::vector<std::string> out;
  auto* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
  const int count = attribute ? std::min(ippGetCount(attribute), kValuesLimit) : 0;
  for (int i = 0; i < count; ++i) {
    const char* text = ippGetString(attribute, i, nullptr);
    if (text && std::string_view(text) != "none") out.push_back(std::string(text).substr(0, kTextLimit));
  }
  return out;
}

std::string textOf(ipp_t* answer, const char* name) {
  const auto all = textsOf(answer, name);
  return all.empty() ? std::string() : all.front();
}

// Get-Jobs answers with one group of attributes a job; groups are parted by attributes without a name.
std::vector<int> jobsNamed(ipp_t* answer, const std::string& wanted) {
  std::vector<int> out;
  int id = 0;
  bool named = false;
  for (auto* one = ippFirstAttribute(answer); one; one = ippNextAttribute(answer)) {
    const char* attribute = ippGetName(one);
    if (!attribute) {
      id = 0;
      named = false;
      continue;
    }
    const std::string_view what = attribute;
    if (what == "job-id") id = ippGetInteger(one, 0);
    if (what == "job-name") named = ippGetString(one, 0, nullptr) == wanted;
    if (id > 0 && named) out.push_back(std::exchange(id, 0));
  }
  return out;
}

class IppPrinter final : public Printer {
 public:
  IppPrinter(Address address, const base::Clock& clock, const PrinterLimits& limits)
      : address_(std::move(address)), clock_(clock), limits_(limits) {
    // Asked for a password libcups would read the terminal; a kiosk has nobody there.
    cupsSetPasswordCB2(
        [](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; },
        nullptr);
  }

  bool provesPrinting() const override { return address_.proves_printing; }

  base::Result<PrinterStatus> status() override {
    static constexpr std::array kWanted{
        "printer-state", "printer-state-reasons",     "printer-up-time",
        "media-ready",   "printer-is-accepting-jobs", "document-format-supported"};
    auto request = requestOf(IPP_OP_GET_PRINTER_ATTRIBUTES, address_);
    want(request.get(), kWanted);
    auto answer = ask(std::move(request));
    if (!answer) return base::fail(answer.error());
    return statusIn(answer->get());
  }

  base::Result<Job> open(const JobRequest& job) override {
    auto request = requestOf(IPP_OP_CREATE_JOB, address_);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, job.name.c_str());
    // Scaling would make the code's dots fall between the printer's, a second side would hide a page.
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, job.media.c_str());
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
    auto answer = ask(std::move(request));
    if (!answer) return base::fail(answer.error());
    const Job opened{integerOf(answer->get(), "job-id"), "", 0, 0};
    if (opened.id <= 0)
      return base::fail("printer_refused", address_.uri, "Create-Job gave no job-id", {"job-id"});
    // Not every printer tells job-uuid in this answer, so it is asked for.
    auto seen = observe(opened);
    if (seen) return seen->job;
    (void)cancel(opened);  // left open, it would keep the next job out of some printers
    return base::fail(seen.error());
  }

  base::Status send(const Job& job, base::BytesView pdf) override {
    auto request = requestOf(IPP_OP_SEND_DOCUMENT, address_, job.id);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
                 "application/pdf");
    ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
    return transmit(request.get(), pdf);
  }

  base::Result<JobObservation> observe(const Job& job) override {
    static constexpr std::array kWanted{"job-id",
                                        "job-uuid",
                                        "job-state",
                                        "job-state-reasons",
                                        "job-impressions-completed",
                                        "job-printer-up-time"};
    auto request = requestOf(IPP_OP_GET_JOB_ATTRIBUTES, address_, job.id);
    want(request.get(), kWanted);
    auto answer = ask(std::move(request));
    if (!answer) return base::fail(answer.error());
    return observationIn(answer->get());
  }

  base::Status cancel(const Job& job) override {
    auto answer = ask(requestOf(IPP_OP_CANCEL_JOB, address_, job.id));
    if (!answer) return base::fail(answer.error());
    return {};
  }

  base::Status withdraw(const std::string& name) override {
    static constexpr std::array kWanted{"job-id", "job-name"};
    auto request = requestOf(IPP_OP_GET_JOBS, address_);
    want(request.get(), kWanted);
    auto answer = ask(std::move(request));
    if (!answer) return base::fail(answer.error());
    for (const int id : jobsNamed(answer->get(), name))
      if (auto cancelled = cancel({id, "", 0, 0}); !cancelled) return cancelled;
    return {};
  }

 private:
  base::Result<Http> connect() const {
    Http http(httpConnect2(address_.host.c_str(), address_.port, nullptr, AF_UNSPEC,
                           address_.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                           static_cast<int>(limits_.connect_timeout.count()), nullptr));
    if (!http) return base::fail("printer_unreachable", address_.uri, cupsLastErrorString());
    httpSetTimeout(
        http.get(), static_cast<double>(limits_.answer_timeout.count()) / 1000.0,
        [](http_t*, void*) { return 0; }, nullptr);
    return http;
  }

  base::Result<Ipp> ask(Ipp request) const {
    auto http = connect();
    if (!http) return base::fail(http.error());
    Ipp answer(cupsDoRequest(http->get(), request.release(), address_.resource.c_str()));
    if (auto told = failureOf(address_, answer.get()); !told) return base::fail(told.error());
    return answer;
  }

  // By hand instead of cupsDoFileRequest, which sends the document again after a broken connection.
  base::Status transmit(ipp_t* request, base::BytesView pdf) const {
    auto http = connect();
    if (!http) return base::fail(http.error());
    const auto length = ippLength(request) + pdf.size();
    auto status = cupsSendRequest(http->get(), request, address_.resource.c_str(), length);
    while (status == HTTP_STATUS_CONTINUE && !pdf.empty()) {
      const auto block = pdf.first(std::min<std::size_t>(pdf.size(), 65536));
      status = cupsWriteRequestData(http->get(), reinterpret_cast<const char*>(block.data()), block.size());
      pdf = pdf.subspan(block.size());
    }
    if (status != HTTP_STATUS_CONTINUE) return failureOf(address_, nullptr);
    Ipp answer(cupsGetResponse(http->get(), address_.resource.c_str()));
    return failureOf(address_, answer.get());
  }

  PrinterStatus statusIn(ipp_t* answer) const {
    PrinterStatus out;
    const int state = integerOf(answer, "printer-state", 5);
    out.state = state == 3   ? PrinterState::idle
                : state == 4 ? PrinterState::processing
                             : PrinterState::stopped;
    out.state_reasons = textsOf(answer, "printer-state-reasons");
    out.up_time_s = integerOf(answer, "printer-up-time");
    out.media_ready = textsOf(answer, "media-ready");
    if (auto* accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN))
      out.accepting_jobs = ippGetBoolean(accepting, 0) != 0;
    const auto formats = textsOf(answer, "document-format-supported");
    out.takes_pdf = formats.empty() || std::ranges::find(formats, "application/pdf") != formats.end();
    return out;
  }

  base::Result<JobObservation> observationIn(ipp_t* answer) const {
    const int state = integerOf(answer, "job-state");
    if (state < 3 || state > 9)
      return base::fail("printer_refused", address_.uri, "the answer names no job-state", {"job-state"});
    JobObservation out;
    auto uuid = textOf(answer, "job-uuid");
    if (uuid.size() > kUuidLimit) uuid.clear();  // proves nothing, then
    out.job = {integerOf(answer, "job-id"), std::move(uuid), integerOf(answer, "job-printer-up-time"),
               clock_.now()};
    out.state = static_cast<JobState>(state);
    out.state_reasons = textsOf(answer, "job-state-reasons");
    out.impressions_completed = std::max(0, integerOf(answer, "job-impressions-completed"));
    return out;
  }

  Address address_;
  const base::Clock& clock_;
  PrinterLimits limits_;
};

}  // namespace

base::Result<std::unique_ptr<Printer>> openPrinter(const std::string& uri, const base::Clock& clock,
                                                   const PrinterLimits& limits) {
  auto address = addressOf(uri);
  if (!address) return base::fail(address.error());
  return std::make_unique<IppPrinter>(std::move(*address), clock, limits);
}

}  // namespace print
