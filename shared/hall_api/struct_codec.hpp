// The two visitors of schema.hpp: Reader fills a struct from a JSON tree, Writer spells it. Internal to this
// room.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

#include "hall_api/codec.hpp"
#include "hall_api/json.hpp"
#include "hall_api/schema.hpp"

namespace api {

constexpr std::size_t kItemLimit = 1'000;  // of one list
constexpr int kIntegerLimit = 1'000'000;   // every integer here counts something, from 0

// The values of each enum that travels; their words come from nameOf.
template <class E>
struct Words;
template <>
struct Words<CaseState> {
  static constexpr std::array all{CaseState::running, CaseState::done, CaseState::returned,
                                  CaseState::withdrawn};
};
template <>
struct Words<NodeState> {
  static constexpr std::array all{NodeState::waiting, NodeState::active, NodeState::done,
                                  NodeState::returned};
};
template <>
struct Words<ReceiptDecision> {
  static constexpr std::array all{ReceiptDecision::accept, ReceiptDecision::refuse, ReceiptDecision::ask,
                                  ReceiptDecision::postpone};
};
template <>
struct Words<SignInStep> {
  static constexpr std::array all{SignInStep::code, SignInStep::sign_in, SignInStep::consent,
                                  SignInStep::allowed, SignInStep::denied};
};
template <>
struct Words<domain::Channel> {
  static constexpr std::array all{domain::Channel::online, domain::Channel::kiosk, domain::Channel::counter};
};
template <>
struct Words<domain::KioskAction> {
  static constexpr std::array all{domain::KioskAction::read_and_confirm, domain::KioskAction::sign,
                                  domain::KioskAction::attach, domain::KioskAction::print,
                                  domain::KioskAction::collect};
};
template <>
struct Words<domain::PrintoutState> {
  static constexpr std::array all{
      domain::PrintoutState::requested, domain::PrintoutState::sealed,    domain::PrintoutState::sent,
      domain::PrintoutState::printed,   domain::PrintoutState::collected, domain::PrintoutState::failed,
      domain::PrintoutState::unknown,   domain::PrintoutState::abandoned, domain::PrintoutState::voided};
};
template <>
struct Words<domain::SealState> {
  static constexpr std::array all{domain::SealState::genuine,         domain::SealState::altered,
                                  domain::SealState::unknown_key,     domain::SealState::key_revoked,
                                  domain::SealState::not_a_hall_seal, domain::SealState::unreadable};
};
template <>
struct Words<domain::StatusState> {
  static constexpr std::array all{domain::StatusState::valid,      domain::StatusState::voided,
                                  domain::StatusState::superseded, domain::StatusState::suspended,
                                  domain::StatusState::expired,    domain::StatusState::unknown};
};
template <>
struct Words<domain::AcceptanceState> {
  static constexpr std::array all{domain::AcceptanceState::free, domain::AcceptanceState::accepted_here,
                                  domain::AcceptanceState::accepted_elsewhere,
                                  domain::AcceptanceState::unknown};
};
template <>
struct Words<domain::ContentState> {
  static constexpr std::array all{domain::ContentState::matches, domain::ContentState::differs,
                                  domain::ContentState::review, domain::ContentState::not_compared};
};

class Reader {
 public:
  Reader(const json::Value& value, std::string pointer, std::optional<base::Error>& problem)
      : value_(value), pointer_(std::move(pointer)), problem_(problem), seen_(value.names.size(), false) {}

  template <class T>
  void required(const char* name, T& into, std::size_t limit = 0) {
    if (!member(name, into, limit))
      stop("json_missing", json::pointerTo(pointer_, name), "the member is missing");
  }
  template <class T>
  void optional(const char* name, T& into, std::size_t limit = 0) {
    member(name, into, limit);
  }

  template <class T>
  void structure(T& into) {
    if (value_.kind != json::Value::Kind::object) return stop("json_type", pointer_, "expected an object");
    describe(*this, into);
    for (std::size_t i = 0; i < seen_.size(); ++i)
      if (!seen_[i])
        stop("json_unknown", json::pointerTo(pointer_, value_.names[i]), "no such member is known");
  }

 private:
  using Kind = json::Value::Kind;

  // The first problem stays; the rest would only follow from it.
  void stop(const char* code, const std::string& place, std::string cause) {
    if (!problem_) problem_ = base::Error{code, place, std::move(cause)};
  }

  template <class T>
  bool member(const char* name, T& into, std::size_t limit) {
    const auto found = std::find(value_.names.begin(), value_.names.end(), name);
    if (found == value_.names.end()) return false;
    const auto index = static_cast<std::size_t>(found - value_.names.begin());
    seen_[index] = true;
    read(value_.items[index], json::pointerTo(pointer_, name), into, limit);
    return true;
  }

  void read(const json::Value& value, const std::string& place, std::string& into, std::size_t limit) {
    if (value.kind != Kind::text) return stop("json_type", place, "expected a string");
    if (value.text.size() > limit)
      return stop("json_too_long", place, "longer than " + std::to_string(limit) + " bytes");
    for (const char c : value.text)
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t')
        return stop("json_bad_character", place, "a control character stands in the text");
    into = value.text;
  }
  void read(const json::Value& value, const std::string& place, bool& into, std::size_t) {
    if (value.kind != Kind::boolean) return stop("json_type", place, "expected true or false");
    into = value.boolean;
  }
  void read(const json::Value& value, const std::string& place, int& into, std::size_t) {
    if (value.kind != Kind::integer) return stop("json_type", place, "expected an integer");
    if (value.integer < 0 || value.integer > kIntegerLimit)
      return stop("json_range", place, "allowed: 0 to " + std::to_string(kIntegerLimit));
    into = static_cast<int>(value.integer);
  }
  void read(const json::Value& value, const std::string& place, double& into, std::size_t) {
    if (value.kind != Kind::integer && value.kind != Kind::number)
      return stop("json_type", place, "expected a number");
    if (std::abs(value.number) > kIntegerLimit) return stop("json_range", place, "the number is too large");
    into = value.number;
  }
  void read(const json::Value& value, const std::string& place, UnixSeconds& into, std::size_t) {
    if (value.kind != Kind::text) return stop("json_type", place, "expected a time as RFC 3339 text");
    const auto time = base::fromRfc3339(value.text);
    if (!time) return stop("json_time", place, "expected a time like 2026-11-23T08:00:00Z");
    into = *time;
  }
  template <class E>
  requires std::is_enum_v<E>
  void read(const json::Value& value, const std::string& place, E& into, std::size_t) {
    if (value.kind != Kind::text) return stop("json_type", place, "expected a string");
    std::string allowed;
    for (const auto one : Words<E>::all) {
      if (nameOf(one) == value.text) {
        into = one;
        return;
      }
      allowed += (allowed.empty() ? "" : ", ") + std::string(nameOf(one));
    }
    stop("json_choice", place, "allowed: " + allowed);
  }
  template <class T>
  void read(const json::Value& value, const std::string& place, std::optional<T>& into, std::size_t limit) {
    if (value.kind == Kind::null) return;
    read(value, place, into.emplace(), limit);
  }
  template <class T>
  void read(const json::Value& value, const std::string& place, std::vector<T>& into, std::size_t limit) {
    if (value.kind != Kind::array) return stop("json_type", place, "expected an array");
    if (value.items.size() > kItemLimit)
      return stop("json_too_long", place, "more than " + std::to_string(kItemLimit) + " items");
    for (std::size_t i = 0; i < value.items.size(); ++i)
      read(value.items[i], place + "/" + std::to_string(i), into.emplace_back(), limit);
  }
  void read(const json::Value& value, const std::string& place, std::map<std::string, std::string>& into,
            std::size_t limit) {
    if (value.kind != Kind::object) return stop("json_type", place, "expected an object");
    for (std::size_t i = 0; i < value.names.size(); ++i) {
      if (value.names[i].size() > kWord)
        return stop("json_too_long", place, "a name is longer than " + std::to_string(kWord) + " bytes");
      read(value.items[i], json::pointerTo(place, value.names[i]), into[value.names[i]], limit);
    }
  }
  template <class T>
  requires std::is_class_v<T>
  void read(const json::Value& value, const std::string& place, T& into, std::size_t) {
    Reader(value, place, problem_).structure(into);
  }

  const json::Value& value_;
  std::string pointer_;
  std::optional<base::Error>& problem_;
  std::vector<bool> seen_;
};

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <class T>
  void required(const char* name, const T& value, std::size_t = 0) {
    member(name);
    write(value);
  }
  template <class T>
  void optional(const char* name, const T& value, std::size_t = 0) {
    required(name, value);
  }
  template <class T>
  void optional(const char* name, const std::optional<T>& value, std::size_t = 0) {
    if (value) required(name, *value);
  }

  template <class T>
  void structure(const T& value) {
    out_ += '{';
    describe(*this, const_cast<T&>(value));  // one description for both ways; this one only reads
    out_ += '}';
  }

 private:
  void member(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += json::quoted(name) + ":";
  }

  void write(const std::string& value) { out_ += json::quoted(value); }
  void write(bool value) { out_ += value ? "true" : "false"; }
  void write(int value) { out_ += std::to_string(value); }
  void write(double value) { out_ += std::isfinite(value) ? fmt::format("{}", value) : "0"; }
  void write(UnixSeconds value) { out_ += json::quoted(base::toRfc3339(value)); }
  template <class E>
  requires std::is_enum_v<E>
  void write(E value) { out_ += json::quoted(nameOf(value)); }
  template <class T>
  void write(const std::vector<T>& values) {
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ',';
      write(values[i]);
    }
    out_ += ']';
  }
  void write(const std::map<std::string, std::string>& values) {
    out_ += '{';
    Writer inner(out_);
    for (const auto& [name, value] : values) {
      inner.member(name);
      write(value);
    }
    out_ += '}';
  }
  template <class T>
  requires std::is_class_v<T>
  void write(const T& value) { Writer(out_).structure(value); }

  std::string& out_;
  bool first_ = true;
};

template <class T>
std::string toJson(const T& value) {
  std::string out;
  Writer(out).structure(value);
  return out;
}

template <class T>
base::Result<T> fromJson(std::string_view text) {
  const auto tree = json::parse(text);
  if (!tree) return base::fail(tree.error());
  T out{};
  std::optional<base::Error> problem;
  Reader(*tree, "", problem).structure(out);
  if (problem) return base::fail(*problem);
  return out;
}

}  // namespace api

// Instantiates both ways for one struct.
#define API_CODEC(T)                          \
  template std::string api::toJson(const T&); \
  template base::Result<T> api::fromJson(std::string_view);
