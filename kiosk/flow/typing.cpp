#include "base/crypto.hpp"
#include "kiosk/flow/turn.hpp"

namespace kiosk {
namespace {

std::size_t charactersOf(const std::string& text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  return count;
}

void removeLast(std::string& text) {
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.back());
    text.back() = '\0';  // a password's characters don't linger behind its end
    text.pop_back();
    if ((byte & 0xC0) != 0x80) return;
  }
}

void add(const Limits& limits, SignInForm& form, const std::string& character) {
  const bool account = form.focus == SignInField::account;
  std::string& text = account ? form.account : form.password;
  const std::size_t limit = account ? limits.account_characters : limits.password_characters;
  if (charactersOf(character) != 1 || static_cast<unsigned char>(character[0]) < 0x20) return;
  // Room for every character at once: a growing string would leave copies of a password behind it in memory.
  if (text.capacity() < limit * 4) text.reserve(limit * 4);
  if (charactersOf(text) < limit) text += character;
}

void enterKey(Turn& turn) {
  SignInForm& form = turn.model.sign_in;
  if (form.focus == SignInField::account && !form.account.empty()) {
    form.focus = SignInField::password;
    return;
  }
  signIn(turn);
}

}  // namespace

void typed(Turn& turn, const Key& key) {
  Model& model = turn.model;
  if (model.screen != Screen::sign_in || model.waiting != Waiting::none || model.notice) return;
  SignInForm& form = model.sign_in;
  if (key.kind == Key::Kind::character || key.kind == Key::Kind::backspace) form.error.reset();
  switch (key.kind) {
    case Key::Kind::character:
      return add(model.limits, form, key.character);
    case Key::Kind::backspace:
      return removeLast(form.focus == SignInField::account ? form.account : form.password);
    case Key::Kind::enter:
      return enterKey(turn);
    case Key::Kind::next_layer:
      form.layer = key.layer;
      return;
  }
}

}  // namespace kiosk
