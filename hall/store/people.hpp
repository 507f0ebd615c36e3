// People, their posts, what the college's base database says of them, and wrong passwords lately given.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hall/store/database.hpp"
#include "hall_api/types.hpp"

namespace hall::store {

struct Account {
  api::Person person;
  std::string password_hash;  // as identity::hashPassword spells it
};

using Values = std::map<std::string, std::string>;

void insertPerson(Connection& connection, const api::Person& person, const std::string& password_hash,
                  base::UnixSeconds now);
std::optional<Account> accountNamed(Connection& connection, const std::string& account);

// Other people who hold one of a person's posts, or a post in one of his units or in this office; in the
// order of their accounts, from behind `after` on.
std::vector<api::Colleague> colleaguesOf(Connection& connection, const api::Person& person,
                                         const std::string& office, const std::string& after, int limit);
std::optional<api::Colleague> colleagueOf(Connection& connection, const api::Person& person,
                                          const std::string& office, const std::string& account);

// What forms are filled with: "applicant_gender" -> "男". Replaces what was there.
void setBaseValues(Connection& connection, const std::string& account, const Values& values);
Values baseValues(Connection& connection, const std::string& account);

// The rows of a transcript, each with term, course_code, course, kind, hours, credit, grade. Replaces what
// was there.
void setCourses(Connection& connection, const std::string& account, const std::vector<Values>& courses);
std::vector<Values> coursesOf(Connection& connection, const std::string& account);

struct Attempts {  // wrong passwords in a row
  int failures = 0;
  base::UnixSeconds last_at = 0;
  base::UnixSeconds locked_until = 0;
};
// Keyed by the SHA-256 of the typed account, so that unknown accounts are counted just the same and a
// password typed into the wrong field is never stored.
Attempts attemptsOf(Connection& connection, const std::string& account_sha256);
void setAttempts(Connection& connection, const std::string& account_sha256, const Attempts& attempts);
void forgetAttempts(Connection& connection, base::UnixSeconds before);

}  // namespace hall::store
