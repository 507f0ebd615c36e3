// The hall's database: one SQLite file in WAL, opened once, read and written in transactions. The rows
// themselves are read and written by the functions of people.hpp, cases.hpp, printouts.hpp, ...; all of them
// take a Connection, which exists only inside a transaction. SQL stands in this room alone, in a form that
// PostgreSQL takes as well, but for the few statements in database.cpp and the triggers of the migrations.
// Thread: any. Writers wait for each other; a reader never waits for a writer.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <type_traits>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace hall::store {

class Connection;  // connection.hpp, for this room's .cpp files

class Database {
 public:
  // Makes the file when it is missing and brings it to the newest migration. Codes: data_unopenable,
  // data_newer (a newer hall wrote it), data_foreign (another program's), data_migration_failed. Place: the
  // file.
  static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& file,
                                                      base::UnixSeconds now);
  ~Database();

  // All of work or nothing: an error it returns, or a failure of the database (code data_failed), leaves no
  // trace.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    return inTransaction(Mode::write, std::forward<Work>(work));
  }
  // One consistent view, nothing changed.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    return inTransaction(Mode::read, std::forward<Work>(work));
  }

 private:
  Database();
  enum class Mode { read, write };
  base::Status run(Mode mode, const std::function<base::Status(Connection&)>& work);

  template <class Work>
  auto inTransaction(Mode mode, Work&& work) -> std::invoke_result_t<Work, Connection&> {
    std::invoke_result_t<Work, Connection&> answer =
        base::fail("data_failed", "", "the work was never begun");
    const auto status = run(mode, [&](Connection& connection) -> base::Status {
      answer = work(connection);
      return answer ? base::Status{} : base::fail(answer.error());
    });
    if (!status) return base::fail(status.error());
    return answer;
  }

  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace hall::store
