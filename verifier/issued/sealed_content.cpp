#include "verifier/issued/sealed_content.hpp"

#include <charconv>

namespace verifier {
namespace {

constexpr std::string_view kApproval = "approval.", kSignature = "signature.";
constexpr std::size_t kMostRows = 4'096;  // as many fields as a data code holds

tl::unexpected<base::Error> notUnderstood(const std::string& field) {
  return base::fail("content_not_understood", field, "the field's name or value has another shape");
}

std::optional<paper::Approval> approvalIn(const std::string& text) {
  const auto name = text.find('\n');
  const auto post = name == std::string::npos ? name : text.find('\n', name + 1);
  const auto date = text.rfind('\n');
  if (post == std::string::npos || date <= post) return std::nullopt;
  return paper::Approval{text.substr(0, name), text.substr(name + 1, post - name - 1),
                         text.substr(post + 1, date - post - 1), text.substr(date + 1)};
}

struct RowField {
  std::string table;
  std::size_t row = 0;
  std::string field;
};

std::optional<RowField> rowFieldIn(const std::string& name) {
  const auto open = name.find('['), close = name.find("].");
  if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
  RowField out{name.substr(0, open), 0, name.substr(close + 2)};
  const auto* end = name.data() + close;
  const auto [stop, problem] = std::from_chars(name.data() + open + 1, end, out.row);
  if (problem != std::errc() || stop != end || out.row >= kMostRows) return std::nullopt;
  return out;
}

}  // namespace

base::Result<paper::Content> contentIn(const seal::SealedContent& sealed) {
  paper::Content out;
  for (const auto& [name, value] : sealed.fields) {
    if (name.starts_with(kSignature)) continue;
    if (name.starts_with(kApproval)) {
      auto approval = approvalIn(value);
      if (!approval) return notUnderstood(name);
      out.approvals[name.substr(kApproval.size())] = std::move(*approval);
    } else if (name.find('[') != std::string::npos) {
      const auto at = rowFieldIn(name);
      if (!at) return notUnderstood(name);
      auto& rows = out.rows[at->table];
      if (rows.size() <= at->row) rows.resize(at->row + 1);
      rows[at->row][at->field] = value;
    } else {
      out.values[name] = value;
    }
  }
  return out;
}

}  // namespace verifier
