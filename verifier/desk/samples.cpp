#include "verifier/desk/samples.hpp"

#include "domain/printout.hpp"

namespace verifier::desk {

std::vector<ScreenPreview> previews(const SamplePage& given) {
  const auto page = given.comparison ? given : samples::whitePage();
  std::vector<ScreenPreview> all;
  samples::addVerdicts(all, page);
  samples::addInbox(all, page);
  samples::addComparisons(all, page);
  samples::addDecisions(all);
  samples::addLists(all);
  samples::addDialogs(all);
  return all;
}

namespace samples {

using domain::AcceptanceState;
using domain::ContentState;
using domain::SealState;
using domain::StatusState;

Model desk() {
  Model model;
  model.desk_name = "DESK-03";
  model.college = {"示范职业技术学院", "Demonstration College"};
  model.office = "教务处";
  model.link = Link::connected;
  model.home_folder = "/home/desk/扫描件";
  model.command_word = "MFRGGZDFMZTWQ";
  model.usual_reasons = {"内容与签发的不一致", "材料不齐", "不归本部门收", "缺签字或盖章",
                         "看不清，请重新打印"};
  model.now = kNow;
  model.ages = {kNow - 300, kNow - 120, false};
  model.reader.state = model.folder.state = DeviceState::ready;
  model.scanner.state = DeviceState::ready;
  model.scanner.feeder = true;
  return model;
}

api::Session receiver() {
  api::Session session;
  session.token = "token";
  session.person = {"t1008", "欧阳文静", "t1008", "教务处", {}};
  return session;
}

namespace {

api::CaseNode waitingNode() {
  api::CaseNode node;
  node.id = "academic";
  node.title = {"教务处收件", "Academic affairs receives"};
  node.channel = domain::Channel::counter;
  node.state = api::NodeState::active;
  return node;
}

}  // namespace

CheckedPage goodPage(int number, int pages) {
  CheckedPage page;
  page.pile = "scan.pdf";
  page.number = number;
  auto& facts = page.verification;
  facts.verdict = {SealState::genuine,
                   "",
                   StatusState::valid,
                   kNow - 120,
                   AcceptanceState::free,
                   {},
                   ContentState::not_compared,
                   {},
                   ""};
  facts.serial = kSerial;
  facts.short_serial = domain::shortSerial(kSerial);
  facts.process_code = "leaving_school";
  facts.title = {"离校手续单", "School-leaving checklist"};
  facts.holder = "张德华";
  facts.case_id = "LX-2026-000123";
  facts.page = number;
  facts.pages = pages;
  facts.issued_at = kNow - 86'400 * 3;
  facts.waiting = {waitingNode()};
  return page;
}

Model with(std::vector<CheckedPage> pages, const std::string& name) {
  auto model = desk();
  Pile pile{.id = 1, .name = name, .state = PileState::checked};
  pile.looks.resize(pages.size());
  pile.report.pages = std::move(pages);
  model.piles.push_back(std::move(pile));
  model.selected = 1;
  model.session = receiver();
  return model;
}

Model compared(const SamplePage& page) {
  auto checked = goodPage();
  auto& verdict = checked.verification.verdict;
  verdict.content = page.comparison->state;
  for (const auto& field : page.comparison->fields)
    if (field.state == FieldState::differs)
      verdict.differences.push_back({field.field, field.label, field.box});
  auto model = with({checked});
  model.piles[0].looks[0] = {PageLook::State::compared, page.comparison, page.issued, ""};
  return model;
}

domain::Acceptance acceptedBy(const char* office, const char* name) {
  return {kSerial, "finance", office, name, kNow - 7200};
}

api::Receipt receipt(api::ReceiptDecision decision, int minutes_ago, const char* holder, const char* title) {
  api::Receipt one;
  one.id = "r" + std::to_string(minutes_ago);
  one.decision = decision;
  one.serial = kSerial;
  one.short_serial = domain::shortSerial(kSerial);
  one.case_id = "LX-2026-000" + std::to_string(100 + minutes_ago % 900);
  one.process_title = {title,
                       title == std::string("离校手续单") ? "School-leaving checklist" : "Study certificate"};
  one.node_title = {"教务处收件", "Academic affairs receives"};
  one.holder = holder;
  one.office = "教务处";
  one.receiver = "t1008";
  one.receiver_name = "欧阳文静";
  one.at = kNow - minutes_ago * 60;
  if (minutes_ago < 10) one.undo_until = one.at + 600;
  one.open = decision == api::ReceiptDecision::ask || decision == api::ReceiptDecision::postpone;
  return one;
}

SamplePage whitePage() {
  auto white = std::make_shared<base::Image>(base::Image{413, 585, 1, 50, {}});
  white->pixels.assign(413u * 585u, 250);
  auto comparison = std::make_shared<Comparison>();
  comparison->state = ContentState::differs;
  comparison->aligned = *white;
  comparison->fields = {
      {"leaving_on", "离校日期", {60, 70, 60, 8}, FieldState::differs, {70, 71, 6, 6}, 0.9},
      {"average_grade", "平均成绩", {60, 90, 30, 8}, FieldState::differs, {66, 91, 5, 6}, 0.8},
      {"applicant_number", "学号", {60, 50, 40, 8}, FieldState::review, {80, 50, 9, 8}, 0.3},
      {"applicant_name", "姓名", {60, 40, 30, 8}, FieldState::matches, {60, 40, 30, 8}, 0.02}};
  comparison->foreign_ink = {{120, 160, 42, 20}};
  return {comparison, white};
}

// What a camera above the desk sees: dark wood, and the page between the corners.
std::shared_ptr<const base::Image> cameraPicture(const SamplePage& page, const Corners& outline) {
  auto picture = std::make_shared<base::Image>(base::Image{640, 360, 3, 0, {}});
  picture->pixels.resize(picture->stride() * 360);
  const auto& paper = page.comparison->aligned;
  const auto& [from, right, far, down] = outline;
  const double ax = right[0] - from[0], ay = right[1] - from[1], bx = down[0] - from[0],
               by = down[1] - from[1];
  const double area = ax * by - ay * bx;
  for (int y = 0; y < 360; ++y)
    for (int x = 0; x < 640; ++x) {
      const double u = ((x - from[0]) * by - (y - from[1]) * bx) / area;
      const double v = ((y - from[1]) * ax - (x - from[0]) * ay) / area;
      auto* at = picture->row(y) + x * 3;
      const int grain = 52 + (x * 7 + y * 3) % 11 + (y / 6) % 5;
      at[0] = static_cast<std::uint8_t>(grain + 22), at[1] = static_cast<std::uint8_t>(grain + 4),
      at[2] = static_cast<std::uint8_t>(grain - 14);
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      const auto* ink =
          paper.row(static_cast<int>(v * paper.height)) + static_cast<int>(u * paper.width) * paper.channels;
      for (int i = 0; i < 3; ++i)
        at[i] = static_cast<std::uint8_t>(ink[paper.channels >= 3 ? i : 0] * (225 - 30 * v) / 255);
    }
  return picture;
}

}  // namespace samples
}  // namespace verifier::desk
