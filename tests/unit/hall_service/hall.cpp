#include "hall.hpp"

#include "row_counts.hpp"

#include <sqlite3.h>

#include "base/crypto.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"

namespace test {
namespace {

std::map<std::string, std::string> baseValues() {
  return {{"applicant_gender", "男"},
          {"applicant_birth_date", "2005年03月18日"},
          {"applicant_id_number", "370402200503181234"},
          {"applicant_major", "计算机网络技术"},
          {"applicant_class", "2023级网络1班"},
          {"applicant_level", "专科"},
          {"applicant_study_years", "三年"},
          {"applicant_enrolled_on", "2023年09月01日"},
          {"applicant_graduates_on", "2026年07月01日"},
          {"applicant_phone", "13806370001"}};
}

std::vector<std::map<std::string, std::string>> courses(int count) {
  std::vector<std::map<std::string, std::string>> out;
  for (int i = 0; i < count; ++i)
    out.push_back({{"term", "2023-2024-" + std::to_string(1 + i % 2)},
                   {"course_code", "C" + std::to_string(1000 + i)},
                   {"course", "网络基础" + std::to_string(i)},
                   {"kind", i % 3 ? "必修" : "选修"},
                   {"hours", "48"},
                   {"credit", "3.0"},
                   {"grade", i % 7 ? std::to_string(70 + i % 25) : "优"}});
  return out;
}

api::Person person(const std::string& account, const std::string& name, const std::string& unit,
                   const std::string& post = "", const std::string& title = "") {
  api::Person out{account, name, account, unit, {}};
  if (!post.empty()) out.posts.push_back({post, {title, title}, unit});
  return out;
}

// In memory where the machine has such a folder: the database waits for the disk at every commit, as it
// should.
std::filesystem::path newFolder() {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code failed;
  const bool has_memory = std::filesystem::space(memory, failed).available > (256u << 20) && !failed;
  return (has_memory ? memory : std::filesystem::temp_directory_path()) / ("hall-" + base::randomUuid());
}

void addPeople(hall::Service* service_) {
  const std::string college = "信息工程学院";
  for (const auto& one : {person("20230001", "张德华", college), person("20230002", "李雪", college),
                          person("t1001", "王丽娟", college, "counsellor", "辅导员"),
                          person("t1002", "李建国", college, "college_leader", "二级学院负责人"),
                          person("t1003", "赵敏", "教务处", "registrar", "学籍管理员"),
                          person("t1004", "孙伟", "学生工作处", "student_affairs", "学生事务"),
                          person("t1005", "周静", "图书馆", "library", "流通台"),
                          person("t1006", "吴强", "财务处", "finance", "会计"),
                          person("t1007", "郑洪", "后勤处", "dormitory", "宿管"),
                          person("t1008", "冯磊", "教务处", "academic", "教务员"),
                          person("t1009", "陈晨", "信息处", "card_centre", "一卡通"),
                          person("t1101", "杨柳", "机电工程学院", "counsellor", "辅导员")})
    need(service_->addPerson(one, kPassword));
  need(service_->setBaseRecord("20230001", {baseValues(), courses(65)}));
  need(service_->setBaseRecord("20230002", {baseValues(), courses(20)}));
}

// A hall with its people, made once and copied for every test: hashing a dozen passwords takes its time.
class Pattern {
 public:
  Pattern(const hall::ServiceSettings& settings, const base::Clock& clock) : folder_(settings.data) {
    addPeople(need(hall::Service::open(settings, clock)).get());
  }
  ~Pattern() { std::filesystem::remove_all(folder_); }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace

Hall::Hall(bool own_keys) : folder_(newFolder()) {
  base::log::setQuiet(true);
  auto like = settings();
  like.data = newFolder();
  static const Pattern pattern(like, clock);
  if (!own_keys) std::filesystem::copy(pattern.folder(), folder_, std::filesystem::copy_options::recursive);
  reopen();
  if (own_keys) addPeople(service_.get());
}

Hall::~Hall() {
  service_.reset();
  std::filesystem::remove_all(folder_);
}

hall::ServiceSettings Hall::settings() const {
  hall::ServiceSettings out;
  out.data = folder_;
  out.assets = std::filesystem::path(HALL_SOURCE_DIR) / "assets";
  out.public_host = "hall.example.edu.cn";
  out.key_passphrase = "a passphrase of the test";
  out.makes_own_keys = true;
  return out;
}

void Hall::reopen() {
  service_.reset();
  service_ = need(hall::Service::open(settings(), clock));
}

std::map<std::string, int> Hall::rowCounts() const { return test::rowCounts(folder_); }

void Hall::sql(const std::string& statement) const {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder_ / "hall.sqlite").c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

int Hall::count(const std::string& rows) const {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder_ / "hall.sqlite").c_str(), &database) == SQLITE_OK);
  int out = -1;
  const auto keep = [](void* into, int, char** columns, char**) {
    *static_cast<int*>(into) = std::atoi(columns[0]);
    return 0;
  };
  const auto query = "SELECT COUNT(*) FROM " + rows;
  CHECK(sqlite3_exec(database, query.c_str(), keep, &out, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  return out;
}

// One sign-in a person and terminal as long as the session lasts: argon2 is dear on purpose.
std::string Hall::token(const std::string& account) {
  auto& known = tokens_[account];
  if (known.empty() || !service_->personOf(known))
    known = need(service_->signInBrowser({account, kPassword})).token;
  return known;
}

std::string Hall::token(const std::string& account, const hall::DeviceIdentity& at) {
  auto& known = tokens_[account + "@" + at.name];
  if (known.empty() || !service_->personOf(known, at))
    known = need(service_->signIn(at, {account, kPassword})).token;
  return known;
}

api::Case Hall::apply(const std::string& account, const std::string& process,
                      std::map<std::string, std::string> fields) {
  return need(service_->apply(token(account), {process, std::move(fields)}, key()));
}

api::Case Hall::applyFor(const std::string& process) {
  return apply("20230001", process, goodFields(process));
}

api::Case Hall::approve(const std::string& account, const std::string& case_id, const std::string& node_id) {
  return need(service_->decide(token(account), case_id, node_id, {true, ""}, key()));
}

api::Case Hall::act(const std::string& case_id, const std::string& node_id, domain::KioskAction action) {
  api::StepAction step{action, action == domain::KioskAction::sign ? kSignature : "", ""};
  return need(service_->completeAction(kiosk, token("20230001", kiosk), case_id, node_id, step, key()));
}

api::Printout Hall::seal(const std::string& case_id) {
  return need(service_->requestPrintout(kiosk, token("20230001", kiosk), case_id, key()));
}

void Hall::tell(const std::string& serial, domain::PrintoutState state, int impressions) {
  need(service_->reportPrintout(kiosk, serial, {state, clock.now(), "urn:uuid:job", impressions, ""}, key()));
}

void Hall::print(const api::Printout& copy) {
  tell(copy.serial, domain::PrintoutState::sent);
  tell(copy.serial, domain::PrintoutState::printed, copy.pages);
}

base::Result<api::Receipt> Hall::decide(const api::Printout& copy, const std::string& account,
                                        const hall::DeviceIdentity& at, const api::ReceiptRequest& request,
                                        domain::Acceptance* earlier) {
  return service_->receive(at, token(account, at), copy.serial, request, key(), earlier);
}

base::Result<api::Receipt> Hall::undo(const api::Receipt& receipt, const std::string& account,
                                      const hall::DeviceIdentity& at) {
  return service_->undo(at, token(account, at), receipt.id, key());
}

api::Printout Hall::slip(bool collected) {
  const auto id = applyFor("leaving_school").id;
  approve("t1001", id, "counsellor");
  act(id, "sign", domain::KioskAction::read_and_confirm);
  act(id, "sign", domain::KioskAction::sign);
  const auto copy = seal(id);
  print(copy);
  if (collected) tell(copy.serial, domain::PrintoutState::collected);
  return copy;
}

std::string Hall::carrierOf(const api::Printout& copy, int page, const std::string& account) {
  const auto pdf = need(service_->printoutPdf(kiosk, token(account, kiosk), copy.serial));
  const auto image = need(paper::rasterisePage(pdf, page, 200, 1, "copy"));
  const auto codes = qr::read(image);
  const auto code = std::find_if(codes.begin(), codes.end(),
                                 [](const auto& one) { return seal::fromCarrier(one.text).has_value(); });
  REQUIRE(code != codes.end());
  return code->text;
}

std::map<std::string, std::string> goodFields(const std::string& process) {
  if (process == "student_leave")
    return {{"leave_type", "事假"},
            {"leave_from", "2026-09-24"},
            {"leave_to", "2026-09-26"},
            {"leave_days", "3"},
            {"destination", "山东省济南市"},
            {"contact_phone", "13806370001"},
            {"emergency_contact", "张建军 13906370002"},
            {"reason", "参加姐姐婚礼。"}};
  if (process == "enrolment") return {{"purpose", "实习"}};
  if (process == "transcript") return {{"purpose", "专升本"}};
  return {{"leaving_reason", "毕业"},
          {"leaving_on", "2026-09-30"},
          {"forwarding_address", "山东省枣庄市薛城区光明路 12 号"},
          {"contact_phone", "13806370001"}};
}

const api::CaseNode& node(const api::Case& of, const std::string& id) {
  for (const auto& one : of.nodes)
    if (one.id == id) return one;
  FAIL("no node " << id);
  return of.nodes.front();
}

}  // namespace test
