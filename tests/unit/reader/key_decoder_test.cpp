// Keys as a reader of keyboard type sends them, cut and disturbed in every way.
#include "reader/key_decoder.hpp"

#include <linux/input.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <random>

namespace {

using Codes = std::vector<std::string>;

// A reader's fingers: writes down the events of what it types, a millisecond a key.
struct Typist {
  base::Bytes events;
  std::int64_t now_ms = 1'000'000;

  Typist& event(int type, int code, int value) {
    input_event raw{};
    raw.input_event_sec = now_ms / 1000;
    raw.input_event_usec = now_ms % 1000 * 1000;
    raw.type = static_cast<std::uint16_t>(type);
    raw.code = static_cast<std::uint16_t>(code);
    raw.value = value;
    base::Bytes bytes(sizeof raw);
    std::memcpy(bytes.data(), &raw, sizeof raw);
    events.insert(events.end(), bytes.begin(), bytes.end());
    return *this;
  }
  Typist& report() { return event(EV_SYN, SYN_REPORT, 0); }
  Typist& down(int key) { return ++now_ms, event(EV_MSC, MSC_SCAN, 458756), event(EV_KEY, key, 1), report(); }
  Typist& up(int key) { return event(EV_KEY, key, 0).report(); }
  Typist& strike(int key) { return down(key).up(key); }
  Typist& with(int modifier, int key) { return down(modifier).strike(key).up(modifier); }
  Typist& pause(int ms) { return now_ms += ms, *this; }
  Typist& enter() { return strike(KEY_ENTER); }
};

Codes codesOf(const Typist& typist, std::size_t cut = 4096) {
  reader::KeyDecoder decoder;
  Codes codes;
  const base::BytesView all(typist.events);
  for (std::size_t at = 0; at < all.size(); at += cut)
    for (auto& code : decoder.take(all.subspan(at, std::min(cut, all.size() - at)), {}))
      codes.push_back(code);
  return codes;
}

const int kLetters[] = {KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G, KEY_H, KEY_I,
                        KEY_J, KEY_K, KEY_L, KEY_M, KEY_N, KEY_O, KEY_P, KEY_Q, KEY_R,
                        KEY_S, KEY_T, KEY_U, KEY_V, KEY_W, KEY_X, KEY_Y, KEY_Z};

}  // namespace

TEST_CASE("every letter, plain, with either shift, and under Caps Lock") {
  Typist typist;
  for (const int key : kLetters) typist.strike(key);
  typist.enter();
  for (const int key : kLetters) typist.with(KEY_LEFTSHIFT, key);
  typist.enter();
  typist.strike(KEY_CAPSLOCK);
  for (const int key : kLetters) typist.strike(key);
  for (const int key : kLetters) typist.with(KEY_RIGHTSHIFT, key);
  typist.strike(KEY_CAPSLOCK).strike(KEY_A).enter();
  CHECK(codesOf(typist) == Codes{"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyza"});
}

TEST_CASE("digits and signs of the US layout, with and without shift; Caps Lock leaves them alone") {
  const int keys[] = {KEY_GRAVE, KEY_1,         KEY_2,          KEY_3,         KEY_4,         KEY_5,
                      KEY_6,     KEY_7,         KEY_8,          KEY_9,         KEY_0,         KEY_MINUS,
                      KEY_EQUAL, KEY_LEFTBRACE, KEY_RIGHTBRACE, KEY_BACKSLASH, KEY_SEMICOLON, KEY_APOSTROPHE,
                      KEY_COMMA, KEY_DOT,       KEY_SLASH,      KEY_SPACE};
  Typist typist;
  typist.strike(KEY_CAPSLOCK);
  for (const int key : keys) typist.strike(key);
  typist.enter();
  for (const int key : keys) typist.with(KEY_LEFTSHIFT, key);
  typist.enter();
  CHECK(codesOf(typist) == Codes{"`1234567890-=[]\\;',./ ", "~!@#$%^&*()_+{}|:\"<>? "});
}

TEST_CASE("the keypad types digits and signs, and its Enter ends a code as Tab does") {
  Typist typist;
  for (const int key :
       {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9})
    typist.strike(key);
  typist.strike(KEY_KPENTER);
  for (const int key :
       {KEY_KPPLUS, KEY_KPMINUS, KEY_KPASTERISK, KEY_KPSLASH, KEY_KPDOT, KEY_KPCOMMA, KEY_KPEQUAL})
    typist.strike(key);
  typist.strike(KEY_TAB);
  CHECK(codesOf(typist) == Codes{"0123456789", "+-*/.,="});
}

TEST_CASE("keys struck with Ctrl, Alt, AltGr or a logo key type nothing, and end nothing less") {
  for (const int modifier :
       {KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTALT, KEY_RIGHTALT, KEY_LEFTMETA, KEY_RIGHTMETA}) {
    Typist typist;
    typist.strike(KEY_A).with(modifier, KEY_J).strike(KEY_B).enter();
    CHECK(codesOf(typist) == Codes{"ab"});
  }
}

TEST_CASE("a key that repeats counts once, and one shift of two let go still shifts") {
  Typist typist;
  typist.down(KEY_A).event(EV_KEY, KEY_A, 2).event(EV_KEY, KEY_A, 2).up(KEY_A);
  typist.down(KEY_LEFTSHIFT)
      .event(EV_KEY, KEY_LEFTSHIFT, 2)
      .down(KEY_RIGHTSHIFT)
      .up(KEY_LEFTSHIFT)
      .strike(KEY_B);
  typist.up(KEY_RIGHTSHIFT).strike(KEY_C).enter();
  CHECK(codesOf(typist) == Codes{"aBc"});
}

TEST_CASE("keys without a character and events of other kinds are passed over") {
  Typist typist;
  typist.strike(KEY_A)
      .strike(KEY_F1)
      .strike(KEY_LEFT)
      .strike(BTN_LEFT)
      .event(EV_REL, REL_X, 1)
      .event(EV_LED, LED_CAPSL, 1);
  typist.strike(0x2FF).strike(KEY_B).enter().enter().strike(KEY_TAB);
  CHECK(codesOf(typist) == Codes{"ab"});
}

TEST_CASE("what was cut off before a pause belongs to no later code") {
  Typist typist;
  typist.strike(KEY_X).strike(KEY_Y).pause(600).strike(KEY_A).pause(400).strike(KEY_B).enter();
  typist.strike(KEY_Z).pause(600).enter();
  CHECK(codesOf(typist) == Codes{"ab"});
}

TEST_CASE("a clock that jumps back is a pause, not a hang") {
  Typist typist;
  typist.strike(KEY_X).pause(-100'000).strike(KEY_A).enter();
  CHECK(codesOf(typist) == Codes{"a"});
}

TEST_CASE("when the kernel lost keys, the code under way is given up to its end, and the next is read") {
  Typist typist;
  typist.down(KEY_LEFTSHIFT).strike(KEY_A).event(EV_SYN, SYN_DROPPED, 0);
  typist.event(EV_KEY, KEY_Q, 1)
      .report()
      .strike(KEY_B)
      .enter();  // the shift's release is among what was lost
  typist.strike(KEY_C).enter();
  CHECK(codesOf(typist) == Codes{"c"});
}

TEST_CASE("when the end of a code was lost too, the next one after a pause is read") {
  Typist typist;
  typist.strike(KEY_A).event(EV_SYN, SYN_DROPPED, 0).report().pause(600).strike(KEY_C).enter();
  CHECK(codesOf(typist) == Codes{"c"});
}

TEST_CASE("8000 characters are a code, one more is none, and the next code is read again") {
  Typist typist;
  for (int i = 0; i < 8000; ++i) typist.strike(KEY_1);
  typist.enter();
  for (int i = 0; i < 8001; ++i) typist.strike(KEY_1);
  typist.enter().strike(KEY_2).enter();
  CHECK(codesOf(typist) == Codes{std::string(8000, '1'), "2"});
}

TEST_CASE("events may be cut anywhere") {
  Typist typist;
  typist.with(KEY_LEFTSHIFT, KEY_H).strike(KEY_1).enter().strike(KEY_2).enter();
  for (std::size_t cut = 1; cut < 60; ++cut) CHECK(codesOf(typist, cut) == Codes{"H1", "2"});
}

TEST_CASE("after another device took its place nothing is left of the one before") {
  Typist before, after;
  before.strike(KEY_CAPSLOCK).down(KEY_LEFTCTRL).strike(KEY_A);
  after.strike(KEY_B).enter();
  reader::KeyDecoder decoder;
  CHECK(decoder.take(base::BytesView(before.events).first(before.events.size() - 5), {}).empty());
  decoder.forget();
  CHECK(decoder.take(after.events, {}) == Codes{"b"});
}

TEST_CASE("random bytes give printable codes within the limit, if any") {
  const auto seed = Catch::rngSeed() ? Catch::rngSeed() : std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  reader::KeyDecoder decoder;
  for (int round = 0; round < 2000; ++round) {
    Typist typist;
    typist.now_ms = random();
    for (int i = 0; i < 20; ++i)
      typist.event(random() % 3, random() % 130, static_cast<int>(random() % 4) - 1);
    for (int i = 0; i < 4; ++i)
      typist.events[random() % typist.events.size()] = static_cast<std::uint8_t>(random());
    for (const auto& code : decoder.take(typist.events, {})) {
      CHECK(code.size() <= reader::kMostCharacters);
      for (const char c : code) CHECK((c >= 0x20 && c < 0x7F));
    }
  }
}
