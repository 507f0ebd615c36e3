#include "hall/service/signature.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace hall {
namespace {

using Json = nlohmann::json;
constexpr SignatureLimits kLimits;
constexpr double kWidestStroke = 0.5;  // of the pad's height

tl::unexpected<base::Error> bad(const std::string& pointer, std::string cause) {
  return base::fail("signature_bad", "/signature_json" + pointer, std::move(cause));
}

bool hasOnly(const Json& object, std::initializer_list<const char*> names) {
  if (!object.is_object() || object.size() != names.size()) return false;
  for (const auto* name : names)
    if (!object.contains(name)) return false;
  return true;
}

base::Result<std::vector<double>> readNumbers(const Json& array, const std::string& pointer, double most) {
  if (!array.is_array()) return bad(pointer, "an array of numbers is expected");
  std::vector<double> out;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const double value = array[i].is_number() ? array[i].get<double>() : -1;
    if (!std::isfinite(value) || value < 0 || value > most)
      return bad(fmt::format("{}/{}", pointer, i), fmt::format("a number from 0 to {} is expected", most));
    out.push_back(value);
  }
  return out;
}

base::Result<paper::Stroke> readStroke(const Json& json, const std::string& pointer, double aspect) {
  if (!hasOnly(json, {"x", "y", "width"})) return bad(pointer, "a stroke has exactly x, y and width");
  auto x = readNumbers(json["x"], pointer + "/x", aspect);
  if (!x) return base::fail(x.error());
  auto y = readNumbers(json["y"], pointer + "/y", 1);
  if (!y) return base::fail(y.error());
  auto width = readNumbers(json["width"], pointer + "/width", kWidestStroke);
  if (!width) return base::fail(width.error());
  if (x->empty() || x->size() != y->size() || x->size() != width->size())
    return bad(pointer, "x, y and width must be equally long and not empty");
  return paper::Stroke{std::move(*x), std::move(*y), std::move(*width)};
}

double inkOf(const paper::Signature& signature) {
  double length = 0;
  for (const auto& stroke : signature.strokes)
    for (std::size_t i = 1; i < stroke.x.size(); ++i)
      length += std::hypot(stroke.x[i] - stroke.x[i - 1], stroke.y[i] - stroke.y[i - 1]);
  return length;
}

}  // namespace

base::Result<paper::Signature> readSignature(const std::string& json) {
  if (json.empty()) return base::fail("signature_empty", "/signature_json", "there is no signature");
  if (json.size() > kLimits.bytes)
    return base::fail("signature_too_long", "/signature_json", "the signature is too long");
  const auto root = Json::parse(json, nullptr, false);
  if (root.is_discarded()) return bad("", "it is not JSON");
  if (!hasOnly(root, {"aspect", "strokes"})) return bad("", "a signature has exactly aspect and strokes");
  paper::Signature out;
  out.aspect = root["aspect"].is_number() ? root["aspect"].get<double>() : 0;
  if (!(out.aspect >= 0.5 && out.aspect <= 10)) return bad("/aspect", "a number from 0.5 to 10 is expected");
  const auto& strokes = root["strokes"];
  if (!strokes.is_array()) return bad("/strokes", "an array is expected");
  if (strokes.size() > kLimits.strokes)
    return base::fail("signature_too_long", "/signature_json/strokes", "there are too many strokes");
  std::size_t points = 0;
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    auto stroke = readStroke(strokes[i], fmt::format("/strokes/{}", i), out.aspect);
    if (!stroke) return base::fail(stroke.error());
    points += stroke->x.size();
    out.strokes.push_back(std::move(*stroke));
  }
  if (points > kLimits.points)
    return base::fail("signature_too_long", "/signature_json", "there are too many points");
  if (inkOf(out) < kLimits.least_ink)
    return base::fail("signature_empty", "/signature_json", "hardly anything is drawn");
  return out;
}

}  // namespace hall
