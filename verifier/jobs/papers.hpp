// Papers on the desk: pictures are read, seals judged, contents compared. Each object has one thread of its
// own kind: codes are answered while pictures are still being read. Internal to this room.
#pragma once

#include <deque>

#include "verifier/issued/content_check.hpp"
#include "verifier/jobs/sitting.hpp"

namespace verifier::desk {

class Papers {
 public:
  Papers(Sitting& sitting, const OpenHall& open_hall);

  void check(const CheckFile& file);
  void check(const CheckCode& code);
  void check(const CheckPicture& picture);
  void forget();  // the receiver left: what was fetched for his post goes

 private:
  // A page whose picture may be needed again, when a later page of the copy brings the rest of its content.
  struct Seen {
    CheckedPage page;
    std::shared_ptr<const base::Image> picture;
  };

  Judge judge(bool* offline);
  base::Result<IssuedCopyPtr> issued(const std::string& serial);
  std::optional<DataCodeReader> dataCodes() const;
  void tell(int pile, std::vector<CheckedPage> pages, bool offline, bool pictured,
            const std::function<std::shared_ptr<const base::Image>(std::size_t)>& pictureOf);
  void compare(int pile, const CheckedPage& page, const base::Image& picture);
  std::vector<SealedPart> partsOf(const std::string& serial) const;
  void remember(const CheckedPage& page, std::shared_ptr<const base::Image> picture);

  Sitting& sitting_;
  std::unique_ptr<api::HallClient> hall_;
  std::shared_ptr<CopyShelf> shelf_ = std::make_shared<CopyShelf>();
  ContentCheck content_;
  std::deque<Seen> seen_;
};

}  // namespace verifier::desk
