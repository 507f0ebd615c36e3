// How long a receiver waits at the desk: from a code, a camera's picture or a scan to the verdict, medians
// over many papers in a row. A Catch program, since it stands on the stories' house.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

#include "tests/story/harness/desk_run.hpp"
#include "tests/story/harness/leave.hpp"

using namespace story;
using namespace verifier::desk;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

struct Waits {
  std::vector<double> ms;
  void report(const char* what, double aim_ms) {
    std::sort(ms.begin(), ms.end());
    std::printf("  %-52s median %.1f ms, 95 %% %.1f ms (aim %.0f)\n", what, ms[ms.size() / 2],
                ms[ms.size() * 95 / 100], aim_ms);
  }
};

template <class Lay, class Done>
Waits waits(DeskRun& desk, int rounds, Lay lay, Done done) {
  Waits out;
  for (int i = 0; i < rounds; ++i) {
    desk.act(Action::Kind::clear_piles);
    const auto began = std::chrono::steady_clock::now();
    lay();
    done();
    out.ms.push_back(Milliseconds(std::chrono::steady_clock::now() - began).count());
    desk.untilChecked();  // what is still compared isn't the next paper's wait
  }
  return out;
}

void untilVerdict(DeskRun& desk) {
  desk.until("a verdict", [](const Model& model) {
    return selectedPile(model) && selectedPile(model)->state != PileState::waiting;
  });
}

base::Image scanAt(const Leave& leave, double dpi) {
  return paper::rasterisePage(leave.pdf, 0, dpi, 3, "paper").value();
}

}  // namespace

TEST_CASE("desk speed") {
  House house;
  const Leave leave(house);
  DeskRun desk(deskFile(house, "DESK-1"));
  desk.untilLink(Link::connected);
  const auto byCode = [&] { desk.read(leave.carrier); };
  waits(desk, 100, byCode, [&] { untilVerdict(desk); }).report("code to verdict, hall on this machine", 100);
  desk.signIn("t1004");
  waits(desk, 100, byCode, [&] { untilVerdict(desk); }).report("the same, signed in", 100);
  // A camera of 1920 x 1080 sees a page lying across the picture at about 125 dpi, one of 3840 x 2160 at 250.
  const auto near_hd = scanAt(leave, 125), uhd = scanAt(leave, 250), flatbed = scanAt(leave, 300);
  waits(
      desk, 20, [&] { desk.lay(near_hd); }, [&] { untilVerdict(desk); })
      .report("camera picture, 1080 p, to verdict", 150);
  waits(
      desk, 20, [&] { desk.lay(uhd); }, [&] { untilVerdict(desk); })
      .report("camera picture, 4K, to verdict", 150);
  waits(
      desk, 20, [&] { desk.lay(flatbed); }, [&] { desk.untilChecked(); })
      .report("flatbed page, 300 dpi, to verdict with content", 800);
  house.killHall();
  byCode();
  untilVerdict(desk);
  desk.untilLink(Link::away);
  waits(desk, 100, byCode, [&] { untilVerdict(desk); }).report("code to verdict, off line", 20);
  waits(
      desk, 20, [&] { desk.lay(flatbed); }, [&] { desk.untilChecked(); })
      .report("flatbed page with content, off line", 800);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("  %-52s %ld MB\n", "most memory, of the desk's work with one picture", used.ru_maxrss / 1024);
}
