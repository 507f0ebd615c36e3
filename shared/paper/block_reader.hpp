// Reads the blocks of a template; every mistake goes into the file's problems.
#pragma once

#include <set>

#include "paper/template_body.hpp"

namespace paper {

class BlockReader {
 public:
  BlockReader(Template::Body& form, std::map<std::string, std::string> labels);

  void read(toml_doc::Table block);
  // Reads text with {fields} from a key and notes the fields; empty when the key is absent.
  Inline inlineText(toml_doc::Table& table, std::string_view key);

 private:
  Grid grid(toml_doc::Table& block);
  void placeRow(Grid& grid, std::vector<toml_doc::Table>& row, toml_doc::Table& block,
                std::vector<int>& busy);
  Cell cell(toml_doc::Table& table, const std::string& label_before);
  void cellWords(Cell& cell, toml_doc::Table& table);
  RowsTable rowsTable(toml_doc::Table& block);
  Column column(toml_doc::Table& table);
  SumRow sumRow(toml_doc::Table block, const RowsTable& table);
  TextBlock textBlock(toml_doc::Table& block);
  Closing closing(toml_doc::Table& block);
  TypeSize typeSize(toml_doc::Table& table, double usual_pt);
  std::vector<double> columnWidths(toml_doc::Table& block);
  Inline noteFields(Inline text, toml_doc::Table& table, std::string_view key, const std::string& label);
  void noteField(const std::string& name, std::string label, bool required, toml_doc::Table& table,
                 std::string_view key);

  Template::Body& form_;
  std::map<std::string, std::string> labels_;  // [labels] of the file
  std::set<std::string> signatures_{}, tables_{};
};

}  // namespace paper
