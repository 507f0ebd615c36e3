// Scanned pages and what is known about their seals -> a verdict for every page, and which pages of a
// printout are there. Pure but for onlineJudge, which asks the hall. Any thread; one Judge a thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/image.hpp"
#include "base/result.hpp"
#include "hall_api/types.hpp"
#include "qr/diagnosis.hpp"
#include "seal/key_set.hpp"
#include "seal/status_list.hpp"
#include "verifier/check/data_code.hpp"

namespace api {
class HallClient;
}

namespace verifier {

using SymbolCorners = decltype(qr::Symbol::corners);

// One page as it came from a file, a flatbed or a handheld reader.
struct ScannedPage {
  std::string pile;                // what was laid down together: the file's name, or one hand-over at a desk
  int number = 1;                  // place in the pile, from 1: the PDF's page
  std::vector<std::string> texts;  // of its QR symbols; empty: none could be read
  std::map<std::string, SealedPart> data_codes{};  // where looked for: by the carrier they stand beside
  std::optional<qr::Diagnosis> diagnosis{};  // where none could be read in a picture: why, and what to do
  std::map<std::string, SymbolCorners> corners{};  // of each text read in the picture
};

// Reads the page's symbols (qr::read with its whole cascade); where none reads, qr::diagnose says why. Empty
// pictures give a page without texts and without a diagnosis.
// data_codes: reads these too; null: costs nothing.
ScannedPage readPage(std::string pile, int number, const base::Image& image,
                     const DataCodeReader* data_codes = nullptr);

// What is said about one carrier text. An error means nothing was learned about the paper:
// "hall_unreachable", ...
using Judge = std::function<base::Result<api::Verification>(const std::string& carrier)>;

// The hall judges. token: the receiver's session, may be empty. The client must outlive the judge.
Judge onlineJudge(api::HallClient& hall, std::string token);

// What a desk holds while the network is down. Acceptance is then unknown; status is unknown without a fresh
// list.
struct OfflineFacts {
  seal::KeySet keys{};
  std::vector<seal::StatusList> lists{};
  std::string hall_host{};  // the hall's own host, lower case; empty: foreign hosts aren't reported
  base::UnixSeconds now = 0;
};
api::Verification judgeOffline(const std::string& carrier, const OfflineFacts& facts);
Judge offlineJudge(OfflineFacts facts);

// Of a page whose content was asked for, beside its verdict: why it wasn't compared, and what a person should
// look at.
struct ContentRemarks {
  std::string why{};  // a code; empty when compared
  std::vector<domain::FieldDifference> review{};
  std::vector<domain::Box> foreign_ink{};
};

// One page's answer. A page with two hall seals gives two, so that nothing hides behind the other.
struct CheckedPage {
  std::string pile;
  int number = 1;
  std::string carrier;  // the text judged; empty when the page carries no hall seal. Never log it
  api::Verification
      verification;  // verdict always; serial, holder, page n of m ... when the seal covers them
  std::optional<base::Error> error;  // the judge learned nothing: the verdict then says nothing either
  std::string stands_in_for;  // serial of the incomplete printout in whose gap this page of another lies
  std::optional<qr::Diagnosis> diagnosis{};  // the seal is unreadable: what to do next, where it is known
  std::optional<SealedPart> data_code{};     // beside its genuine seal, where looked for
  std::optional<SymbolCorners> corners{};    // of the seal's symbol, where it was read in a picture
  std::optional<ContentRemarks> content{};   // where asked for
};

// The pages of one printout found in one pile.
struct CheckedPrintout {
  std::string pile;
  std::string serial;
  std::string short_serial;
  int pages = 0;                     // as the seal says
  std::vector<int> present;          // ascending, each once
  std::vector<int> missing;          // ascending
  std::vector<std::size_t> members;  // indices into CheckReport::pages
  DataCodeAnswer data_code{};        // absent where none was looked for
};

struct CheckReport {
  std::vector<CheckedPage> pages;  // in the order scanned
  std::vector<CheckedPrintout>
      printouts;  // in the order first met; pages with a genuine or key_revoked seal only
};

// No text at all: unreadable. Texts, but none the hall's: not_a_hall_seal. A stranger's code beside a hall
// seal is ignored. Never empty.
std::vector<CheckedPage> checkPage(const ScannedPage& page, const Judge& judge);

// All of a pile, or of several; thousands of pages are gathered one by one (gathering.hpp).
CheckReport checkPages(std::span<const ScannedPage> pages, const Judge& judge);

// Pages that came in one by one, put together anew: which printouts they belong to and what is missing.
CheckReport reportOf(std::vector<CheckedPage> pages);

// For exit statuses and the one big sign: all good is genuine, valid, complete, no page of another printout
// in between, not accepted elsewhere, no content that differs, no data code that its seal doesn't bind. Where
// nothing is wrong, what couldn't be read comes first, then content that a person has to look at: in review,
// or asked for and not compared.
enum class Conclusion { all_good, something_wrong, something_unreadable, something_to_review };
Conclusion conclude(const CheckReport& report);

}  // namespace verifier
