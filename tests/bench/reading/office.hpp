// Prints the hall's real forms, each with a seal of its own: random claims, signed by a key this bench made.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "dice.hpp"
#include "sheet.hpp"

namespace reading {

class Office {
 public:
  // Codes: those of paper::Press and of the forms' templates.
  static base::Result<Office> open(const std::filesystem::path& assets);
  ~Office();
  Office(Office&&) noexcept;
  Office& operator=(Office&&) noexcept;

  // A page as a printer would put it down, A4, one hall seal on it. One thread at a time.
  Sheet page(Dice& dice, double dpi) const;
  // A code on a white label, with its quiet zone: a hall seal, or something a stranger printed.
  Sheet label(Dice& dice, double dpi, bool ours) const;

  // What a verifier needs off line: keys.cose and root.pub.
  base::Status writeKeys(const std::filesystem::path& folder) const;

 private:
  Office();
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace reading
