#include "kiosk/screens/samples.hpp"

#include <algorithm>
#include <cmath>

namespace kiosk::samples {
namespace {

using domain::Channel;
using domain::KioskAction;

constexpr base::UnixSeconds kMorning = 1'773'279'660;  // 2026-03-12 09:41 in China

const std::vector<KioskAction> kAll{KioskAction::read_and_confirm, KioskAction::sign, KioskAction::print,
                                    KioskAction::collect};

api::KioskStep leaveStep() {
  return {"QJ-2026-000123",
          "print",
          {"学生请假审批", "Student leave"},
          {"确认、签名并打印请假单", "Confirm, sign and print the leave form"},
          kAll,
          {},
          "doc-leave"};
}

api::KioskStep leavingStep() {
  return {"LX-2026-000045",
          "sign",
          {"离校手续单", "Leaving school"},
          {"签名并打印离校手续单", "Sign and print the slip"},
          kAll,
          {KioskAction::read_and_confirm},
          "doc-leaving"};
}

std::vector<api::Document> documents() {
  return {{"doc-transcript",
           "CJ-2026-000007",
           {"成绩单", "Transcript of records"},
           3,
           true,
           "",
           2,
           kMorning - 86400 * 3},
          {"doc-enrolled", "ZD-2026-000311", {"在读证明", "Certificate of enrolment"}, 1, true, "", 3, {}},
          {"doc-leave", "QJ-2026-000123", {"学生请假审批", "Student leave"}, 1, false, "sign_first", 3, {}},
          {"doc-old",
           "ZD-2025-004410",
           {"在读证明", "Certificate of enrolment"},
           1,
           false,
           "limit_reached",
           0,
           kMorning - 86400 * 90}};
}

api::CaseNode node(const char* id, base::Bilingual title, Channel channel, api::NodeState state,
                   std::string handler, std::string office, std::string opinion, base::UnixSeconds done_at) {
  api::CaseNode node{
      id, std::move(title), channel, state, std::move(handler), std::move(office), std::move(opinion)};
  if (done_at) node.done_at = done_at;
  return node;
}

api::Case leaveCase() {
  api::Case leave;
  leave.id = "QJ-2026-000123";
  leave.process_code = "student_leave";
  leave.title = {"学生请假审批", "Student leave"};
  leave.submitted_at = kMorning - 86400;
  leave.nodes = {node("counsellor", {"辅导员审批", "Counsellor's approval"}, Channel::online,
                      api::NodeState::done, "王丽娟", "信息工程学院", "同意，注意路上安全", kMorning - 70000),
                 node("college", {"二级学院审批", "College approval"}, Channel::online, api::NodeState::done,
                      "李建国", "信息工程学院", "同意", kMorning - 20000),
                 node("print", {"终端签名并打印", "Sign and print at a kiosk"}, Channel::kiosk,
                      api::NodeState::active, "", "自助终端", "", 0),
                 node("student_affairs", {"学生工作处收件", "Student Affairs takes the paper"},
                      Channel::counter, api::NodeState::waiting, "", "学生工作处", "", 0)};
  return leave;
}

api::Case certificateCase() {
  api::Case certificate = leaveCase();
  certificate.id = "ZD-2026-000311";
  certificate.title = {"在读证明", "Certificate of enrolment"};
  certificate.state = api::CaseState::done;
  certificate.nodes.resize(2);
  certificate.nodes[1] = node("print", {"打印并领取", "Print and collect"}, Channel::kiosk,
                              api::NodeState::done, "", "自助终端", "", kMorning - 9000);
  return certificate;
}

api::Case returnedCase() {
  api::Case returned = leaveCase();
  returned.id = "QJ-2026-000098";
  returned.state = api::CaseState::returned;
  returned.nodes[1].state = api::NodeState::returned;
  returned.nodes[1].opinion = "请补充家长知情同意的说明，重新提交";
  returned.nodes[2].state = api::NodeState::waiting;
  return returned;
}

api::DeviceSelf hall() {
  return {"KIOSK-07",
          "kiosk",
          "",
          kMorning,
          {"枣庄科技职业学院", "Zaozhuang Vocational College of Science and Technology"},
          "hall.zzkjxy.edu.cn"};
}

// Something like a printed form: a title, a table, a signature row. Grey bars instead of words.
std::shared_ptr<base::Image> sheet(int page) {
  auto image = std::make_shared<base::Image>();
  *image = {620, 877, 1, 75, std::vector<std::uint8_t>(620u * 877u, 255)};
  const auto box = [&](int x, int y, int width, int height, std::uint8_t shade) {
    for (int row = y; row < y + height; ++row) std::fill_n(image->row(row) + x, width, shade);
  };
  box(190, 70, 240, 26, 30);
  for (int row = 0; row <= 14; ++row) box(60, 140 + row * 36, 500, 2, 60);
  for (const int x : {60, 180, 310, 430, 558}) box(x, 140, 2, 506, 60);
  for (int row = 0; row < 14; ++row) {
    box(76, 153 + row * 36, 80, 10, 110);
    box(196, 153 + row * 36, 60 + (row * 37 + page * 23) % 50, 10, 60);
    box(326, 153 + row * 36, 70, 10, 110);
    box(446, 153 + row * 36, 50 + (row * 53 + page * 31) % 54, 10, 60);
  }
  box(60, 690, 372, 110, 235);
  for (int y = 0; y < 22; ++y)
    for (int x = 0; x < 22; ++x)
      if ((x * 7 + y * 13 + x * y + page) % 3) box(462 + x * 4, 700 + y * 4, 4, 4, 20);
  box(250, 830, 40 + page * 20, 8, 130);
  return image;
}

}  // namespace

Model resting() {
  Model model;
  model.screen = Screen::attract;
  model.device_name = "KIOSK-07";
  model.location = "教学楼 A 座一层";
  model.hall = hall();
  model.hall_reachable = true;
  model.wall = kMorning;
  model.guide = guide();
  return model;
}

Model bare(Screen screen) {
  Model model = resting();
  model.screen = screen;
  model.session.person = api::Person{"20230001", "张德华", "20230001", "信息工程学院", {}};
  model.session.lists = HomeLists{};
  return model;
}

Model signedIn(Screen screen) {
  Model model = bare(screen);
  model.session.lists =
      HomeLists{{leaveStep(), leavingStep()}, documents(), {leaveCase(), certificateCase(), returnedCase()}};
  return model;
}

Model crowded(Screen screen) {
  Model model = signedIn(screen);
  model.session.person->name = "阿卜杜热合曼·吾布力卡斯木";
  auto& lists = *model.session.lists;
  lists.steps[0].process_title = {"家庭经济困难学生认定与国家助学金申请审批",
                                  "Recognition of financial hardship and application for a national grant"};
  lists.steps[0].node_title = {"阅读承诺书、本人签名并打印一式两份交二级学院存档",
                               "Read the statement, sign it and print two copies for your college's files"};
  lists.documents[0].title = lists.cases[0].title = lists.steps[0].process_title;
  lists.cases[0].nodes[2].title = lists.steps[0].node_title;
  for (int i = 0; i < 7; ++i) {
    lists.steps.push_back(leavingStep());
    lists.documents.push_back(documents()[1]);
    lists.cases.push_back(leaveCase());
    lists.cases[0].nodes.push_back(node("more",
                                        {"教务处：课程与学籍办结", "Academic Affairs: courses and records"},
                                        Channel::counter, api::NodeState::waiting, "", "教务处", "", 0));
  }
  return model;
}

Model inStep(Screen screen, std::vector<KioskAction> done) {
  Model model = signedIn(screen);
  model.session.step = leaveStep();
  model.session.step->actions_done = std::move(done);
  return model;
}

Model withPreview(Model model, int pages) {
  Preview preview{.document_id = pages == 1 ? "doc-leave" : "doc-transcript",
                  .title = {"成绩单", "Transcript of records"}};
  if (pages == 1) preview.title = {"学生请假审批", "Student leave"};
  for (int page = 0; page < pages; ++page) preview.pages.push_back(sheet(page));
  preview.pages_in_all = pages;
  preview.version = pages;
  model.session.preview = preview;
  return model;
}

Model withJob(Model model, PrintPhase phase, int pages_done, int pages) {
  PrintJob job{.phase = phase, .document_id = "doc-transcript", .title = {"成绩单", "Transcript of records"}};
  if (phase != PrintPhase::ready && phase != PrintPhase::asking) {
    job.serial = "00112233445566aa";
    job.short_serial = "K7QF-3M2A";
  }
  job.pages = pages;
  job.pages_done = pages_done;
  model.session.job = job;
  return model;
}

// A loop and a flourish, as a finger draws them.
Signature signature() {
  Signature signature;
  signature.aspect = 2.2;
  for (int stroke = 0; stroke < 3; ++stroke) {
    std::vector<PadPoint> points;
    for (int i = 0; i <= 60; ++i) {
      const double t = i / 60.0, turn = t * 6.283 * (1 + 0.25 * stroke);
      points.push_back({0.45 + stroke * 0.48 + 0.36 * t + 0.12 * std::cos(turn),
                        0.52 + 0.22 * std::sin(turn * 1.3 + stroke) * (1 - 0.4 * t), stroke * 900 + i * 12,
                        i == 0});
    }
    signature.strokes.push_back(points);
  }
  return signature;
}

std::vector<api::GuideEntry> guide() {
  api::GuideEntry leave;
  leave.process_code = "student_leave";
  leave.title = {"学生请假审批", "Student leave"};
  leave.owner = {"学生工作处", "Student Affairs Office"};
  leave.guide = {{"学生因病、因事不能上课或需离校时申请。审批通过后在自助终端签名打印，交学生工作处。",
                  "For students who must miss class or leave the campus. Once approved, sign and print at a "
                  "kiosk and hand the form to Student Affairs."},
                 {"在籍在校学生；请假事由属实；三天以上须附证明材料。",
                  "Enrolled students with a genuine reason; evidence is needed beyond three days."},
                 {"病假附医院证明；事假附家长知情说明。",
                  "Sick leave: a doctor's note. Personal leave: a statement that your parents know."},
                 {"网上申请；任一自助终端签名打印；交行政楼 203 室。",
                  "Apply online; sign and print at any kiosk; hand in at room 203, administration building."},
                 {"辅导员与学院各一个工作日，打印当场办结。",
                  "One working day each for counsellor and college; printing is immediate."},
                 {"学生工作处 0632-8628115，工作日 8:00–11:30、14:00–17:30",
                  "Student Affairs, +86 632 862 8115, working days 8:00–11:30 and 14:00–17:30"}};
  leave.steps = {{"网上填写申请", "Apply online"},
                 {"辅导员审批", "Counsellor's approval"},
                 {"二级学院审批", "College approval"},
                 {"终端签名并打印", "Sign and print at a kiosk"},
                 {"学生工作处收件", "Student Affairs takes the paper"}};
  api::GuideEntry certificate = leave, transcript = leave, leaving = leave;
  certificate.title = {"在读证明", "Certificate of enrolment"};
  transcript.title = {"成绩单", "Transcript of records"};
  leaving.title = {"离校手续单", "Leaving school"};
  certificate.owner = transcript.owner = {"教务处", "Academic Affairs Office"};
  certificate.guide.summary = {
      "证明在读身份，用于实习、考证、签证、银行贷款等。",
      "Proves that you are enrolled: for internships, examinations, visas and loans."};
  transcript.guide.summary = {
      "打印加盖电子印章的历年成绩，用于升学、求职。",
      "Your marks of all terms under the college's seal, for further study and jobs."};
  leaving.guide.summary = {"离校前到六个部门办结手续，辅导员审核后在终端签名打印。",
                           "Carry this slip to six offices before leaving; sign and print it at a kiosk "
                           "after the counsellor's check."};
  return {leave, certificate, transcript, leaving};
}

}  // namespace kiosk::samples
