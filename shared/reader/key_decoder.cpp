#include "reader/key_decoder.hpp"

#include <linux/input.h>

#include <algorithm>
#include <cstring>

namespace reader {
namespace {

struct Key {
  unsigned code;
  char plain;
  char shifted;
};

constexpr Key kKeys[] = {{KEY_1, '1', '!'},          {KEY_2, '2', '@'},           {KEY_3, '3', '#'},
                         {KEY_4, '4', '$'},          {KEY_5, '5', '%'},           {KEY_6, '6', '^'},
                         {KEY_7, '7', '&'},          {KEY_8, '8', '*'},           {KEY_9, '9', '('},
                         {KEY_0, '0', ')'},          {KEY_MINUS, '-', '_'},       {KEY_EQUAL, '=', '+'},
                         {KEY_Q, 'q', 'Q'},          {KEY_W, 'w', 'W'},           {KEY_E, 'e', 'E'},
                         {KEY_R, 'r', 'R'},          {KEY_T, 't', 'T'},           {KEY_Y, 'y', 'Y'},
                         {KEY_U, 'u', 'U'},          {KEY_I, 'i', 'I'},           {KEY_O, 'o', 'O'},
                         {KEY_P, 'p', 'P'},          {KEY_LEFTBRACE, '[', '{'},   {KEY_RIGHTBRACE, ']', '}'},
                         {KEY_A, 'a', 'A'},          {KEY_S, 's', 'S'},           {KEY_D, 'd', 'D'},
                         {KEY_F, 'f', 'F'},          {KEY_G, 'g', 'G'},           {KEY_H, 'h', 'H'},
                         {KEY_J, 'j', 'J'},          {KEY_K, 'k', 'K'},           {KEY_L, 'l', 'L'},
                         {KEY_SEMICOLON, ';', ':'},  {KEY_APOSTROPHE, '\'', '"'}, {KEY_GRAVE, '`', '~'},
                         {KEY_BACKSLASH, '\\', '|'}, {KEY_Z, 'z', 'Z'},           {KEY_X, 'x', 'X'},
                         {KEY_C, 'c', 'C'},          {KEY_V, 'v', 'V'},           {KEY_B, 'b', 'B'},
                         {KEY_N, 'n', 'N'},          {KEY_M, 'm', 'M'},           {KEY_COMMA, ',', '<'},
                         {KEY_DOT, '.', '>'},        {KEY_SLASH, '/', '?'},       {KEY_SPACE, ' ', ' '},
                         {KEY_KP0, '0', '0'},        {KEY_KP1, '1', '1'},         {KEY_KP2, '2', '2'},
                         {KEY_KP3, '3', '3'},        {KEY_KP4, '4', '4'},         {KEY_KP5, '5', '5'},
                         {KEY_KP6, '6', '6'},        {KEY_KP7, '7', '7'},         {KEY_KP8, '8', '8'},
                         {KEY_KP9, '9', '9'},        {KEY_KPDOT, '.', '.'},       {KEY_KPCOMMA, ',', ','},
                         {KEY_KPPLUS, '+', '+'},     {KEY_KPMINUS, '-', '-'},     {KEY_KPASTERISK, '*', '*'},
                         {KEY_KPSLASH, '/', '/'},    {KEY_KPEQUAL, '=', '='}};

constexpr unsigned kShifts[] = {KEY_LEFTSHIFT, KEY_RIGHTSHIFT};
constexpr unsigned kOthers[] = {KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTALT,
                                KEY_RIGHTALT, KEY_LEFTMETA,  KEY_RIGHTMETA};

// The key's place in the list as a bit; 0: not in it.
template <std::size_t N>
unsigned bitOf(unsigned key, const unsigned (&keys)[N]) {
  for (unsigned i = 0; i < N; ++i)
    if (keys[i] == key) return 1u << i;
  return 0;
}

char characterOf(unsigned key, bool shift, bool caps_lock) {
  const auto* found =
      std::find_if(std::begin(kKeys), std::end(kKeys), [key](const Key& one) { return one.code == key; });
  if (found == std::end(kKeys)) return 0;
  const bool letter = found->plain >= 'a' && found->plain <= 'z';
  return shift != (letter && caps_lock) ? found->shifted : found->plain;
}

}  // namespace

std::vector<std::string> KeyDecoder::take(base::BytesView bytes, base::SteadyTime) {
  std::vector<std::string> codes;
  cut_event_.insert(cut_event_.end(), bytes.begin(), bytes.end());
  std::size_t at = 0;
  for (; cut_event_.size() - at >= sizeof(input_event); at += sizeof(input_event)) {
    input_event raw{};
    std::memcpy(&raw, cut_event_.data() + at, sizeof raw);
    const auto time_us = static_cast<std::uint64_t>(raw.input_event_sec) * 1'000'000 +
                         static_cast<std::uint64_t>(raw.input_event_usec);
    take({time_us, raw.type, raw.code, raw.value}, codes);
  }
  cut_event_.erase(cut_event_.begin(), cut_event_.begin() + static_cast<std::ptrdiff_t>(at));
  return codes;
}

void KeyDecoder::forget() { *this = KeyDecoder(); }

void KeyDecoder::take(const Event& event, std::vector<std::string>& codes) {
  if (event.type == EV_SYN && event.code == SYN_DROPPED) {
    shifts_ = others_ = 0;  // nobody knows what is still down
    code_.clear();
    giving_up_ = lost_keys_ = true;
  } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
    lost_keys_ = false;
  } else if (event.type == EV_KEY && !lost_keys_) {
    modify(event.code, event.value != 0);
    if (event.value == 1) press(event, codes);
  }
}

void KeyDecoder::modify(unsigned key, bool down) {
  const auto set = [down](unsigned& keys, unsigned bit) { keys = down ? keys | bit : keys & ~bit; };
  set(shifts_, bitOf(key, kShifts));
  set(others_, bitOf(key, kOthers));
}

void KeyDecoder::press(const Event& event, std::vector<std::string>& codes) {
  // Also right for times that no clock shows: a step back is a huge one forward.
  const auto longest_us = static_cast<std::uint64_t>(std::chrono::microseconds(kLongestPause).count());
  const bool paused = event.time_us - last_key_us_ > longest_us;
  last_key_us_ = event.time_us;
  if (paused) {
    code_.clear();
    giving_up_ = false;
  }
  if (event.code == KEY_CAPSLOCK) {
    caps_lock_ = !caps_lock_;
  } else if (event.code == KEY_ENTER || event.code == KEY_KPENTER || event.code == KEY_TAB) {
    end(codes);
  } else if (const char character = characterOf(event.code, shifts_ != 0, caps_lock_);
             character && !others_) {
    type(character);
  }
}

void KeyDecoder::type(char character) {
  if (giving_up_) return;
  code_ += character;
  if (code_.size() <= kMostCharacters) return;
  code_.clear();
  giving_up_ = true;
}

void KeyDecoder::end(std::vector<std::string>& codes) {
  if (!giving_up_ && !code_.empty()) codes.push_back(std::move(code_));
  code_.clear();
  giving_up_ = false;
}

}  // namespace reader
