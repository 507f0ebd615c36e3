#include "hall_api/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "hall_api/codec.hpp"

namespace api::json {
namespace {

using Kind = Value::Kind;

// Receives nlohmann-json's SAX events and grows the tree; `open_` are the arrays and objects not yet closed.
// A pointer into a parent stays good because a parent gets no further item while its last one is open.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add({}) != nullptr; }
  bool boolean(bool value) override { return add({.kind = Kind::boolean, .boolean = value}) != nullptr; }
  bool number_integer(number_integer_t value) override {
    return add({.kind = Kind::integer, .integer = value, .number = static_cast<double>(value)}) != nullptr;
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX))
      return stop("json_range", "the number is too large");
    return number_integer(static_cast<number_integer_t>(value));
  }
  bool number_float(number_float_t value, const string_t&) override {
    return add({.kind = Kind::number, .number = value}) != nullptr;
  }
  bool string(string_t& value) override {
    return add({.kind = Kind::text, .text = std::move(value)}) != nullptr;
  }
  bool binary(binary_t&) override { return stop("json_syntax", "binary values are no JSON"); }
  bool start_object(std::size_t) override { return push(add({.kind = Kind::object})); }
  bool start_array(std::size_t) override { return push(add({.kind = Kind::array})); }
  bool end_object() override { return pop(); }
  bool end_array() override { return pop(); }

  bool key(string_t& name) override {
    auto& names = open_.back()->names;
    const bool twice = std::find(names.begin(), names.end(), name) != names.end();
    names.push_back(std::move(name));
    if (names.size() > kMemberLimit) return stop("json_too_long", "an object has too many members");
    return !twice || stop("json_twice", "the member stands twice");
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const auto where = " at byte " + std::to_string(position);
    if (error.id == 406) return stop("json_range", "the number is too large");
    if (std::string_view(error.what()).find("UTF-8") != std::string_view::npos)
      return stop("json_bad_utf8", "the text is not UTF-8" + where);
    return stop("json_syntax", "this is not JSON" + where);
  }

  base::Result<Value> take() && {
    if (problem_) return base::fail(*problem_);
    return std::move(root_);
  }

 private:
  static constexpr std::size_t kMemberLimit = 500;  // names are searched one by one

  bool stop(const char* code, std::string cause) {
    if (problem_) return false;
    problem_ = base::Error{code, pointer(), std::move(cause)};
    return false;
  }

  Value* add(Value value) {
    if (++count_ > kValueLimit) {
      stop("json_too_long", "more than " + std::to_string(kValueLimit) + " values");
      return nullptr;
    }
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    return &open_.back()->items.emplace_back(std::move(value));
  }

  bool push(Value* container) {
    if (!container) return false;
    if (open_.size() == kDepthLimit)
      return stop("json_too_deep", "nested deeper than " + std::to_string(kDepthLimit) + " levels");
    open_.push_back(container);
    return true;
  }

  bool pop() {
    open_.pop_back();
    return true;
  }

  // The member or item that was being read when reading stopped.
  std::string pointer() const {
    std::string out;
    for (const auto* container : open_) {
      if (container->kind == Kind::object) {
        if (container->names.empty()) break;
        out = pointerTo(out, container->names.back());
      } else {
        const bool inside = container != open_.back() && !container->items.empty();
        out += "/" + std::to_string(container->items.size() - (inside ? 1 : 0));
      }
    }
    return out;
  }

  Value root_;
  std::vector<Value*> open_;
  std::size_t count_ = 0;
  std::optional<base::Error> problem_;
};

}  // namespace

base::Result<Value> parse(std::string_view text) {
  if (text.size() > kBodyLimit)
    return base::fail("json_too_large", "", "longer than " + std::to_string(kBodyLimit) + " bytes");
  Builder builder;
  nlohmann::json::sax_parse(text, &builder);
  return std::move(builder).take();
}

std::string quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string pointerTo(const std::string& parent, std::string_view member) {
  std::string out = parent + "/";
  for (const char c : member.substr(0, 80)) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

}  // namespace api::json
