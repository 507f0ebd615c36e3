// Tables whose rows come from the content: they flow over pages, the header is repeated, sums close each
// page.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "paper/composer.hpp"
#include "paper/decimal_sum.hpp"
#include "paper/page.hpp"

namespace paper {

namespace {

constexpr std::size_t kMostRows = 2000;
constexpr double kPadX = 1.4, kPadY = 0.5, kMergedPadY = 0.1;
constexpr int kTallest = 3;  // times the usual row height

using RowValues = std::map<std::string, std::string>;

const std::string& valueOf(const RowValues& row, const std::string& field) {
  static const std::string empty;
  const auto found = row.find(field);
  return found == row.end() ? empty : found->second;
}

std::string placeOf(const RowsTable& table, std::size_t row, const std::string& field) {
  return fmt::format("{}[{}].{}", table.name, row, field);
}

double leftOf(const RowsTable& table, std::size_t column) {
  return std::accumulate(table.columns.begin(), table.columns.begin() + static_cast<std::ptrdiff_t>(column),
                         page::kLeft, [](double x, const Column& c) { return x + c.width_mm; });
}

std::string counted(std::string label, std::size_t rows) {
  if (const auto at = label.find("{count}"); at != std::string::npos)
    label.replace(at, 7, std::to_string(rows));
  return label;
}

}  // namespace

struct Composer::SetRow {
  std::size_t index = 0;
  double height_mm = 0;
  std::vector<Fitted> cells{};
  double top_mm = 0;
};

// Draws one table; knows what is still open on the current page.
class Composer::RowsWriter {
 public:
  RowsWriter(Composer& composer, const RowsTable& table, const std::vector<RowValues>& rows)
      : c_(composer), table_(table), rows_(rows) {}

  base::Status write() {
    if (auto ok = header(); !ok) return ok;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      auto row = set(i);
      if (!row) return base::fail(row.error());
      const bool last = i + 1 == rows_.size();
      if (auto ok = makeRoom(row->height_mm + (last ? sumsHeight() : pageSumHeight())); !ok) return ok;
      row->top_mm = c_.y_;
      c_.frame(row->height_mm);
      open_.push_back(std::move(*row));
    }
    return finish();
  }

 private:
  double pageSumHeight() const { return table_.page_sum.label.empty() ? 0 : table_.row_mm; }
  double sumsHeight() const { return pageSumHeight() + (table_.total.label.empty() ? 0 : table_.row_mm); }

  base::Status header() {
    const double height = table_.row_mm;
    if (auto ok = c_.need(height + table_.row_mm + sumsHeight(), table_.name); !ok) return ok;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const auto& column = table_.columns[i];
      const domain::Box box{leftOf(table_, i), c_.y_, column.width_mm, height};
      auto text = c_.fit(column.label, Face::sans, {10.5, 8}, {box.width_mm - 1, height - 2 * kPadY},
                         column.label, "label_overflow");
      if (!text) return base::fail(text.error());
      c_.put(*text, box, Align::centre, true);
      border(box);
    }
    c_.frame(height);
    return {};
  }

  base::Status makeRoom(double height_mm) {
    if (c_.y_ + height_mm <= page::kBodyEnd + 0.001) return {};
    if (auto ok = closePage(); !ok) return ok;
    if (auto ok = c_.startPage(); !ok) return ok;
    if (auto ok = header(); !ok) return ok;
    return c_.y_ + height_mm <= page::kBodyEnd + 0.001
               ? base::Status{}
               : base::fail("block_too_high", table_.name, "a row is higher than a page");
  }

  // The lowest row height, in whole rows, in which every cell fits.
  base::Result<SetRow> set(std::size_t index) {
    SetRow out{index, table_.row_mm, {}, 0};
    for (int times = 1;; ++times) {
      out.height_mm = table_.row_mm * times;
      out.cells.clear();
      base::Status fits;
      for (const auto& column : table_.columns) {
        const Room room{column.width_mm - 2 * kPadX,
                        out.height_mm - 2 * (column.merge ? kMergedPadY : kPadY)};
        auto cell = c_.fit(valueOf(rows_[index], column.field), Face::serif, table_.type, room,
                           placeOf(table_, index, column.field));
        if (!cell) fits = base::fail(cell.error());
        if (!cell) break;
        out.cells.push_back(std::move(*cell));
      }
      if (fits) return out;
      if (times == kTallest || fits.error().code != "field_overflow") return base::fail(fits.error());
    }
  }

  void border(const domain::Box& box) {
    c_.rule(box.x_mm, box.y_mm + box.height_mm, box.x_mm + box.width_mm, box.y_mm + box.height_mm);
    c_.rule(box.x_mm + box.width_mm, box.y_mm, box.x_mm + box.width_mm, box.y_mm + box.height_mm);
  }

  base::Status drawColumn(std::size_t column) {
    const auto& about = table_.columns[column];
    for (std::size_t first = 0; first < open_.size();) {
      const auto& value = valueOf(rows_[open_[first].index], about.field);
      std::size_t end = first + 1;
      while (about.merge && end < open_.size() && valueOf(rows_[open_[end].index], about.field) == value)
        ++end;
      const double top = open_[first].top_mm, bottom = open_[end - 1].top_mm + open_[end - 1].height_mm;
      const domain::Box box{leftOf(table_, column), top, about.width_mm, bottom - top};
      const domain::Box inner{box.x_mm + kPadX, top, box.width_mm - 2 * kPadX, box.height_mm};
      auto text = std::move(open_[first].cells[column]);
      if (end > first + 1) {  // set again: several rows give it more room
        auto roomier =
            c_.fit(value, Face::serif, table_.type, {inner.width_mm, inner.height_mm - 2 * kMergedPadY},
                   placeOf(table_, open_[first].index, about.field));
        if (!roomier) return base::fail(roomier.error());
        text = std::move(*roomier);
      }
      c_.put(text, inner, about.align, true);
      c_.out_.fields.push_back({c_.pageIndex(),
                                placeOf(table_, open_[first].index, about.field),
                                about.label,
                                {box.x_mm + 0.4, top + 0.4, box.width_mm - 0.8, box.height_mm - 0.8},
                                value});
      border(box);
      first = end;
    }
    return {};
  }

  base::Status sumRow(const SumRow& sum, std::size_t from, std::size_t to) {
    if (sum.label.empty()) return {};
    const auto summed = [&](const Column& column) {
      return std::find(sum.columns.begin(), sum.columns.end(), column.field) != sum.columns.end();
    };
    const auto first = std::find_if(table_.columns.begin(), table_.columns.end(), summed);
    const auto label_end = static_cast<std::size_t>(first - table_.columns.begin());
    const double label_width = leftOf(table_, label_end) - page::kLeft;
    auto label = c_.fit(counted(sum.label, to - from), Face::sans, {10.5, 8},
                        {label_width - 2, table_.row_mm}, sum.label, "label_overflow");
    if (!label) return base::fail(label.error());
    c_.put(*label, {page::kLeft, c_.y_, label_width, table_.row_mm}, Align::centre, true);
    border({page::kLeft, c_.y_, label_width, table_.row_mm});
    for (auto i = label_end; i < table_.columns.size(); ++i) {
      const domain::Box box{leftOf(table_, i), c_.y_, table_.columns[i].width_mm, table_.row_mm};
      if (summed(table_.columns[i]))
        if (auto ok = sumCell(table_.columns[i], box, from, to); !ok) return ok;
      border(box);
    }
    c_.frame(table_.row_mm);
    return {};
  }

  base::Status sumCell(const Column& column, const domain::Box& box, std::size_t from, std::size_t to) {
    DecimalSum sum;
    for (auto i = from; i < to; ++i) {
      const auto& value = valueOf(rows_[i], column.field);
      if (!value.empty() && !sum.add(value))
        return base::fail("field_not_a_number", placeOf(table_, i, column.field),
                          "a summed column holds something else than numbers");
    }
    auto text = c_.fit(sum.text(), Face::serif, table_.type, {box.width_mm - 1, box.height_mm},
                       table_.name + "." + column.field);
    if (!text) return base::fail(text.error());
    c_.put(*text, {box.x_mm + kPadX, box.y_mm, box.width_mm - 2 * kPadX, box.height_mm}, column.align, true);
    return {};
  }

  base::Status closePage() {
    for (std::size_t column = 0; column < table_.columns.size(); ++column)
      if (auto ok = drawColumn(column); !ok) return ok;
    const auto from = open_.empty() ? 0 : open_.front().index;
    const auto to = open_.empty() ? 0 : open_.back().index + 1;
    open_.clear();
    return sumRow(table_.page_sum, from, to);
  }

  base::Status finish() {
    if (auto ok = closePage(); !ok) return ok;
    return sumRow(table_.total, 0, rows_.size());
  }

  Composer& c_;
  const RowsTable& table_;
  const std::vector<RowValues>& rows_;
  std::vector<SetRow> open_{};  // set and given their place on this page, not drawn yet
};

base::Status Composer::rows(const RowsTable& table) {
  static const std::vector<RowValues> none;
  const auto found = content_.rows.find(table.name);
  const auto& rows = found == content_.rows.end() ? none : found->second;
  if (rows.size() > kMostRows)
    return base::fail("too_many_rows", table.name, "a table has at most 2000 rows",
                      {std::to_string(kMostRows)});
  return RowsWriter(*this, table, rows).write();
}

}  // namespace paper
