// What a person asked for by touching a screen: the only thing a screen hands to the flow.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/texts.hpp"

namespace kiosk {

enum class KeyboardLayer { letters, capitals, signs };

struct Key {  // of the touch keyboard or a real one
  enum class Kind { character, backspace, enter, next_layer } kind = Kind::character;
  std::string character;                         // UTF-8, one character
  KeyboardLayer layer = KeyboardLayer::letters;  // next_layer: the one to show from now on
};

struct PadPoint {       // of the finger on the signature pad
  double x = 0, y = 0;  // in pad heights from the pad's top left corner
  long long ms = 0;     // steady
  bool began = false;   // first of a stroke
};

// Where the reader stands in a document. Screens work out the new one from their own geometry and send it
// whole.
constexpr int kClosestZoom = 2;
struct View {
  struct Finger {
    float x = 0, y = 0;
    bool operator==(const Finger&) const = default;
  };
  double top = 0;   // pages: 1.25 shows page 2 from a quarter down
  double left = 0;  // page widths, when zoomed in
  int zoom = 0;     // 0 full width, then closer
  bool reached_end = false;
  std::optional<Finger> finger;  // last seen at, while it pans
  bool operator==(const View&) const = default;
};

enum class SignInField { account, password };
enum class Destination { home, steps, documents, progress, guide };

namespace action {
struct None {};
struct Touched {};  // a finger is down somewhere: somebody is here
struct SwitchLanguage {
  base::Language language{};
};
struct Go {
  Destination to{};
};  // attract's touch goes home; cards go to their place, through sign in
struct Back {};
struct SignOut {};
struct StillHere {};  // answers the idle question
struct TypeKey {
  Key key;
};
struct FocusField {
  SignInField field{};
};
struct ShowPassword {
  bool shown = false;
};
struct SubmitSignIn {};
struct OpenStep {
  std::size_t index = 0;
};
struct OpenDocument {
  std::size_t index = 0;
};
struct OpenCase {
  std::size_t index = 0;
};
struct OpenGuide {
  std::size_t index = 0;
};
struct MoveView {
  View view;
};
struct ConfirmRead {};
struct DrawSignature {
  std::vector<PadPoint> points;
  double aspect = 3;
};
struct ClearSignature {};
struct AcceptSignature {};
struct Print {};         // this document, now
struct StopPrinting {};  // offered when a job stalls
struct Collected {       // "I have my papers"
  bool sign_out = true;  // or go on with something else
};
struct DecideCopy {
  bool complete = false;
};  // unknown copy: all pages in the tray, or not
struct DecideLater {};
struct TryAgain {};
struct CloseNotice {};
struct UseWithoutPrinter {};  // out of service for printing only
}  // namespace action

using Action =
    std::variant<action::None, action::Touched, action::SwitchLanguage, action::Go, action::Back,
                 action::SignOut, action::StillHere, action::TypeKey, action::FocusField,
                 action::ShowPassword, action::SubmitSignIn, action::OpenStep, action::OpenDocument,
                 action::OpenCase, action::OpenGuide, action::MoveView, action::ConfirmRead,
                 action::DrawSignature, action::ClearSignature, action::AcceptSignature, action::Print,
                 action::StopPrinting, action::Collected, action::DecideCopy, action::DecideLater,
                 action::TryAgain, action::CloseNotice, action::UseWithoutPrinter>;

}  // namespace kiosk
