// One copy as it was issued, page by page ready for compare(): from the hall, or from the content its own
// seal binds.
#pragma once

#include <memory>
#include <mutex>

#include "hall_api/client.hpp"
#include "paper/paper.hpp"
#include "seal/claims.hpp"
#include "verifier/compare/compare.hpp"
#include "verifier/issued/known_forms.hpp"

namespace verifier {

// Any thread.
class IssuedCopy {
 public:
  struct Sheet {
    std::vector<IssuedField> fields{};
    std::vector<domain::Box> pen_zones{}, codes{};
  };
  using Page = std::shared_ptr<const IssuedPage>;

  // Code "issued_unusable": sheets and PDF don't belong together, or aren't A4.
  static base::Result<std::shared_ptr<const IssuedCopy>> open(std::vector<Sheet> sheets, base::Bytes pdf);

  int pageCount() const { return static_cast<int>(sheets_.size()); }
  // From 1; drawn when first asked for. Codes: "page_not_issued", "issued_unusable".
  base::Result<Page> page(int number) const;
  std::size_t mostBytes() const;  // what it may come to, every page drawn

 private:
  IssuedCopy(std::vector<Sheet> sheets, base::Bytes pdf)
      : sheets_(std::move(sheets)), pdf_(std::move(pdf)), drawn_(sheets_.size()) {}
  std::vector<Sheet> sheets_;
  base::Bytes pdf_;
  mutable std::mutex drawing_{};
  mutable std::vector<Page> drawn_;
};
using IssuedCopyPtr = std::shared_ptr<const IssuedCopy>;

// As the hall keeps it: finger signatures, terminal, codes and all. token: of a receiver whose post handles
// the case. Codes: the hall's (content_other_post, session_expired, hall_unreachable, ...), issued_unusable.
base::Result<IssuedCopyPtr> copyFromHall(api::HallClient& hall, const std::string& token,
                                         const std::string& serial);
// The same from the hall's two answers. Code "issued_unusable".
base::Result<IssuedCopyPtr> copyOf(api::IssuedContent content, base::Bytes pdf);

// Set again from bound content with this machine's own forms and fonts. What the content lacks isn't
// compared: finger signatures are boxes for the pen, and the words about the codes and the footer (serial,
// the hall's address, terminal) count as codes. Codes: form_unknown (args: the form, its version),
// content_unprintable, issued_unusable.
base::Result<IssuedCopyPtr> copyFromContent(const seal::SealedContent& content, const KnownForms& forms,
                                            const paper::Press& press);

}  // namespace verifier
