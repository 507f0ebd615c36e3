// Every wait and every bound of the kiosk's dialogue, each with its reason. The first five waits come from
// the device's configuration (config::Timeouts); main copies them over.
#pragma once

#include <chrono>
#include <cstddef>

namespace kiosk {

struct Timeouts {
  std::chrono::milliseconds idle_ask{
      45'000};  // reading a page takes a while; somebody who left is noticed within a minute
  std::chrono::milliseconds idle_wipe{15'000};  // long enough to put a bag down and touch the glass
  std::chrono::milliseconds done_screen{
      20'000};  // papers lie in the tray: remind, then free the kiosk for the next person
  std::chrono::milliseconds print_stall{
      120'000};  // a cold printer warms up for a minute; after two something is wrong
  std::chrono::milliseconds hall_retry{
      10'000};  // back in service soon after the network is, without hammering the hall
  std::chrono::milliseconds hall_check{
      60'000};  // at rest: out of service is said before somebody types a password
  std::chrono::milliseconds goodbye{6'000};  // time to read one line; a touch skips it
  std::chrono::milliseconds answer{
      45'000};  // three times the client's own time-out: only a lost worker takes longer
  std::chrono::milliseconds decision{
      180'000};  // unknown copy: walking to the tray and counting sheets takes minutes
};

struct Limits {
  std::size_t account_characters = 40;    // the longest account of the unified identity has 32
  std::size_t password_characters = 128;  // as many as the hall takes
  std::size_t signature_points = 6000;  // a minute of drawing at 100 Hz; more is a palm resting on the glass
  std::size_t signature_strokes = 60;   // the longest Chinese names have about as many
  double signature_least_path = 0.6;    // pad heights of ink in all: a dot or a slip is no signature
  int preview_pages = 20;               // 6.5 MB each at preview_dpi
  double preview_dpi = 150;             // one screen pixel per dot at full width
};

}  // namespace kiosk
