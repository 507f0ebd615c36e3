// What goes onto a form: the values of its fields.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "domain/verdict.hpp"

namespace paper {

// An approval printed in the signature face (article 13) or a hand-written signature from the kiosk.
struct Approval {
  std::string name;     // 王丽娟
  std::string post;     // 辅导员
  std::string opinion;  // 同意
  std::string date;     // 2026年05月03日
};

struct Stroke {  // of a finger signature, in units of the pad's height: 0..1 downwards, x to the right
  std::vector<double> x, y, width;
};

struct Signature {
  double aspect = 3;  // pad width / height
  std::vector<Stroke> strokes;
};

struct Content {
  std::map<std::string, std::string> values;  // field -> text
  std::map<std::string, std::vector<std::map<std::string, std::string>>>
      rows;                                     // repeated table -> its rows' fields
  std::map<std::string, Approval> approvals;    // signature box -> approval
  std::map<std::string, Signature> signatures;  // signature box -> finger signature
};

// What the seal puts on the page; absent in a preview (which carries a 预览 watermark instead).
struct PageSeal {
  std::string carrier;      // the QR text of this page
  base::Bytes data_code{};  // its data code's bytes; empty: none, also where the form asks for one
};

struct Sealing {
  std::string short_serial;      // K7QF-3M2A
  std::string official_address;  // the hall's address, printed beside the code
  std::string terminal;          // 打印终端 KIOSK-07
  std::vector<PageSeal> pages;   // one a page; as many as layOut() found
};

}  // namespace paper
