#include "verifier/issued/content_check.hpp"

namespace verifier {
namespace {

ComparedPage notCompared(std::string why) {
  ComparedPage out;
  out.comparison.why = std::move(why);
  return out;
}

tl::unexpected<base::Error> lacking(const char* code) { return base::fail(code, "", code); }

}  // namespace

void applyTo(api::Verification& verification, const Comparison& comparison) {
  auto& verdict = verification.verdict;
  verdict.content = comparison.state;
  verdict.differences.clear();
  for (const auto& field : comparison.fields)
    if (field.state == FieldState::differs)
      verdict.differences.push_back({field.field, field.label, field.box});
}

ContentRemarks remarksOn(const Comparison& comparison) {
  const bool compared = comparison.state != domain::ContentState::not_compared;
  ContentRemarks out{compared ? "" : comparison.why, {}, comparison.foreign_ink};
  for (const auto& field : comparison.fields)
    if (field.state == FieldState::review) out.review.push_back({field.field, field.label, field.box});
  return out;
}

std::string whyNotCompared(const std::string& why, const base::Texts& texts) {
  const auto key = "content.why." + why;
  return texts.get(texts.has(key) ? key : "content.why.other", {why});
}

AskHall askHall(api::HallClient& hall, std::string token) {
  return [&hall, token = std::move(token)](const std::string& serial) -> base::Result<IssuedCopyPtr> {
    if (token.empty()) return lacking("not_signed_in");
    return copyFromHall(hall, token, serial);
  };
}

ComparedPage ContentCheck::operator()(const base::Image& scan, const CheckedPage& page,
                                      std::span<const SealedPart> parts) {
  const auto& paper = page.verification;
  if (page.error || paper.verdict.seal != domain::SealState::genuine) return notCompared("seal_not_genuine");
  const auto place = sealBoxOnPage(page.carrier);
  if (!page.corners || !place || scan.empty()) return notCompared("no_picture");
  const auto copy = copyOf(paper.serial, parts);
  if (!copy) return notCompared(copy.error().code);
  auto issued = (*copy)->page(paper.page);
  if (!issued) return notCompared(issued.error().code);
  return {compare(scan, {*page.corners, *place}, **issued), std::move(*issued)};
}

base::Result<IssuedCopyPtr> ContentCheck::copyOf(const std::string& serial,
                                                 std::span<const SealedPart> parts) {
  auto issued = fromHall(serial);
  if (issued || !sources_.forms || (parts.empty() && sources_.hall)) return issued;
  return fromDataCode(serial, parts);
}

base::Result<IssuedCopyPtr> ContentCheck::fromHall(const std::string& serial) {
  if (!sources_.hall) return lacking("no_data_code");
  const auto key = "hall " + serial;
  if (auto known = sources_.shelf->find(key)) return known;
  auto copy = sources_.hall(serial);
  if (copy) sources_.shelf->put(key, *copy);
  return copy;
}

base::Result<IssuedCopyPtr> ContentCheck::fromDataCode(const std::string& serial,
                                                       std::span<const SealedPart> parts) {
  const auto key = "sealed " + serial;
  if (auto known = sources_.shelf->find(key)) return known;
  const auto code = judgeDataCode(parts);
  switch (code.state) {
    case DataCodeState::absent:
      return lacking("no_data_code");
    case DataCodeState::incomplete:
      return lacking("data_code_incomplete");
    case DataCodeState::not_bound:
      return lacking("data_code_not_bound");
    case DataCodeState::bound:
      break;
  }
  if (!press_) {
    auto press = paper::Press::open(paper::Press::defaultFonts());
    if (!press) return base::fail(press.error());
    press_ = std::move(*press);
  }
  auto copy = copyFromContent(code.content, *sources_.forms, *press_);
  if (copy) sources_.shelf->put(key, *copy);
  return copy;
}

}  // namespace verifier
