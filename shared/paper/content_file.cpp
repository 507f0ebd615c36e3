#include "paper/content_file.hpp"

namespace paper {

namespace {

std::map<std::string, std::string> readStrings(toml_doc::Table table) {
  std::map<std::string, std::string> out;
  for (const auto& key : table.keys()) out[key] = table.stringOr(key, "");
  return out;
}

Approval readApproval(toml_doc::Table table) {
  Approval out;
  out.name = table.string("name");
  out.post = table.stringOr("post", "");
  out.opinion = table.stringOr("opinion", "");
  out.date = table.string("date");
  table.finish();
  return out;
}

Signature readSignature(toml_doc::Table table) {
  Signature out;
  out.aspect = table.number("aspect", 0.2, 20);
  for (auto& stroke : table.tables("strokes")) {
    out.strokes.push_back({stroke.numbersOr("x"), stroke.numbersOr("y"), stroke.numbersOr("width")});
    stroke.finish();
  }
  table.finish();
  return out;
}

Content readContent(toml_doc::Table root) {
  Content out;
  out.values = readStrings(root.table("values"));
  auto rows = root.table("rows");
  for (const auto& name : rows.keys())
    for (auto& row : rows.tables(name)) out.rows[name].push_back(readStrings(row));
  auto approvals = root.table("approvals");
  for (const auto& name : approvals.keys()) out.approvals[name] = readApproval(approvals.table(name));
  auto signatures = root.table("signatures");
  for (const auto& name : signatures.keys()) out.signatures[name] = readSignature(signatures.table(name));
  root.finish();
  return out;
}

}  // namespace

Content parseContent(std::string_view toml, std::string name, toml_doc::Problems& problems) {
  const auto before = problems.size();
  const auto document = toml_doc::Document::parse(toml, std::move(name), problems);
  return problems.size() == before ? readContent(document.root()) : Content{};
}

Content loadContent(const std::filesystem::path& path, toml_doc::Problems& problems) {
  const auto before = problems.size();
  const auto document = toml_doc::Document::load(path, problems);
  return problems.size() == before ? readContent(document.root()) : Content{};
}

}  // namespace paper
