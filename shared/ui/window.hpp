// The window, or a picture of it: event loop, fingers, frames. UI thread only, except wake().
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/image.hpp"
#include "base/result.hpp"
#include "ui/ui.hpp"

namespace ui {

struct WindowSettings {
  std::string title;
  int width_px = 1080;
  int height_px = 1920;
  bool fullscreen = false;
  bool headless = false;  // no video driver at all: a software renderer on a surface
  bool resizable = false;
  bool animations = false;  // what Ui::animate() says; never in headless windows
  std::string assets;       // the folder that holds icons/; empty: base::assetsFolder()
};

// What came in besides touches on widgets.
struct WindowEvent {
  enum class Kind { quit, key, text, file_dropped, resized } kind = Kind::quit;
  std::string text;  // key: SDL key name ("Return", "F1", "Ctrl+O"); text: UTF-8 typed; file_dropped: path
};

class Window {
 public:
  // Codes: "window_unavailable", "assets_missing".
  static base::Result<std::unique_ptr<Window>> open(const WindowSettings& settings);
  virtual ~Window() = default;

  virtual void setTexts(const base::Texts* texts) = 0;  // the language; kept by the caller
  virtual void setTheme(const Theme& theme) = 0;
  virtual Ui& ui() = 0;  // for what the last frame left behind: elements(), cutTexts()

  // Draws through `draw`, sleeps until something happens, wake() is called or the deadline is reached, hands
  // what happened to `draw` and returns what else came in. `draw` runs several times a call (once before
  // sleeping, once for each press and release, once after), so act on its answers inside it or collect them.
  // Frames that look like the last one cost a millisecond and never reach the screen.
  virtual std::vector<WindowEvent> run(std::optional<base::SteadyTime> deadline,
                                       const std::function<void(Ui&)>& draw) = 0;
  virtual void requestRedraw() = 0;
  virtual void wake() = 0;  // any thread: makes run() return soon

  // Draws one frame now and hands back its pixels (RGBA). For golden pictures and screenshots.
  virtual base::Image capture(const std::function<void(Ui&)>& draw) = 0;

  // Puts a finger down on the centre of the element (of the last frame) and lifts it, through the same event
  // queue that a real finger uses. False when no such enabled element was drawn.
  virtual bool tap(std::string_view id) = 0;
  // A finger stroke across the element, points in 0..1 of its box.
  virtual bool strokeOver(std::string_view id, const std::vector<Point>& path) = 0;
};

base::Status savePng(const base::Image& image, const std::string& path);
base::Result<base::Image> loadPng(const std::string& path);

}  // namespace ui
