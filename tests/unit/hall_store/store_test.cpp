#include <fstream>
#include <set>
#include <thread>

#include "hall/store/answers.hpp"
#include "hall/store/audit.hpp"
#include "hall/store/marks.hpp"
#include "hall/store/people.hpp"
#include "hall/store/printouts.hpp"
#include "store_folder.hpp"

namespace {

const api::Person kZhang{
    "20230001", "张德华", "20230001", "信息工程学院", {{"monitor", {"班长", "Monitor"}, "网络1班"}}};

bool knows(store::Database& database, const std::string& account) {
  return *database.read([&](store::Connection& connection) -> base::Result<bool> {
    return store::accountNamed(connection, account).has_value();
  });
}

}  // namespace

TEST_CASE("an empty file is brought to the newest migration, and opening it again changes nothing") {
  Folder folder;
  { auto database = openAt(folder); }
  { auto database = openAt(folder); }
  int expected = 0;
  for (const auto& migration : store::migrations()) {
    CHECK(migration.number == ++expected);
    CHECK(std::string(migration.sentence).size() > 10);
  }
}

TEST_CASE("a database written by a newer hall is refused untouched") {
  Folder folder;
  { auto database = openAt(folder); }
  folder.sql("INSERT INTO migrations VALUES (9999, 'from the future', 0)");
  const auto refused = store::Database::open(folder.file(), 1000);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "data_newer");
  CHECK(refused.error().place == folder.file().string());
}

TEST_CASE("another program's database and a file that is none are refused") {
  Folder folder;
  folder.sql("CREATE TABLE somebody_elses (id INTEGER)");
  CHECK(store::Database::open(folder.file(), 1000).error().code == "data_foreign");
  std::filesystem::remove(folder.file());
  std::ofstream(folder.file()) << std::string(10'000, 'x');
  CHECK(store::Database::open(folder.file(), 1000).error().code == "data_unopenable");
  CHECK(store::Database::open(folder.path / "missing" / "hall.sqlite", 1000).error().code ==
        "data_unopenable");
}

TEST_CASE("a migration that fails half-way leaves the step before it") {
  Folder folder;
  { auto database = openAt(folder); }
  folder.sql("DROP TABLE audit; DELETE FROM migrations WHERE number >= 4");  // its other tables still stand
  CHECK(store::Database::open(folder.file(), 1000).error().code == "data_migration_failed");
  CHECK(store::Database::open(folder.file(), 1000).error().code == "data_migration_failed");
}

TEST_CASE("a hall from before goes on behind the status entries it gave, in lists that became longer") {
  constexpr std::int64_t kEntries = 1 << 20;
  for (const auto& [copies, given, next] :
       {std::tuple{"(0, 0), (0, 65535), (1, 0), (1, 7)", 65'536 + 8, kEntries + 8},
        std::tuple{"(0, 0), (0, 1)", 2, std::int64_t{2}}}) {
    Folder folder;
    folder.bringTo(4);
    folder.sql("INSERT INTO counters VALUES ('status_entry', " + std::to_string(given) + ")");
    folder.sql("CREATE TEMP TABLE pairs (list, entry); INSERT INTO pairs VALUES " + std::string(copies) +
               "; INSERT INTO printouts (serial, seq, case_id, state, status_list, status_index, digest, "
               "holder, pages, pdf, pdf_sha256, sealed_at, expires_at, device, requested_by) SELECT rowid, "
               "rowid, 'c', 'printed', list, entry, '', '', 1, x'', '', 0, 0, '', 'p' FROM pairs");
    const auto database = openAt(folder);
    (void)database->write([&, next = next](store::Connection& connection) -> base::Status {
      const auto [list, index] = store::nextStatusEntry(connection, kEntries);
      CHECK(list * kEntries + index == next);
      return {};
    });
  }
}

TEST_CASE("an error takes everything of its transaction back") {
  Folder folder;
  auto database = openAt(folder);
  const auto refused = database->write([](store::Connection& connection) -> base::Status {
    store::insertPerson(connection, kZhang, "hash", 1000);
    return base::fail("changed_my_mind", "", "");
  });
  CHECK(refused.error().code == "changed_my_mind");
  CHECK_FALSE(knows(*database, "20230001"));
}

TEST_CASE("a failure of the database is an error, and takes everything back too") {
  Folder folder;
  auto database = openAt(folder);
  const auto failed = database->write([](store::Connection& connection) -> base::Status {
    store::insertPerson(connection, kZhang, "hash", 1000);
    store::setBaseValues(connection, "nobody",
                         {{"applicant_gender", "男"}});  // a foreign key that points nowhere
    return {};
  });
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == "data_failed");
  CHECK(failed.error().describe().find("张") == std::string::npos);  // no personal data in what may be logged
  CHECK_FALSE(knows(*database, "20230001"));
}

TEST_CASE("what was committed is there for the next process") {
  Folder folder;
  {
    auto database = openAt(folder);
    REQUIRE(database->write([](store::Connection& connection) -> base::Status {
      store::insertPerson(connection, kZhang, "hash", 1000);
      return {};
    }));
  }
  auto database = openAt(folder);
  const auto account = database->read([](store::Connection& connection) -> base::Result<store::Account> {
    return *store::accountNamed(connection, "20230001");
  });
  REQUIRE(account);
  CHECK(account->person.name == "张德华");
  REQUIRE(account->person.posts.size() == 1);
  CHECK(account->person.posts[0].title.en == "Monitor");
}

TEST_CASE("hostile texts are values and never SQL") {
  Folder folder;
  auto database = openAt(folder);
  auto person = kZhang;
  person.account = "x'; DROP TABLE people; --";
  person.name = "\"':?;--";
  REQUIRE(database->write([&](store::Connection& connection) -> base::Status {
    store::insertPerson(connection, person, "hash", 1000);
    return {};
  }));
  CHECK(knows(*database, person.account));
  CHECK_FALSE(knows(*database, "' OR ''='"));
}

TEST_CASE("four threads writing at once lose nothing, and status entries are never given twice") {
  Folder folder;
  auto database = openAt(folder);
  std::vector<std::thread> threads;
  std::vector<std::set<std::int64_t>> given(4);
  for (auto& mine : given)
    threads.emplace_back([&database, &mine] {
      for (int i = 0; i < 25; ++i)
        (void)database->write([&](store::Connection& connection) -> base::Status {
          const auto [list, index] = store::nextStatusEntry(connection, 10);
          mine.insert(list * 10 + index);
          store::appendAudit(connection, {1000, "a", "", "act", "s", ""});
          return {};
        });
    });
  for (auto& thread : threads) thread.join();
  std::set<std::int64_t> all;
  for (const auto& mine : given) all.insert(mine.begin(), mine.end());
  CHECK(all.size() == 100);
  CHECK(*all.rbegin() == 99);
  CHECK(database->read([](store::Connection& connection) { return store::checkAudit(connection); }));
}

TEST_CASE("audit rows can't be changed or removed by way of the database") {
  Folder folder;
  auto database = openAt(folder);
  REQUIRE(database->write([](store::Connection& connection) -> base::Status {
    store::appendAudit(connection, {1000, "a", "", "act", "s", ""});
    return {};
  }));
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(folder.file().c_str(), &raw) == SQLITE_OK);
  CHECK(sqlite3_exec(raw, "UPDATE audit SET actor = 'b'", nullptr, nullptr, nullptr) != SQLITE_OK);
  CHECK(sqlite3_exec(raw, "DELETE FROM audit", nullptr, nullptr, nullptr) != SQLITE_OK);
  sqlite3_close(raw);
}

TEST_CASE("the database is in WAL, readable by its owner alone") {
  Folder folder;
  auto database = openAt(folder);
  CHECK(std::filesystem::exists(folder.file().string() + "-wal"));
  const auto mode =
      std::filesystem::status(folder.file()).permissions() & std::filesystem::perms::others_read;
  CHECK(mode == std::filesystem::perms::none);
}
