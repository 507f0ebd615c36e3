// Service: documents, their preview, and the sealing of copies.
#include <fmt/format.h>

#include <algorithm>

#include "base/crypto.hpp"
#include "hall/service/body.hpp"
#include "hall/service/once.hpp"
#include "hall/service/walk.hpp"
#include "seal/carrier.hpp"
#include "seal/status_list.hpp"

namespace hall {
namespace {

using domain::PrintoutState;

constexpr std::int64_t kDay_s = 86'400;

bool isProven(PrintoutState state) {
  return state == PrintoutState::printed || state == PrintoutState::collected;
}

bool isOver(PrintoutState state) {
  return state == PrintoutState::voided || state == PrintoutState::failed ||
         state == PrintoutState::abandoned;
}

// Copies that exist on paper, or may: what the print limit counts.
int copiesCounted(const std::vector<store::PrintoutRow>& copies) {
  return static_cast<int>(std::count_if(copies.begin(), copies.end(), [](const auto& copy) {
    return isProven(copy.state) || copy.state == PrintoutState::unknown;
  }));
}

api::Document documentOf(const OpenCase& open, const std::vector<store::PrintoutRow>& copies) {
  api::Document document;
  document.id = open.row.id;  // a case has one document: its form
  document.case_id = open.row.id;
  document.title = open.process().title;
  document.pages = open.row.pages;
  document.copies_left = std::max(0, open.process().print_limit - copiesCounted(copies));
  document.not_printable_code = whyNotPrintable(open.process(), open.row.state, open.nodes, open.actions);
  if (document.not_printable_code.empty() && document.copies_left == 0)
    document.not_printable_code = "limit_reached";
  document.printable = document.not_printable_code.empty();
  for (const auto& copy : copies)
    if (isProven(copy.state)) document.last_printed_at = copy.sealed_at;
  return document;
}

// What a new copy's seals say, but for their pages.
seal::Claims claimsFor(store::Connection& connection, const OpenCase& open, const CaseFacts& facts,
                       const seal::SealedContent& content, const KeyRing::Current& keys,
                       base::UnixSeconds now) {
  const auto serial = base::randomBytes(std::tuple_size_v<seal::Serial>);
  const auto [list, index] = store::nextStatusEntry(connection, seal::kStatusListEntries);
  seal::Claims claims;
  claims.iat = now;
  if (open.process().valid_days > 0) claims.exp = now + open.process().valid_days * kDay_s;
  std::copy_n(serial.begin(), claims.cti.size(), claims.cti.begin());
  claims.process = open.process().case_prefix;
  claims.holder = domain::maskedName(facts.applicant.name);
  claims.digest = seal::contentDigest(keys.signer->algorithm(), claims.cti, content);
  claims.status = {static_cast<std::uint32_t>(list), static_cast<std::uint32_t>(index)};
  return claims;
}

store::PrintoutRow rowOf(const seal::Claims& claims, const OpenCase& open, const base::Bytes& pdf) {
  store::PrintoutRow row;
  row.serial = base::toHex(claims.cti);
  row.case_id = open.row.id;
  row.status_list = claims.status.list;
  row.status_index = claims.status.index;
  row.digest = base::toHex(claims.digest);
  row.holder = claims.holder;
  row.pdf_sha256 = base::toHex(base::sha256(pdf));
  row.sealed_at = claims.iat;
  row.expires_at = claims.exp.value_or(0);
  return row;
}

// One seal a page; they differ in the page number alone.
base::Result<std::vector<paper::PageSeal>> sealPages(seal::Claims claims, int pages, const seal::Signer& key,
                                                     const std::string& host) {
  std::vector<paper::PageSeal> out;
  claims.pages = pages;
  for (claims.page = 1; claims.page <= pages; ++claims.page) {
    const auto token = seal::sealPage(claims, key);
    if (!token) return base::fail(token.error());
    out.push_back({seal::toCarrier(*token, host).text()});
  }
  return out;
}

}  // namespace

api::Printout viewOf(const store::PrintoutRow& row, const OpenCase& open) {
  return {row.serial,           domain::shortSerial(row.serial),
          row.case_id,          row.case_id,
          open.process().title, row.pages,
          row.pdf_sha256,       row.state,
          row.sealed_at};
}

base::Result<store::PrintoutRow> Service::Body::seal(store::Connection& connection, const std::string& device,
                                                     const std::string& account, OpenCase& open) {
  const auto copies = store::printoutsOf(connection, open.row.id);
  const auto document = documentOf(open, copies);
  if (!document.printable)
    return base::fail(document.not_printable_code, "", "the document can't be printed now");
  // Two valid papers can never come of one request: whatever wasn't proven printed is void before the next is
  // sealed.
  for (const auto& copy : copies)
    if (!isProven(copy.state) && copy.state != PrintoutState::voided)
      voidCopy(connection, device, copy, "replaced");
  const auto now = clock.now();
  const auto facts = factsOf(connection, open);
  const auto content = contentOf(facts, open.process(), open.version->form, now);
  const auto layout = press->layOut(open.version->form, content);
  if (!layout) return base::fail(layout.error());
  // The digest and every page go by one key, whatever follows it.
  const auto keys_now = keys->forSealing(connection, now);
  if (!keys_now) return base::fail(keys_now.error());
  if (auto room = checkRoom(connection); !room) return base::fail(room.error());
  const auto sealed = sealedContentOf(facts, open.version->form, content);
  const auto claims = claimsFor(connection, open, facts, sealed, **keys_now, now);
  const auto data_codes = dataCodesOf(claims.cti, sealed, *layout);
  const auto pdf = sealedPdf(*layout, claims, data_codes, **keys_now, device);
  if (!pdf) return base::fail(pdf.error());
  auto row = rowOf(claims, open, *pdf);
  row.pages = layout->pageCount();
  row.device = device;
  row.requested_by = account;
  const auto places = issuedContentOf(row.serial, *layout, data_codes);
  store::insertPrintout(connection, row, *pdf, api::toJson(places));
  store::recordEvent(connection, row.serial, {PrintoutState::sealed, now, now, device, "", 0, ""});
  audit(connection, account, device, "printout_sealed", row.serial, open.row.id);
  return row;
}

base::Result<base::Bytes> Service::Body::sealedPdf(const paper::Layout& layout, const seal::Claims& claims,
                                                   const std::vector<base::Bytes>& data_codes,
                                                   const KeyRing::Current& keys_now,
                                                   const std::string& device) {
  auto seals = sealPages(claims, layout.pageCount(), *keys_now.signer, settings.public_host);
  if (!seals) return base::fail(seals.error());
  for (std::size_t page = 0; page < seals->size(); ++page) (*seals)[page].data_code = data_codes[page];
  const auto serial = base::toHex(claims.cti);
  const paper::Sealing sealing{domain::shortSerial(serial), settings.public_host, device, std::move(*seals)};
  return press->renderPdf(layout, &sealing, claims.iat);
}

base::Result<api::Page<api::Document>> Service::myDocuments(const std::string& token,
                                                            const std::string& cursor) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  const auto from = cursorOf(cursor);
  if (!from) return base::fail(from.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<api::Page<api::Document>> {
    api::Page<api::Document> page;
    const auto rows = store::casesOf(connection, person->account, *from, kPageSize);
    for (const auto& row : rows) {
      if (row.state == api::CaseState::returned || row.state == api::CaseState::withdrawn) continue;
      const auto open = openCase(connection, *body_->catalogue, row.id);
      if (!open) return base::fail(open.error());
      page.items.push_back(documentOf(*open, store::printoutsOf(connection, row.id)));
    }
    if (rows.size() == kPageSize) page.next = textOf({rows.back().seq, 0});
    return page;
  });
}

base::Result<base::Bytes> Service::previewPdf(const std::string& token, const std::string& document_id) {
  const auto person = body_->signedIn(token);
  if (!person) return base::fail(person.error());
  const auto now = body_->clock.now();
  struct Sheet {
    paper::Template form;
    paper::Content content;
  };
  const auto sheet = body_->database->read([&](store::Connection& connection) -> base::Result<Sheet> {
    const auto open = body_->openFor(connection, *person, document_id);
    if (!open && open.error().code == "case_unknown")
      return base::fail("document_unknown", "document_id", "there is no such document");
    if (!open) return base::fail(open.error());
    return Sheet{open->version->form,
                 contentOf(factsOf(connection, *open), open->process(), open->version->form, now)};
  });
  if (!sheet) return base::fail(sheet.error());
  const auto layout = body_->press->layOut(sheet->form, sheet->content);
  if (!layout) return base::fail(layout.error());
  return body_->press->renderPdf(*layout, nullptr, now);
}

base::Result<api::Printout> Service::requestPrintout(const DeviceIdentity& device, const std::string& token,
                                                     const std::string& document_id,
                                                     const std::string& idempotency_key) {
  const auto person = body_->signedIn(token, &device);
  if (!person) return base::fail(person.error());
  if (device.kind != "kiosk") return base::fail("kiosk_only", "", "copies are printed at a kiosk");
  return body_->database->write([&](store::Connection& connection) {
    const Asked asked{idempotency_key, "printout " + document_id, person->account + "@" + device.name, ""};
    return once<api::Printout>(connection, asked, body_->clock.now(), [&]() -> base::Result<api::Printout> {
      auto open = body_->openOwn(connection, *person, document_id, "document_unknown");
      if (!open) return base::fail(open.error());
      const auto row = body_->seal(connection, device.name, person->account, *open);
      if (!row) return base::fail(row.error());
      return viewOf(*row, *open);
    });
  });
}

base::Result<base::Bytes> Service::printoutPdf(const DeviceIdentity& device, const std::string& token,
                                               const std::string& serial) {
  const auto person = body_->signedIn(token, &device);
  if (!person) return base::fail(person.error());
  return body_->database->read([&](store::Connection& connection) -> base::Result<base::Bytes> {
    const auto row = store::printoutWithSerial(connection, serial);
    if (device.kind == "desk") {
      if (auto may = body_->mayReadPaper(connection, *person, row); !may) return base::fail(may.error());
      return store::pdfOf(connection, serial);
    }
    if (!row || row->requested_by != person->account)
      return base::fail("printout_unknown", "serial", "there is no such copy");
    if (row->device != device.name)
      return base::fail("printout_other_device", "serial", "another kiosk prints this copy");
    if (isOver(row->state)) return base::fail("printout_void", "serial", "the copy is void");
    return store::pdfOf(connection, serial);
  });
}

}  // namespace hall
