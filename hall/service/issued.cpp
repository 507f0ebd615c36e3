// Service: what a desk holds against the scan of a copy.
#include "hall/service/body.hpp"
#include "hall_api/codec.hpp"

namespace hall {

base::Status Service::Body::mayReadPaper(store::Connection& connection, const api::Person& person,
                                         const std::optional<store::PrintoutRow>& copy) {
  if (!copy) return base::fail("printout_unknown", "serial", "there is no such copy");
  const auto open = openCase(connection, *catalogue, copy->case_id);
  if (!open) return base::fail(open.error());
  if (!receives(person, *open))
    return base::fail("content_other_post", "serial", "other posts take this paper in");
  return {};
}

base::Result<api::IssuedContent> Service::issuedContent(const DeviceIdentity& device,
                                                        const std::string& token, const std::string& serial) {
  const auto person = body_->signedIn(token, &device);
  if (!person) return base::fail(person.error());
  if (device.kind != "desk") return base::fail("desk_only", "", "papers are compared at a desk");
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::IssuedContent> {
    const auto copy = store::printoutWithSerial(connection, serial);
    if (auto may = body_->mayReadPaper(connection, *person, copy); !may) return base::fail(may.error());
    const auto kept = store::contentOf(connection, serial);
    auto content = api::fromJson<api::IssuedContent>(kept);
    if (content) return content;
    return base::fail("content_not_kept", "serial",
                      kept.empty() ? "it was sealed before places were kept" : content.error().cause);
  });
}

}  // namespace hall
