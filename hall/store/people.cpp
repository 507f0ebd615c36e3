#include "hall/store/people.hpp"

#include <fmt/format.h>

#include <array>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr std::array kCourseColumns{"term", "course_code", "course", "kind", "hours", "credit", "grade"};

void insertPosts(Connection& connection, const api::Person& person) {
  for (int position = 0; position < static_cast<int>(person.posts.size()); ++position) {
    const auto& post = person.posts[static_cast<std::size_t>(position)];
    connection.sql
        << "INSERT INTO posts (account, position, code, title_zh, title_en, unit) VALUES (:a, :p, :c, :zh, "
           ":en, :u)",
        soci::use(person.account), soci::use(position), soci::use(post.code), soci::use(post.title.zh),
        soci::use(post.title.en), soci::use(post.unit);
  }
}

std::vector<api::Post> postsOf(Connection& connection, const std::string& account) {
  std::vector<api::Post> posts;
  api::Post post;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT code, title_zh, title_en, unit FROM posts WHERE account = :a ORDER BY position",
       soci::use(account), soci::into(post.code), soci::into(post.title.zh), soci::into(post.title.en),
       soci::into(post.unit));
  statement.execute();
  while (statement.fetch()) posts.push_back(post);
  return posts;
}

}  // namespace

void insertPerson(Connection& connection, const api::Person& person, const std::string& password_hash,
                  base::UnixSeconds now) {
  connection.sql
      << "INSERT INTO people (account, name, number, unit, password_hash, added_at) VALUES (:a, :n, :no, :u, "
         ":h, :t)",
      soci::use(person.account), soci::use(person.name), soci::use(person.number), soci::use(person.unit),
      soci::use(password_hash), soci::use(now);
  insertPosts(connection, person);
}

std::optional<Account> accountNamed(Connection& connection, const std::string& account) {
  Account out;
  connection.sql << "SELECT account, name, number, unit, password_hash FROM people WHERE account = :a",
      soci::use(account), soci::into(out.person.account), soci::into(out.person.name),
      soci::into(out.person.number), soci::into(out.person.unit), soci::into(out.password_hash);
  if (!connection.sql.got_data()) return std::nullopt;
  out.person.posts = postsOf(connection, account);
  return out;
}

namespace {

std::vector<api::Colleague> selectColleagues(Connection& connection, const api::Person& person,
                                             const std::string& office, const std::string& which,
                                             const std::string& account, int limit) {
  std::string any = "(o.unit = :of AND o.unit <> '')";
  soci::statement statement(connection.sql);
  statement.exchange(soci::use(account));
  statement.exchange(soci::use(person.account));
  statement.exchange(soci::use(office));
  for (std::size_t i = 0; i < person.posts.size(); ++i) {
    any += fmt::format(" OR o.code = :p{} OR (o.unit = :u{} AND o.unit <> '')", i, i);
    statement.exchange(soci::use(person.posts[i].code));
    statement.exchange(soci::use(person.posts[i].unit));
  }
  std::vector<api::Colleague> out;
  api::Colleague one;
  statement.exchange(soci::into(one.account));
  statement.exchange(soci::into(one.name));
  statement.alloc();
  statement.prepare(
      fmt::format("SELECT DISTINCT p.account, p.name FROM people p JOIN posts o ON o.account = "
                  "p.account WHERE p.account {} :a AND p.account <> :me AND ({}) ORDER BY "
                  "p.account LIMIT {}",
                  which, any, limit));
  statement.define_and_bind();
  statement.execute();
  while (statement.fetch()) out.push_back(one);
  for (auto& colleague : out)
    for (const auto& post : postsOf(connection, colleague.account)) colleague.posts.push_back(post.title);
  return out;
}

}  // namespace

std::vector<api::Colleague> colleaguesOf(Connection& connection, const api::Person& person,
                                         const std::string& office, const std::string& after, int limit) {
  return selectColleagues(connection, person, office, ">", after, limit);
}

std::optional<api::Colleague> colleagueOf(Connection& connection, const api::Person& person,
                                          const std::string& office, const std::string& account) {
  auto found = selectColleagues(connection, person, office, "=", account, 1);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void setBaseValues(Connection& connection, const std::string& account, const Values& values) {
  connection.sql << "DELETE FROM base_values WHERE account = :a", soci::use(account);
  for (const auto& [name, value] : values)
    connection.sql << "INSERT INTO base_values (account, name, value) VALUES (:a, :n, :v)",
        soci::use(account), soci::use(name), soci::use(value);
}

Values baseValues(Connection& connection, const std::string& account) {
  Values out;
  std::string name;
  std::string value;
  soci::statement statement =
      (connection.sql.prepare << "SELECT name, value FROM base_values WHERE account = :a", soci::use(account),
       soci::into(name), soci::into(value));
  statement.execute();
  while (statement.fetch()) out[name] = value;
  return out;
}

void setCourses(Connection& connection, const std::string& account, const std::vector<Values>& courses) {
  connection.sql << "DELETE FROM courses WHERE account = :a", soci::use(account);
  int position = 0;
  for (const auto& course : courses) {
    std::array<std::string, kCourseColumns.size()> v;
    for (std::size_t i = 0; i < v.size(); ++i)
      if (const auto found = course.find(kCourseColumns[i]); found != course.end()) v[i] = found->second;
    connection.sql
        << "INSERT INTO courses (account, position, term, course_code, course, kind, hours, credit, grade) "
           "VALUES (:a, :p, :t, :cc, :c, :k, :h, :cr, :g)",
        soci::use(account), soci::use(position), soci::use(v[0]), soci::use(v[1]), soci::use(v[2]),
        soci::use(v[3]), soci::use(v[4]), soci::use(v[5]), soci::use(v[6]);
    ++position;
  }
}

std::vector<Values> coursesOf(Connection& connection, const std::string& account) {
  std::vector<Values> out;
  std::array<std::string, kCourseColumns.size()> v;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT term, course_code, course, kind, hours, credit, grade FROM courses WHERE account "
              "= :a ORDER BY position",
       soci::use(account), soci::into(v[0]), soci::into(v[1]), soci::into(v[2]), soci::into(v[3]),
       soci::into(v[4]), soci::into(v[5]), soci::into(v[6]));
  statement.execute();
  while (statement.fetch()) {
    auto& row = out.emplace_back();
    for (std::size_t i = 0; i < v.size(); ++i) row[kCourseColumns[i]] = v[i];
  }
  return out;
}

Attempts attemptsOf(Connection& connection, const std::string& account_sha256) {
  Attempts out;
  connection.sql << "SELECT failures, last_at, locked_until FROM sign_in_attempts WHERE account_sha256 = :a",
      soci::use(account_sha256), soci::into(out.failures), soci::into(out.last_at),
      soci::into(out.locked_until);
  return out;
}

void setAttempts(Connection& connection, const std::string& account_sha256, const Attempts& attempts) {
  connection.sql << "DELETE FROM sign_in_attempts WHERE account_sha256 = :a", soci::use(account_sha256);
  if (attempts.failures == 0) return;
  connection.sql
      << "INSERT INTO sign_in_attempts (account_sha256, failures, last_at, locked_until) VALUES (:a, :f, :l, "
         ":u)",
      soci::use(account_sha256), soci::use(attempts.failures), soci::use(attempts.last_at),
      soci::use(attempts.locked_until);
}

void forgetAttempts(Connection& connection, base::UnixSeconds before) {
  connection.sql << "DELETE FROM sign_in_attempts WHERE last_at < :b", soci::use(before);
}

}  // namespace hall::store
