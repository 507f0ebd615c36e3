// The data code beside a genuine seal: where it stands in a scan, what it says, and whether the hall said it.
// Nothing is looked for unless asked. Pure, any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/image.hpp"
#include "domain/verdict.hpp"
#include "qr/qr.hpp"
#include "seal/data_code.hpp"
#include "seal/verify.hpp"

namespace verifier {

// Looks where paper/page.hpp puts the data code, reckoned from the seal's corners. Nothing when there is
// none, or none that reads. About 15 ms in a scan at 300 dpi, a third of it where the paper is white.
std::optional<seal::DataCodePart> readDataCode(const base::Image& page, const qr::Symbol& seal);

// Where the seal's symbol with this text stands on its page, without the quiet zone: its size follows from
// the text. None for a text no symbol holds.
std::optional<domain::Box> sealBoxOnPage(const std::string& carrier);

// The other way: the seal beside a data code that read where the seal didn't.
std::optional<qr::Symbol> readSealBeside(const base::Image& page, const qr::Symbol& data_code);

// A part and the genuine seal it stands beside.
struct SealedPart {
  seal::DataCodePart part{};
  seal::Claims seal{};
  seal::Algorithm key{};
};

// Reads data codes beside genuine seals only. Any thread.
class DataCodeReader {
 public:
  DataCodeReader(const seal::KeySet& keys, base::UnixSeconds now) : verifier_(keys), now_(now) {}
  // read: the data codes that were read on the page with the seal; this copy's needn't be read again.
  std::optional<SealedPart> operator()(const base::Image& page, const qr::Symbol& seal,
                                       std::span<const seal::DataCodePart> read = {}) const;

 private:
  seal::Verifier verifier_;
  base::UnixSeconds now_;
};

enum class DataCodeState {
  absent,      // none was found on the pages seen
  incomplete,  // parts on pages that are missing, or didn't read
  bound,       // the content is the hall's own words
  not_bound,   // it isn't what the seal binds: another copy's, or somebody's own
};
std::string_view nameOf(DataCodeState state);

struct DataCodeAnswer {
  DataCodeState state = DataCodeState::absent;
  seal::SealedContent content{};  // when bound
};

// parts: of the pages of one copy.
DataCodeAnswer judgeDataCode(std::span<const SealedPart> parts);

}  // namespace verifier
