#include "tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tampering {
namespace {

using domain::ContentState;

double percent(int part, int whole) { return whole > 0 ? 100.0 * part / whole : std::nan(""); }

std::string share(int part, int whole) {
  return whole > 0 ? fmt::format("{:.1f} % of {}", percent(part, whole), whole) : "-";
}

double at(std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

std::vector<std::string> rowOf(Channel channel, Tally& tally) {
  return {std::string(nameOf(channel)),
          fmt::format("{}", tally.pages),
          fmt::format("{}", tally.unread),
          share(tally.pages_found, tally.altered_pages),
          share(tally.found, tally.altered),
          share(tally.one_found, tally.one_printout),
          share(tally.clean_differs + tally.clean_review, tally.clean),
          share(tally.clean_differs, tally.clean),
          fmt::format("{}", tally.clean_not_compared),
          share(tally.inked_review, tally.inked),
          fmt::format("{:.0f} / {:.0f}", at(tally.ms, 0.5), at(tally.ms, 0.95)),
          fmt::format("{:.0f}", tally.most_extra_mb)};
}

const std::vector<std::string> kHead{"",
                                     "pages",
                                     "seal unread",
                                     "altered pages found",
                                     "altered fields, right box",
                                     "without whole other pages",
                                     "clean flagged",
                                     "clean: differs",
                                     "clean: not compared",
                                     "ink over value: review",
                                     "ms of one core, median / p95",
                                     "MB beside the pictures"};

std::vector<std::string> kindRow(Alteration kind, const Tallies& tallies) {
  std::vector<std::string> out{std::string(nameOf(kind))};
  for (const auto& tally : tallies) {
    const auto& [boxes, found] = tally.by_kind[static_cast<std::size_t>(kind)];
    out.push_back(boxes > 0 ? fmt::format("{}/{}", found, boxes) : "-");
  }
  return out;
}

using Rows = std::vector<std::vector<std::string>>;

Rows rowsOf(Tallies& tallies) {
  Rows out{kHead};
  for (int c = 0; c < kChannels; ++c)
    if (auto& tally = tallies[static_cast<std::size_t>(c)]; tally.pages > 0)
      out.push_back(rowOf(static_cast<Channel>(c), tally));
  return out;
}

Rows kindRowsOf(const Tallies& tallies) {
  Rows out{{"found, by alteration"}};
  for (int c = 0; c < kChannels; ++c) out.front().emplace_back(nameOf(static_cast<Channel>(c)));
  for (int a = 0; a < kAlterations; ++a)
    if (!isClean(static_cast<Alteration>(a))) out.push_back(kindRow(static_cast<Alteration>(a), tallies));
  return out;
}

std::string markdown(const Rows& rows) {
  std::string out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const auto& cell : rows[i]) out += "| " + cell + " ";
    out += "|\n";
    if (i == 0) {
      for (std::size_t column = 0; column < rows[i].size(); ++column) out += column == 0 ? "|---" : "|---:";
      out += "|\n";
    }
  }
  return out + "\n";
}

// One line a channel, the column's words before each number.
std::string text(const Rows& rows) {
  std::string out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    out += fmt::format("{}\n", rows[i].front());
    for (std::size_t column = 1; column < rows[i].size(); ++column)
      out += fmt::format("  {:<30} {}\n", rows.front()[column], rows[i][column]);
  }
  return out;
}

}  // namespace

void Tally::add(const Trial& trial, const Outcome& outcome) {
  const auto& compared = outcome.compared;
  const bool not_compared = compared.state == ContentState::not_compared;
  ms.push_back(outcome.cpu_ms);
  most_extra_mb = std::max(most_extra_mb, outcome.extra_mb);
  if (isClean(trial.alteration)) {
    ++clean;
    clean_differs += compared.state == ContentState::differs;
    clean_review += compared.state == ContentState::review;
    clean_not_compared += not_compared;
    return;
  }
  if (trial.alteration == Alteration::ink_over_value && !keepsColour(trial.channel)) return;
  auto& [places, pointed] = by_kind[static_cast<std::size_t>(trial.alteration)];
  int here = 0;
  for (const auto& boxes : trial.places) here += pointsAt(compared, boxes);
  places += static_cast<int>(trial.places.size());
  pointed += here;
  if (trial.alteration == Alteration::ink_over_value) {
    ++inked;
    inked_review += compared.state == ContentState::review;
    return;
  }
  ++altered_pages;
  pages_found += !not_compared && compared.state != ContentState::matches;
  altered += static_cast<int>(trial.places.size());
  found += here;
  if (trial.alteration == Alteration::another_printout) return;
  one_printout += static_cast<int>(trial.places.size());
  one_found += here;
}

std::string asText(Tallies tallies) { return text(rowsOf(tallies)) + markdown(kindRowsOf(tallies)); }
std::string asMarkdown(Tallies tallies) { return markdown(rowsOf(tallies)) + markdown(kindRowsOf(tallies)); }

}  // namespace tampering
