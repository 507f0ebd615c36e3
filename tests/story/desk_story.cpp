// A receiver's desk with the real hall: papers come in, are held against what was issued, accepted, taken
// back; the network goes and comes; two desks are after one paper.
#include "tests/story/harness/desk_run.hpp"
#include "tests/story/harness/leave.hpp"

using namespace story;
using namespace verifier::desk;
using Kind = Action::Kind;

namespace {

// As if somebody had whited out what stood there and written a bar over it.
void overwrite(base::Image& scan, const domain::Box& box) {
  const auto pixels = [](double mm) { return static_cast<int>(mm * Leave::kScanDpi / 25.4); };
  for (int y = pixels(box.y_mm); y < pixels(box.y_mm + box.height_mm); ++y)
    for (int x = pixels(box.x_mm); x < pixels(box.x_mm + box.width_mm); ++x) {
      const bool bar = (x / 4) % 4 == 0 && x < pixels(box.x_mm + 12);
      for (int c = 0; c < 3; ++c) scan.row(y)[3 * x + c] = bar ? 20 : 255;
    }
}

void addDesk(const House& house, const std::string& name, const std::string& office) {
  House::must({HALL_PROGRAM, "device", "add", name, "--kind", "desk", "--office", office, "--data",
               house.data().string()});
}

domain::Verdict verdictOf(const DeskRun& desk) { return selectedPage(desk.model())->verification.verdict; }

void untilDecided(DeskRun& desk) {
  desk.until("a decision", [](const Model& model) {
    return !model.deciding &&
           (selectedPile(model)->decision || !std::holds_alternative<NoDialog>(model.dialog));
  });
}

std::vector<api::Receipt> receiptsOf(const DeskRun& desk, const Leave& leave) {
  std::vector<api::Receipt> out;
  for (const auto& receipt : desk.model().receipts.items)
    if (receipt.serial == leave.serial) out.push_back(receipt);
  return out;
}

}  // namespace

TEST_CASE(
    "a paper read by its code is accepted, seen as taken by a second office, and free again when taken "
    "back") {
  House house;
  addDesk(house, "DESK-2", "教务处");
  const Leave leave(house);
  DeskRun first(deskFile(house, "DESK-1")), second(deskFile(house, "DESK-2"));
  first.signIn("t1004");
  first.read(leave.carrier);
  first.untilChecked();
  CHECK(gradeOf(*selectedPile(first.model())) == domain::Grade::good);
  CHECK(selectedPage(first.model())->verification.holder == "张德华");
  first.command("ACCEPT");
  untilDecided(first);
  REQUIRE(selectedPile(first.model())->decision);
  CHECK(selectedPile(first.model())->decision->receipt);

  second.signIn("t1003");
  second.read(leave.carrier);
  second.untilChecked();
  CHECK(verdictOf(second).acceptance == domain::AcceptanceState::accepted_elsewhere);
  REQUIRE(verdictOf(second).acceptances.size() == 1);
  CHECK(verdictOf(second).acceptances[0].office == "学生工作处");
  CHECK(selectedPage(second.model())->verification.holder != "张德华");  // another post's case

  first.act(Kind::undo);
  first.until("undone", [](const Model& model) { return !selectedPile(model)->decision; });
  second.read(leave.carrier);
  second.untilChecked();
  CHECK(verdictOf(second).acceptance == domain::AcceptanceState::free);
  first.act(Kind::show_receipts);
  first.until("the list", [](const Model& model) { return !model.receipts.busy; });
  REQUIRE(receiptsOf(first, leave).size() == 1);
  CHECK(receiptsOf(first, leave)[0].undone_at);
}

TEST_CASE("a scan is held against the issued page: the original matches, an altered field is named") {
  House house;
  const Leave leave(house);
  DeskRun desk(deskFile(house, "DESK-1"));
  desk.signIn("t1004");
  desk.lay(leave.scan);
  desk.untilChecked();
  CHECK(verdictOf(desk).content == domain::ContentState::matches);

  const auto receiver = desk.model().session->token;
  const auto hall = api::openHallClient(
      {house.url(), house.data() / "ca.pem", house.device("DESK-1.crt.pem"), house.device("DESK-1.key.pem")});
  auto altered = leave.scan;
  std::string label;
  const auto issued = hall->issuedContent(receiver, leave.serial).value();
  for (const auto& field : issued.fields) {
    if (field.field != "leave_days") continue;
    overwrite(altered, field.box);
    label = field.label;
  }
  REQUIRE_FALSE(label.empty());
  desk.lay(altered);
  desk.untilChecked();
  REQUIRE(desk.model().piles.size() == 1);  // the same page again
  CHECK(verdictOf(desk).content == domain::ContentState::differs);
  REQUIRE(verdictOf(desk).differences.size() == 1);
  CHECK(verdictOf(desk).differences[0].label == label);
  CHECK_FALSE(mayAccept(desk.model()));
  desk.act(Kind::open_compare);
  REQUIRE(desk.model().compare);
  CHECK(marksOf(*selectedLook(desk.model())->comparison).front().label == label);
}

TEST_CASE(
    "without the network the data code still tells an altered field, and an acceptance waits for the hall") {
  House house;
  const Leave leave(house);
  const auto config = deskFile(house, "DESK-1");
  auto desk = std::make_unique<DeskRun>(config);
  desk->untilLink(Link::connected);
  desk->signIn("t1004");
  house.killHall();
  desk->lay(leave.scan);
  desk->untilChecked();
  desk->untilLink(Link::away);
  CHECK(desk->model().piles[0].offline);
  CHECK(verdictOf(*desk).seal == domain::SealState::genuine);
  CHECK(verdictOf(*desk).content == domain::ContentState::matches);
  desk->command("ACCEPT");
  untilDecided(*desk);
  REQUIRE(desk->model().piles[0].decision);
  CHECK_FALSE(desk->model().piles[0].decision->receipt);
  desk.reset();  // and the desk is switched off over night

  house.restartHall();
  desk = std::make_unique<DeskRun>(config);
  desk->until("something waits", [](const Model& model) { return model.outbox_waiting == 1; });
  desk->signIn("t1004");
  desk->until("delivered", [](const Model& model) { return model.outbox_waiting == 0; });
  CHECK(desk->model().troubles.empty());
  desk->act(Kind::show_receipts);
  desk->until("the list", [](const Model& model) { return !model.receipts.busy; });
  CHECK(receiptsOf(*desk, leave).size() == 1);
}

TEST_CASE("two desks accept one paper, one of them without the network: the later one is shown both facts") {
  House house;
  addDesk(house, "DESK-2", "学生工作处");
  const Leave leave(house);
  const auto config = deskFile(house, "DESK-1");
  auto away = std::make_unique<DeskRun>(config);
  away->untilLink(Link::connected);
  away->signIn("t1004");
  house.killHall();
  away->read(leave.carrier);
  away->untilChecked();
  away->command("ACCEPT");
  untilDecided(*away);
  CHECK(away->model().said == "kept");
  away.reset();

  house.restartHall();
  DeskRun near(deskFile(house, "DESK-2"));
  near.signIn("t1004");
  near.read(leave.carrier);
  near.untilChecked();
  near.command("ACCEPT");
  untilDecided(near);
  CHECK(selectedPile(near.model())->decision->receipt);

  away = std::make_unique<DeskRun>(config);
  away->signIn("t1004");
  away->until("the conflict", [](const Model& model) { return !model.troubles.empty(); });
  const auto& trouble = away->model().troubles[0];
  REQUIRE(trouble.earlier);
  CHECK(trouble.earlier->serial == leave.serial);
  CHECK(trouble.receiver == "孙伟");
  away->act(Kind::acknowledge_trouble);
  away->until("nothing is left", [](const Model& model) { return model.troubles.empty(); });
}
