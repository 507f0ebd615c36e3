// golden: draws every preview in both languages and compares it with the picture kept in
// tests/golden/pictures.
//   golden --room kiosk|desk [--update] [--full FOLDER] [--only PART-OF-NAME] --pictures FOLDER --assets
//   FOLDER --out FOLDER
// A difference leaves the new picture and one that marks it in red in the out folder. --full keeps whole-size
// pictures to look at.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "base/texts.hpp"
#include "compare.hpp"
#include "gallery.hpp"
#include "rules.hpp"
#include "text_watch.hpp"
#include "ui/window.hpp"

namespace fs = std::filesystem;

namespace {

// Mean difference of a block's channel that a font's patch release may cause; a moved word makes 40 and more.
constexpr double kTolerance = 10;

struct Options {
  bool update = false;
  fs::path pictures, assets, out, full;
  std::string room, only;
};

struct Studio {
  Options options;
  std::map<base::Language, base::Texts> texts;
  std::map<std::string, std::unique_ptr<ui::Window>> windows;  // by format
  int drawn = 0, failed = 0;
  double worst = 0;
  std::string worst_name;

  void complain(const std::string& name, const std::string& what) {
    fmt::print("  {}: {}\n", name, what);
    ++failed;
  }
};

ui::Window* windowOf(Studio& studio, const golden::Format& format) {
  auto& window = studio.windows[format.name];
  if (window) return window.get();
  ui::WindowSettings settings;
  settings.width_px = format.width_px;
  settings.height_px = format.height_px;
  settings.headless = true;
  settings.assets = studio.options.assets.string();
  auto opened = ui::Window::open(settings);
  if (!opened) {
    fmt::print("{}\n", opened.error().describe());
    return nullptr;
  }
  window = std::move(*opened);
  if (format.dark) window->setTheme(ui::Theme::dark());
  return window.get();
}

void compareWithKept(Studio& studio, const std::string& name, const base::Image& now) {
  const auto path = (studio.options.pictures / (name + ".png")).string();
  const auto old = ui::loadPng(path);
  if (!old) {
    (void)ui::savePng(now, (studio.options.out / (name + ".png")).string());
    return studio.complain(name, "no picture is kept; look at the new one, then run with --update");
  }
  const auto difference = golden::between(*old, now);
  if (difference.worst > studio.worst) studio.worst = difference.worst, studio.worst_name = name;
  if (difference.worst <= kTolerance) return;
  (void)ui::savePng(now, (studio.options.out / (name + ".png")).string());
  (void)ui::savePng(golden::shown(*old, now), (studio.options.out / (name + ".difference.png")).string());
  studio.complain(name, fmt::format("differs by {:.1f} around {}, {} of the kept one", difference.worst,
                                    difference.x, difference.y));
}

void keepNew(Studio& studio, const std::string& name, const base::Image& now) {
  const auto path = studio.options.pictures / (name + ".png");
  const auto old = ui::loadPng(path.string());
  if (old && golden::between(*old, now).worst == 0) return;  // the file stays as it is
  if (const auto saved = ui::savePng(now, path.string()); !saved)
    studio.complain(name, saved.error().describe());
}

void draw(Studio& studio, const golden::Picture& picture, const golden::Format& format,
          base::Language language) {
  const std::string name = fmt::format("{}-{}-{}", picture.name, base::nameOf(language), format.name);
  if (name.find(studio.options.only) == std::string::npos) return;
  ui::Window* window = windowOf(studio, format);
  if (!window) return studio.complain(name, "no window");
  window->setTexts(&studio.texts.at(language));
  ui::Ui* seen = nullptr;
  golden::SeenTexts texts;
  const auto image = window->capture([&](ui::Ui& ui) {
    seen = &ui;
    golden::TextWatch watch(ui, texts);
    picture.draw(watch, language);
  });
  ++studio.drawn;
  if (!seen) return studio.complain(name, "nothing was drawn");
  for (const auto& problem : golden::brokenRules(*seen, image, texts, picture))
    studio.complain(name, problem);
  if (!studio.options.full.empty())
    (void)ui::savePng(image, (studio.options.full / (name + ".png")).string());
  const auto small = golden::kept(image, format.shrink);
  studio.options.update ? keepNew(studio, name, small) : compareWithKept(studio, name, small);
}

bool parse(int count, char** words, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--update") {
      options.update = true;
      continue;
    }
    if (i + 1 == count) return false;
    const std::string value = words[++i];
    if (word == "--pictures")
      options.pictures = value;
    else if (word == "--assets")
      options.assets = value;
    else if (word == "--out")
      options.out = value;
    else if (word == "--full")
      options.full = value;
    else if (word == "--room")
      options.room = value;
    else if (word == "--only")
      options.only = value;
    else
      return false;
  }
  return (options.room == "kiosk" || options.room == "desk") && !options.pictures.empty() &&
         !options.assets.empty() && !options.out.empty();
}

bool loadTexts(Studio& studio) {
  for (const auto language : {base::Language::zh, base::Language::en}) {
    auto texts = base::Texts::load(studio.options.assets / "lang", language);
    if (!texts) {
      fmt::print("{}\n", texts.error().describe());
      return false;
    }
    studio.texts.emplace(language, std::move(*texts));
  }
  return true;
}

// A kept picture whose preview is gone would be believed for ever.
void findOrphans(Studio& studio, const std::vector<golden::Picture>& gallery) {
  if (!studio.options.only.empty()) return;
  std::map<std::string, bool> wanted;
  for (const auto& picture : gallery)
    for (const auto& format : picture.formats)
      for (const char* language : {"zh", "en"})
        wanted[fmt::format("{}-{}-{}", picture.name, language, format.name)] = true;
  for (const auto& file : fs::directory_iterator(studio.options.pictures)) {
    if (file.path().extension() != ".png" || wanted.contains(file.path().stem().string())) continue;
    if (studio.options.update)
      fs::remove(file.path());
    else
      studio.complain(file.path().stem().string(), "is kept but no preview draws it");
  }
}

}  // namespace

int main(int count, char** words) {
  setenv("TZ", "Asia/Shanghai", 1);  // the header's clock
  Studio studio;
  if (!parse(count, words, studio.options)) {
    fmt::print(
        "golden --room kiosk|desk [--update] [--full FOLDER] [--only PART] --pictures FOLDER --assets FOLDER "
        "--out FOLDER\n");
    return 64;
  }
  for (const auto& folder : {studio.options.pictures, studio.options.out, studio.options.full})
    if (!folder.empty()) fs::create_directories(folder);
  if (!loadTexts(studio)) return 1;
  const auto gallery =
      studio.options.room == "kiosk" ? golden::kioskPictures() : golden::deskPictures(studio.options.assets);
  for (const auto& picture : gallery)
    for (const auto& format : picture.formats)
      for (const auto language : {base::Language::zh, base::Language::en})
        draw(studio, picture, format, language);
  findOrphans(studio, gallery);
  fmt::print("{} pictures, {} problems; the largest difference is {:.1f} of {} allowed {}\n", studio.drawn,
             studio.failed, studio.worst, kTolerance, studio.worst_name);
  return studio.failed == 0 ? 0 : 1;
}
