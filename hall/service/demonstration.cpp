// Service: what a new hall shows until it holds its own: assets/processes/demonstration/*.toml. The cases are
// carried to their stages by the same works that people's requests go through.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/log.hpp"
#include "hall/identity/password.hpp"
#include "hall/service/body.hpp"
#include "hall/store/marks.hpp"
#include "hall/store/people.hpp"
#include "toml_doc/toml_doc.hpp"

namespace hall {
namespace {

using domain::KioskAction;
using domain::PrintoutState;
using toml_doc::Table;

constexpr const char* kPassword = "hall-demo-2026";
constexpr const char* kMark = "demonstration";
const DeviceIdentity kKiosk{"KIOSK-DEMO", "kiosk", ""};
constexpr const char* kSignature =
    R"({"aspect":3,"strokes":[{"x":[0.35,0.6,0.85],"y":[0.3,0.28,0.3],"width":[0.03,0.05,0.03]},)"
    R"({"x":[0.6,0.58,0.5,0.35],"y":[0.12,0.45,0.7,0.85],"width":[0.04,0.05,0.04,0.02]},)"
    R"({"x":[0.62,0.75,0.95],"y":[0.5,0.7,0.84],"width":[0.03,0.05,0.02]},)"
    R"({"x":[1.25,1.5,1.75,2.3],"y":[0.35,0.6,0.4,0.62],"width":[0.03,0.05,0.05,0.02]}]})";

struct Step {
  std::string verb;
  std::string node;
  std::string by;
  std::string opinion;
};

struct StagedCase {
  std::string applicant;
  api::Application application;
  std::vector<Step> steps;
};

struct StagedPerson {
  api::Person person;
  BaseRecord record;
  int grade_shift = 0;
};

struct Stage {
  std::vector<StagedPerson> people;
  std::vector<StagedCase> cases;
  std::vector<store::Values> courses;
};

store::Values stringsOf(Table table) {
  store::Values out;
  for (const auto& key : table.keys()) out[key] = table.string(key);
  return out;
}

StagedPerson readPerson(Table& table) {
  StagedPerson out;
  auto& person = out.person;
  person.account = table.string("account");
  person.number = person.account;
  person.name = table.string("name");
  person.unit = table.string("unit");
  for (auto& post : table.tables("posts"))
    person.posts.push_back({post.string("code"), post.bilingual("title"), person.unit});
  out.record.values = stringsOf(table.table("base"));
  out.grade_shift = static_cast<int>(table.integerOr("grade_shift", 0, -30, 30));
  table.finish();
  return out;
}

StagedCase readCase(Table& table) {
  StagedCase out{table.string("applicant"), {table.string("process"), stringsOf(table.table("fields"))}, {}};
  for (auto& step : table.tables("steps"))
    out.steps.push_back({step.string("do"), step.stringOr("node", ""), step.stringOr("by", ""),
                         step.stringOr("opinion", "")});
  table.finish();
  return out;
}

base::Result<Stage> readStage(const std::filesystem::path& folder) {
  Stage stage;
  toml_doc::Problems problems;
  auto people = toml_doc::Document::load(folder / "people.toml", problems).root();
  auto courses = toml_doc::Document::load(folder / "courses.toml", problems).root();
  auto cases = toml_doc::Document::load(folder / "cases.toml", problems).root();
  for (auto& table : people.tables("people")) stage.people.push_back(readPerson(table));
  for (auto& table : courses.tables("courses")) stage.courses.push_back(stringsOf(table));
  for (auto& table : cases.tables("cases")) stage.cases.push_back(readCase(table));
  for (const auto& problem : problems) base::log::error("demonstration: {}", problem.describe());
  if (!problems.empty()) return base::fail(problems.front());
  return stage;
}

std::vector<store::Values> shifted(std::vector<store::Values> courses, int by) {
  for (auto& course : courses) {
    const int grade = std::atoi(course["grade"].c_str());
    if (grade > 0) course["grade"] = std::to_string(std::clamp(grade + by, 60, 99));
  }
  return courses;
}

// Plays one staged case inside the demonstration's transaction.
class Play {
 public:
  Play(Service::Body& body, store::Connection& connection) : body_(body), connection_(connection) {}

  base::Status run(const StagedCase& staged) {
    const auto applicant = store::accountNamed(connection_, staged.applicant);
    if (!applicant) return base::fail("person_unknown", staged.applicant, "the demonstration names nobody");
    auto open = body_.apply(connection_, applicant->person, staged.application);
    if (!open) return base::fail(open.error());
    for (const auto& step : staged.steps) {
      auto again = openCase(connection_, *body_.catalogue, open->row.id);  // as the last step left it
      if (!again) return base::fail(again.error());
      if (auto done = play(*again, step); !done) return done;
    }
    return {};
  }

 private:
  base::Status play(OpenCase& open, const Step& step) {
    if (step.verb == "approve" || step.verb == "return") return decide(open, step);
    if (step.verb == "read_and_confirm")
      return body_.act(connection_, kKiosk.name, open, step.node, {KioskAction::read_and_confirm, "", ""});
    if (step.verb == "sign")
      return body_.act(connection_, kKiosk.name, open, step.node, {KioskAction::sign, kSignature, ""});
    if (step.verb == "print") return print(open);
    if (step.verb == "collect") return tell(open, PrintoutState::collected, 0);
    if (step.verb == "accept") return accept(open, step);
    return base::fail("demonstration_bad", step.verb, "the demonstration knows no such step");
  }

  base::Status decide(OpenCase& open, const Step& step) {
    const auto handler = store::accountNamed(connection_, step.by);
    if (!handler) return base::fail("person_unknown", step.by, "the demonstration names nobody");
    return body_.decide(connection_, handler->person, open, step.node,
                        {step.verb == "approve", step.opinion});
  }

  base::Status print(OpenCase& open) {
    if (auto copy = body_.seal(connection_, kKiosk.name, open.row.applicant, open); !copy)
      return base::fail(copy.error());
    if (auto sent = tell(open, PrintoutState::sent, 0); !sent) return sent;
    return tell(open, PrintoutState::printed, open.row.pages);
  }

  base::Status tell(OpenCase& open, PrintoutState state, int impressions) {
    auto copies = store::printoutsOf(connection_, open.row.id);
    return body_.report(connection_, kKiosk.name, copies.back(),
                        {state, body_.clock.now(), "", impressions, ""});
  }

  base::Status accept(OpenCase& open, const Step& step) {
    const auto receiver = store::accountNamed(connection_, step.by);
    if (!receiver) return base::fail("person_unknown", step.by, "the demonstration names nobody");
    const auto copies = store::printoutsOf(connection_, open.row.id);
    const DeviceIdentity desk{"DESK-DEMO", "desk", ""};
    const auto taken =
        body_.receive(connection_, desk, receiver->person, copies.back(), {.node_id = step.node}, nullptr);
    return taken ? base::Status{} : base::fail(taken.error());
  }

  Service::Body& body_;
  store::Connection& connection_;
};

}  // namespace

base::Status Service::loadDemonstration() {
  const auto stage = readStage(body_->settings.assets / "processes" / "demonstration");
  if (!stage) return base::fail(stage.error());
  const auto hash = identity::hashPassword(kPassword);
  if (!hash) return base::fail(hash.error());
  return body_->database->write([&](store::Connection& connection) -> base::Status {
    if (!store::markOnce(connection, kMark)) return {};
    for (const auto& [person, record, grade_shift] : stage->people) {
      if (store::accountNamed(connection, person.account)) continue;
      store::insertPerson(connection, person, *hash, body_->clock.now());
      store::setBaseValues(connection, person.account, record.values);
      if (!record.values.empty())
        store::setCourses(connection, person.account, shifted(stage->courses, grade_shift));
    }
    Play play(*body_, connection);
    for (const auto& staged : stage->cases)
      if (auto played = play.run(staged); !played) return played;
    body_->audit(connection, "", "", "demonstration_loaded", "");
    return {};
  });
}

}  // namespace hall
