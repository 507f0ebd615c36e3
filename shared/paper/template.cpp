#include <algorithm>

#include "base/file.hpp"
#include "paper/block_reader.hpp"
#include "paper/inline_text.hpp"

namespace paper {

namespace {

constexpr std::size_t kFileLimit = 1 << 20, kMostBlocks = 100, kLongestLine = 60;

std::size_t charactersOf(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string shortLine(toml_doc::Table& root, std::string_view key) {
  auto text = root.stringOr(key, "");
  if (charactersOf(text) > kLongestLine)
    root.problem(key, "template_too_long", std::string(key) + " is longer than 60 characters",
                 {std::string(key)});
  return text;
}

std::map<std::string, std::string> readLabels(toml_doc::Table table) {
  std::map<std::string, std::string> out;
  for (const auto& key : table.keys()) out[key] = table.string(key);
  return out;
}

void readHead(Template::Body& form, toml_doc::Table& root, BlockReader& reader) {
  form.letterhead = shortLine(root, "letterhead");
  root.string("title");
  form.title = shortLine(root, "title");
  form.number_left = reader.inlineText(root, "number_left");
  form.number_right = reader.inlineText(root, "number_right");
}

void readFoot(Template::Body& form, toml_doc::Table& root) {
  form.legend = shortLine(root, "legend");
  form.stamp = shortLine(root, "stamp");
  form.data_code = shortLine(root, "data_code");
  form.notice = root.stringsOr("notice");
  if (form.notice.size() > 8)
    root.problem("notice", "template_too_long", "a notice has at most 8 lines", {"notice"});
}

void readForm(Template::Body& form, toml_doc::Table root) {
  form.code = root.string("code");
  if (!form.code.empty() && !isFieldName(form.code))
    root.problem("code", "template_field_name", "'" + form.code.substr(0, 40) + "' is not a form code",
                 {form.code.substr(0, 40)});
  form.version = static_cast<int>(root.integer("version", 1, 1'000'000));
  auto labels = readLabels(root.table("labels"));
  BlockReader reader(form, labels);
  readHead(form, root, reader);
  auto blocks = root.tables("block");
  if (blocks.empty() || blocks.size() > kMostBlocks)
    root.problem("block", "template_blocks", "a form has 1 to 100 [[block]] tables");
  blocks.resize(std::min(blocks.size(), kMostBlocks));
  for (auto& block : blocks) reader.read(block);
  readFoot(form, root);
  for (const auto& [name, label] : labels)
    if (!form.labels.count(name))
      root.table("labels").problem(name, "template_label_unused", "the form has no field " + name, {name});
  root.finish();
}

}  // namespace

Template Template::parse(std::string_view toml, std::string name, toml_doc::Problems& problems) {
  auto body = std::make_shared<Body>();
  body->name = name;
  Template out;
  const auto before = problems.size();
  if (toml.size() > kFileLimit) {
    problems.push_back(
        {"file_too_large", name, "a template has at most 1 MiB", {std::to_string(kFileLimit)}});
  } else {
    const auto document = toml_doc::Document::parse(toml, name, problems);
    if (problems.size() == before) readForm(*body, document.root());
  }
  out.body_ = std::move(body);
  return out;
}

Template Template::load(const std::filesystem::path& path, toml_doc::Problems& problems) {
  const auto text = base::readTextFile(path, kFileLimit);
  if (text) return parse(*text, path.string(), problems);
  problems.push_back(text.error());
  Template out;
  out.body_ = std::make_shared<Body>();
  return out;
}

const std::string& Template::code() const { return body_->code; }
int Template::version() const { return body_->version; }

std::vector<std::string> Template::fieldNames() const {
  auto out = body_->fields;
  for (const auto& block : body_->blocks)
    if (const auto* table = std::get_if<RowsTable>(&block.what))
      for (const auto& column : table->columns) out.push_back(table->name + "[]." + column.field);
  return out;
}

std::vector<std::string> Template::signatureNames() const { return body_->signatures; }

}  // namespace paper
