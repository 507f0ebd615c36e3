#include "ui/window.hpp"

#include <SDL.h>
#include <imgui.h>

#include <atomic>
#include <filesystem>

#include "base/file.hpp"
#include "base/unique_handle.hpp"
#include "ui/canvas.hpp"

namespace ui {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kMouse = -1;         // the mouse is one more finger
constexpr float kWheelPoints = 120;         // a notch of the wheel
constexpr int kEventsPerFrame = 256;        // a flood of events must not starve the picture
constexpr std::uint32_t kStrokeStepMs = 8;  // as fast as touch panels report

using WindowHandle = base::Handle<SDL_Window, SDL_DestroyWindow>;
using SurfaceHandle = base::Handle<SDL_Surface, SDL_FreeSurface>;
using RendererHandle = base::Handle<SDL_Renderer, SDL_DestroyRenderer>;

struct Subsystem {  // SDL counts its users
  explicit Subsystem(std::uint32_t flags) : flags_(flags), ready(SDL_InitSubSystem(flags) == 0) {}
  ~Subsystem() {
    if (ready) SDL_QuitSubSystem(flags_);
  }
  Subsystem(const Subsystem&) = delete;
  std::uint32_t flags_;
  bool ready;
};

// Mesa's software OpenGL takes more memory and processor than SDL's own renderer, which redraws only what
// changed.
bool hasGpu() {
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", none))
    if (entry.path().filename().string().starts_with("renderD")) return true;
  return false;
}

void setHints() {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION,
              "0");  // else the software renderer goes through OpenGL after all
  SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "1");
}

std::string keyName(const SDL_Keysym& key) {
  std::string name;
  if (key.mod & KMOD_CTRL) name += "Ctrl+";
  if (key.mod & KMOD_ALT) name += "Alt+";
  return name + SDL_GetKeyName(key.sym);
}

std::int64_t steadyMs(std::uint32_t sdl_ticks) {
  const auto now =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  return now - static_cast<std::int32_t>(SDL_GetTicks() - sdl_ticks);
}

class SdlWindow final : public Window {
 public:
  SdlWindow(const WindowSettings& settings, std::filesystem::path icons)
      : settings_(settings),
        icons_(std::move(icons)),
        subsystem_(settings.headless ? SDL_INIT_EVENTS : SDL_INIT_EVENTS | SDL_INIT_VIDEO) {}

  base::Status create() {
    if (subsystem_.ready) settings_.headless ? createSurface() : createWindow();
    if (!renderer_)
      return base::fail("window_unavailable", settings_.headless ? "headless" : "display", SDL_GetError());
    SDL_RendererInfo info{};
    SDL_GetRendererInfo(renderer_.get(), &info);
    const bool software = (info.flags & SDL_RENDERER_SOFTWARE) != 0;
    drawer_ = std::make_unique<Renderer>(renderer_.get(), software);
    canvas_ = std::make_unique<Canvas>(renderer_.get(), icons_, settings_.animations && !settings_.headless);
    wake_event_ = SDL_RegisterEvents(1);
    return {};
  }

  ~SdlWindow() override {
    canvas_.reset();  // its textures belong to the renderer
  }

  void setTexts(const base::Texts* texts) override { canvas_->setTexts(texts); }
  void setTheme(const Theme& theme) override {
    if (theme == canvas_->theme()) return;
    canvas_->setTheme(theme);
    everything_ = true;
  }
  Ui& ui() override { return *canvas_; }
  void requestRedraw() override { everything_ = true; }

  void wake() override {
    if (wake_pending_.exchange(true)) return;
    SDL_Event event{};
    event.type = wake_event_;
    if (SDL_PushEvent(&event) != 1) wake_pending_ = false;
  }

  std::vector<WindowEvent> run(std::optional<base::SteadyTime> deadline,
                               const std::function<void(Ui&)>& draw) override {
    std::vector<WindowEvent> came_in;
    show(draw);
    SDL_Event event;
    if (!wait(deadline, event)) return came_in;
    int handled = 0;
    do {
      if (handle(event, came_in)) frame(draw);  // a press and its release never share a frame
    } while (++handled < kEventsPerFrame && SDL_PollEvent(&event));
    show(draw);
    return came_in;
  }

  base::Image capture(const std::function<void(Ui&)>& draw) override {
    everything_ |= !drawer_->keepsPicture();
    render(frame(draw));
    const auto size = pixels();
    base::Image image{size.right, size.bottom, 4};
    image.pixels.resize(image.stride() * static_cast<std::size_t>(image.height));
    SDL_RenderReadPixels(renderer_.get(), nullptr, SDL_PIXELFORMAT_RGBA32, image.pixels.data(),
                         static_cast<int>(image.stride()));
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
    if (!settings_.headless) SDL_RenderPresent(renderer_.get());
    return image;
  }

  bool tap(std::string_view id) override { return strokeOver(id, {{0.5f, 0.5f}}); }

  bool strokeOver(std::string_view id, const std::vector<Point>& path) override {
    for (auto element = canvas_->elements().rbegin(); element != canvas_->elements().rend(); ++element)
      if (element->id == id && element->enabled && !path.empty()) {
        pushStroke(element->rect, path);
        return true;
      }
    return false;
  }

 private:
  void createSurface() {
    surface_.reset(SDL_CreateRGBSurfaceWithFormat(0, settings_.width_px, settings_.height_px, 32,
                                                  SDL_PIXELFORMAT_ARGB8888));
    if (surface_) renderer_.reset(SDL_CreateSoftwareRenderer(surface_.get()));
  }

  void createWindow() {
    std::uint32_t flags = SDL_WINDOW_ALLOW_HIGHDPI;
    if (settings_.fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    if (settings_.resizable) flags |= SDL_WINDOW_RESIZABLE;
    window_.reset(SDL_CreateWindow(settings_.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   settings_.width_px, settings_.height_px, flags));
    if (!window_) return;
    const std::uint32_t kind = hasGpu() ? SDL_RENDERER_ACCELERATED : SDL_RENDERER_SOFTWARE;
    renderer_.reset(SDL_CreateRenderer(window_.get(), -1, kind));
    if (!renderer_) renderer_.reset(SDL_CreateRenderer(window_.get(), -1, SDL_RENDERER_SOFTWARE));
    SDL_EventState(SDL_DROPFILE, SDL_ENABLE);
    SDL_StartTextInput();
  }

  PixelBox pixels() const {
    PixelBox box;
    SDL_GetRendererOutputSize(renderer_.get(), &box.right, &box.bottom);
    return box;
  }

  // One pass of the screen's code; nothing reaches the glass yet.
  const ImDrawList& frame(const std::function<void(Ui&)>& draw) {
    const auto size = pixels();
    canvas_->beginFrame(size.right, size.bottom);
    draw(*canvas_);
    return canvas_->endFrame();
  }

  bool render(const ImDrawList& list) {
    const bool drawn = drawer_->draw(list, canvas_->shapes(), canvas_->theme().background, pixels(),
                                     std::exchange(everything_, false));
    canvas_->afterRender();
    return drawn;
  }

  void show(const std::function<void(Ui&)>& draw) {
    if (render(frame(draw)) && !settings_.headless) SDL_RenderPresent(renderer_.get());
  }

  bool wait(std::optional<base::SteadyTime> deadline, SDL_Event& event) {
    if (!deadline) return SDL_WaitEvent(&event) == 1;
    const auto left = std::chrono::ceil<milliseconds>(*deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return SDL_PollEvent(&event) == 1;
    return SDL_WaitEventTimeout(&event, static_cast<int>(std::min<std::int64_t>(left, 1 << 30))) == 1;
  }

  Point pointOf(float x, float y) const { return {x * canvas_->size().width, y * canvas_->size().height}; }

  Point pointOfMouse(int x, int y) const {
    int width = 1, height = 1;
    if (window_) SDL_GetWindowSize(window_.get(), &width, &height);
    return pointOf((static_cast<float>(x) + 0.5f) / static_cast<float>(width),
                   (static_cast<float>(y) + 0.5f) / static_cast<float>(height));
  }

  // True when a finger came down or went up: the screen must see that before anything else happens.
  bool finger(FingerEvent::Kind kind, std::int64_t id, Point at, std::uint32_t ticks) {
    canvas_->touch().feed({kind, id, at, steadyMs(ticks)});
    return kind != FingerEvent::Kind::move;
  }

  bool handle(const SDL_Event& event, std::vector<WindowEvent>& out) {
    using Kind = FingerEvent::Kind;
    const auto& touch = event.tfinger;
    switch (event.type) {
      case SDL_FINGERDOWN:
        return finger(Kind::down, touch.fingerId, pointOf(touch.x, touch.y), touch.timestamp);
      case SDL_FINGERMOTION:
        return finger(Kind::move, touch.fingerId, pointOf(touch.x, touch.y), touch.timestamp);
      case SDL_FINGERUP:
        return finger(Kind::up, touch.fingerId, pointOf(touch.x, touch.y), touch.timestamp);
      case SDL_MOUSEBUTTONDOWN:
      case SDL_MOUSEBUTTONUP:
      case SDL_MOUSEMOTION:
      case SDL_MOUSEWHEEL:
        return handleMouse(event);
      default:
        handleOther(event, out);
        return false;
    }
  }

  bool handleMouse(const SDL_Event& event) {
    using Kind = FingerEvent::Kind;
    const auto& button = event.button;
    const auto& motion = event.motion;
    const bool left = button.which != SDL_TOUCH_MOUSEID && button.button == SDL_BUTTON_LEFT;
    if (event.type == SDL_MOUSEBUTTONDOWN && left)
      return finger(Kind::down, kMouse, pointOfMouse(button.x, button.y), button.timestamp);
    if (event.type == SDL_MOUSEBUTTONUP && left)
      return finger(Kind::up, kMouse, pointOfMouse(button.x, button.y), button.timestamp);
    if (event.type == SDL_MOUSEMOTION && motion.which != SDL_TOUCH_MOUSEID &&
        (motion.state & SDL_BUTTON_LMASK))
      return finger(Kind::move, kMouse, pointOfMouse(motion.x, motion.y), motion.timestamp);
    if (event.type == SDL_MOUSEWHEEL)
      canvas_->touch().wheel(pointOfMouse(event.wheel.mouseX, event.wheel.mouseY),
                             event.wheel.preciseY * kWheelPoints);
    return false;
  }

  void handleOther(const SDL_Event& event, std::vector<WindowEvent>& out) {
    using Kind = WindowEvent::Kind;
    if (event.type == wake_event_) wake_pending_ = false;
    if (event.type == SDL_QUIT) out.push_back({Kind::quit, ""});
    if (event.type == SDL_KEYDOWN) out.push_back({Kind::key, keyName(event.key.keysym)});
    if (event.type == SDL_TEXTINPUT) out.push_back({Kind::text, event.text.text});
    if (event.type == SDL_RENDER_TARGETS_RESET) everything_ = true;
    if (event.type == SDL_DROPFILE) {
      out.push_back({Kind::file_dropped, event.drop.file});
      SDL_free(event.drop.file);
    }
    if (event.type != SDL_WINDOWEVENT) return;
    if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) out.push_back({Kind::resized, ""});
    if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED || event.window.event == SDL_WINDOWEVENT_EXPOSED)
      everything_ = true;
  }

  void pushStroke(Rect rect, const std::vector<Point>& path) {
    const auto size = canvas_->size();
    auto ticks = SDL_GetTicks();
    const auto push = [&](std::uint32_t type, Point at) {
      SDL_Event event{};
      event.type = type;
      event.tfinger.timestamp = ticks;
      event.tfinger.fingerId = 1;
      event.tfinger.x = (rect.x + at.x * rect.width) / size.width;
      event.tfinger.y = (rect.y + at.y * rect.height) / size.height;
      SDL_PeepEvents(&event, 1, SDL_ADDEVENT, 0, 0);  // SDL_PushEvent would overwrite the time
      ticks += kStrokeStepMs;
    };
    push(SDL_FINGERDOWN, path.front());
    for (std::size_t i = 1; i < path.size(); ++i) push(SDL_FINGERMOTION, path[i]);
    push(SDL_FINGERUP, path.back());
  }

  WindowSettings settings_;
  std::filesystem::path icons_;
  Subsystem subsystem_;
  WindowHandle window_;
  SurfaceHandle surface_;
  RendererHandle renderer_;
  std::unique_ptr<Renderer> drawer_;
  std::unique_ptr<Canvas> canvas_;
  std::uint32_t wake_event_ = 0;
  std::atomic<bool> wake_pending_ = false;
  bool everything_ = true;
};

}  // namespace

base::Result<std::unique_ptr<Window>> Window::open(const WindowSettings& settings) {
  const auto icons =
      (settings.assets.empty() ? base::assetsFolder() : std::filesystem::path(settings.assets)) / "icons";
  if (std::error_code none; !std::filesystem::is_directory(icons, none))
    return base::fail("assets_missing", icons.string(), "the folder of icons isn't there");
  setHints();
  auto window = std::make_unique<SdlWindow>(settings, icons);
  if (auto created = window->create(); !created) return base::fail(created.error());
  return window;
}

}  // namespace ui
