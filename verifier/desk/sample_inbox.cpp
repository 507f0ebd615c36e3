#include "verifier/desk/samples.hpp"

namespace verifier::desk::samples {
namespace {

constexpr Corners kWhole{{{212, 28}, {428, 34}, {422, 334}, {204, 328}}};

Model camera(const SamplePage& page, const char* hindrance, bool outline = true) {
  auto model = desk();
  model.session = receiver();
  model.camera.state = DeviceState::ready;
  model.camera.picture = cameraPicture(page, kWhole);
  model.camera.version = 1;
  if (outline) model.camera.outline = kWhole;
  model.camera.hindrance = hindrance;
  return model;
}

Model cameraLost() {
  auto model = desk();
  model.camera.state = DeviceState::lost;
  model.camera.error = base::Error{"camera_gone", "/dev/video0", "it sends no pictures any more"};
  return model;
}

Model devicesLost() {
  auto model = desk();
  model.reader = {DeviceState::lost, std::nullopt};
  model.folder = {DeviceState::lost, std::nullopt};
  model.scanner.error = base::Error{"scan_no_paper", "", "the feeder is empty"};
  model.ages.status_stale = true;
  model.ages.status_at = kNow - 26 * 3600;
  model.troubles.resize(2);
  model.outbox_waiting = 2;
  model.outbox_of = "王芳";
  return model;
}

Model scanning(const SamplePage& page) {
  auto model = camera(page, "");
  model.scanner.state = DeviceState::busy;
  model.scanner.progress = 0.62;
  model.scanner.pages = 4;
  return model;
}

Model crowded(const SamplePage& sample) {
  auto model = with({goodPage()});
  model.camera = camera(sample, "moving").camera;
  for (int i = 2; i < 14; ++i) {
    Pile pile{.id = i, .name = "2026级新生在读证明（含补办）扫描件-" + std::to_string(i) + ".pdf"};
    pile.state = i == 3 ? PileState::waiting : i % 4 == 0 ? PileState::failed : PileState::checked;
    if (pile.state == PileState::failed)
      pile.error = base::Error{"pdf_unreadable", pile.name, "it is damaged"};
    auto page = goodPage();
    if (i % 3 == 0) page.verification.verdict.status = domain::StatusState::voided;
    if (i % 5 == 0) page.verification.verdict.status = domain::StatusState::unknown;
    pile.report.pages.assign(i == 2 ? 3 : 1, page);
    if (i == 2)
      pile.report.printouts = {{"", kSerial, page.verification.short_serial, 4, {1, 2, 3}, {4}, {0, 1, 2}}};
    if (i % 7 == 0) pile.name.clear();
    model.piles.push_back(pile);
  }
  return model;
}

Model failed(base::Error error) {
  auto model = with({});
  model.piles[0].state = PileState::failed;
  model.piles[0].error = std::move(error);
  return model;
}

Model typing() {
  auto model = desk();
  model.code = "HTTPS://HALL.EXAMPLE.EDU.CN/V#2KCE3IQEUQWTMAAAAAA7QHCBLAXQ";
  model.link = Link::asking;
  model.ages = {};
  model.office.clear();
  model.college = {};
  model.desk_name.clear();
  model.scanner = {};
  model.reader = model.folder = {};
  return model;
}

Model waiting() {
  auto model = with({}, "");
  model.piles[0].state = PileState::waiting;
  return model;
}

Model outboxBroken() {
  auto model = with({goodPage()});
  model.outbox_error = base::Error{"outbox_unwritable", "/var/lib/hall-desk", "no space left on device"};
  return model;
}

Model refused() {
  Model model;
  model.refusal =
      "/etc/hall-terminals/desk.toml:7:7: hall.url 的值是“http://hall”；允许：https://主机 或 "
      "https://主机:端口，后面不能再有内容\n"
      "/etc/hall-terminals/desk.toml:12:1: 没有 readr 这个选项；此处允许：handheld_reader, state, language";
  return model;
}

Model flash(domain::Grade grade) {
  auto model = with({goodPage()});
  model.flash = Flash{grade, {}};
  return model;
}

}  // namespace

void addInbox(Previews& previews, const SamplePage& page) {
  auto opening = desk();
  opening.camera.state = DeviceState::busy;
  auto said = with({goodPage()});
  said.said = "hindrance.not_waiting";
  Previews inbox{
      {"welcome", desk(), true},
      {"typing", typing()},
      {"waiting", waiting()},
      {"camera-clear", camera(page, ""), true},
      {"camera-moving", camera(page, "moving")},
      {"camera-no-page", camera(page, "no_page", false)},
      {"camera-opening", opening},
      {"camera-lost", cameraLost()},
      {"devices-lost", devicesLost()},
      {"scanning", scanning(page)},
      {"crowded", crowded(page), true},
      {"file-damaged", failed({"pdf_unreadable", "离校手续单.pdf", "the cross-reference table is missing"})},
      {"outbox-broken", outboxBroken()},
      {"said", said},
      {"flash-good", flash(domain::Grade::good)},
      {"flash-caution", flash(domain::Grade::caution)},
      {"flash-bad", flash(domain::Grade::bad)},
      {"configuration-wrong", refused()}};
  for (auto& one : inbox) previews.push_back(std::move(one));
}

}  // namespace verifier::desk::samples
