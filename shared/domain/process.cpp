#include "domain/process.hpp"

namespace domain {

std::string_view nameOf(Channel channel) {
  switch (channel) {
    case Channel::online:
      return "online";
    case Channel::kiosk:
      return "kiosk";
    case Channel::counter:
      return "counter";
  }
  return "";
}

std::string_view nameOf(KioskAction action) {
  switch (action) {
    case KioskAction::read_and_confirm:
      return "read_and_confirm";
    case KioskAction::sign:
      return "sign";
    case KioskAction::attach:
      return "attach";
    case KioskAction::print:
      return "print";
    case KioskAction::collect:
      return "collect";
  }
  return "";
}

std::string_view nameOf(Scope scope) {
  switch (scope) {
    case Scope::school:
      return "school";
    case Scope::college:
      return "college";
  }
  return "";
}

std::string_view nameOf(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::paragraph:
      return "paragraph";
    case FieldKind::date:
      return "date";
    case FieldKind::integer:
      return "integer";
    case FieldKind::choice:
      return "choice";
  }
  return "";
}

}  // namespace domain
