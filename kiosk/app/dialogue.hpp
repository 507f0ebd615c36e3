// The kiosk's loop: events into step(), effects into Services, the model onto the window. UI thread, except
// post().
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/texts.hpp"
#include "config/config.hpp"
#include "kiosk/flow/model.hpp"
#include "kiosk/jobs/services.hpp"
#include "ui/window.hpp"

namespace kiosk {

struct Languages {
  base::Texts zh, en;
  const base::Texts& in(base::Language language) const { return language == base::Language::zh ? zh : en; }
};

class Dialogue {
 public:
  Dialogue(ui::Window& window, const Languages& languages, const base::Clock& clock,
           const config::Device& device);

  Post post();  // for Services; any thread
  void serve(std::unique_ptr<Services> services);
  void refuse(
      std::vector<std::string> sentences);  // the configuration or this machine can't serve: say so on screen
  void begin();

  // Sleeps until something happens or `latest`, deals with it. False once the window was closed.
  bool turn(std::optional<base::SteadyTime> latest = std::nullopt);

  void end();  // turn() answers false from now on; any thread

  const Model& model() const { return model_; }
  ui::Window& window() { return window_; }
  base::Image picture();
  // A line on standard output for every screen that comes up, for whoever drives a scripted run.
  void tellScreens(bool tell) { tell_ = tell; }

 private:
  void happened(Event event);
  void perform(Effects effects);
  void takePosted();
  void typed(const ui::WindowEvent& event);
  void tick();
  void adapt();

  ui::Window& window_;
  const Languages& languages_;
  const base::Clock& clock_;
  Model model_;
  std::unique_ptr<Services> services_;
  std::mutex guard_;
  std::deque<Event> posted_;
  std::optional<Screen> told_;
  bool tell_ = false;
  std::atomic<bool> ended_ = false;
};

}  // namespace kiosk
