// A copy the hall issued: its content, the page a verifier compares with, and the sheet a printer puts down.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "../reading/dice.hpp"
#include "../reading/sheet.hpp"
#include "paper/content.hpp"
#include "paper/paper.hpp"
#include "verifier/compare/compare.hpp"

namespace tampering {

using reading::Dice;
using reading::Sheet;

struct FormWithContent {
  std::string name;
  paper::Template form;
  paper::Content content;
};
// Every form of the assets with its sample.
base::Result<std::vector<FormWithContent>> loadForms(const std::filesystem::path& assets);

// The same form for another person: names, dates, numbers and grades thrown anew.
paper::Content someoneElse(const FormWithContent& form, Dice& dice);

struct Copy {
  paper::Layout layout;
  paper::Sealing sealing;
  int page = 0;
};
base::Result<Copy> issue(const paper::Press& press, const FormWithContent& form,
                         const paper::Content& content, Dice& dice);
verifier::IssuedPage issuedPage(const paper::Press& press, const Copy& copy);
Sheet printed(const paper::Press& press, const Copy& copy, double dpi);
verifier::SealPlace sealPlace(const verifier::Corners& in_scan);

}  // namespace tampering
