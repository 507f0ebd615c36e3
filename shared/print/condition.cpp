#include <algorithm>
#include <array>
#include <optional>

#include "print/print.hpp"

namespace print {
namespace {

enum class Severity { report, warning, error };

struct Known {
  std::string_view keyword;  // RFC 8011 section 5.4.12, PWG 5100.9 table 3
  std::string_view shown_as;
  Severity severity;  // when the printer gives none
};

using enum Severity;
constexpr std::array kKnown{
    Known{"media-jam", "media-jam", error},
    Known{"media-empty", "media-empty", error},
    Known{"media-needed", "media-needed", error},
    Known{"media-low", "media-low", warning},
    Known{"cover-open", "cover-open", error},
    Known{"door-open", "cover-open", error},
    Known{"interlock-open", "cover-open", error},
    Known{"input-tray-missing", "input-tray-missing", error},
    Known{"output-tray-missing", "output-tray-missing", error},
    Known{"output-area-full", "output-area-full", error},
    Known{"output-area-almost-full", "output-area-almost-full", warning},
    Known{"marker-supply-empty", "marker-supply-empty", error},
    Known{"toner-empty", "marker-supply-empty", error},
    Known{"marker-supply-low", "marker-supply-low", warning},
    Known{"toner-low", "marker-supply-low", warning},
    Known{"marker-waste-full", "marker-waste-full", error},
    Known{"marker-waste-almost-full", "marker-waste-almost-full", warning},
    Known{"fuser-over-temp", "fuser-over-temp", error},
    Known{"fuser-under-temp", "fuser-under-temp", warning},
    Known{"spool-area-full", "spool-area-full", error},
    Known{"paused", "paused", error},
    Known{"moving-to-paused", "paused", error},
    Known{"stopping", "paused", error},
    Known{"stopped-partly", "stopped-partly", warning},
    Known{"shutdown", "offline", error},
    Known{"offline", "offline", error},
    Known{"timed-out", "offline", error},
    Known{"connecting-to-device", "connecting-to-device", warning},
    Known{"stopped", "stopped", error},
    Known{"not-accepting-jobs", "not-accepting-jobs", error},
    Known{"no-pdf", "no-pdf", error},
};

std::optional<Severity> takeSuffix(std::string_view& reason) {
  constexpr std::array kSuffixes{std::pair{std::string_view("-report"), report},
                                 std::pair{std::string_view("-warning"), warning},
                                 std::pair{std::string_view("-error"), error}};
  for (const auto& [suffix, severity] : kSuffixes) {
    if (!reason.ends_with(suffix)) continue;
    reason.remove_suffix(suffix.size());
    return severity;
  }
  return std::nullopt;
}

void addOnce(std::vector<std::string>& list, std::string_view reason) {
  if (std::ranges::find(list, reason) == list.end()) list.emplace_back(reason);
}

// Nobody prints past these, whatever suffix a printer gives them (ippeveprinter and some Brother say
// media-jam-warning). media-empty isn't one of them: an empty second tray is told the same way.
bool alwaysStops(std::string_view shown_as) { return shown_as == "media-jam" || shown_as == "cover-open"; }

void sortIn(Condition& condition, std::string_view reason, PrinterState state) {
  const auto told = takeSuffix(reason);
  const auto known = std::ranges::find(kKnown, reason, &Known::keyword);
  const auto meant = known == kKnown.end() ? warning : known->severity;
  const auto shown = known == kKnown.end() ? reason : known->shown_as;
  auto severity = told.value_or(meant);
  if (alwaysStops(shown) || state == PrinterState::stopped) severity = std::max(severity, meant);
  switch (severity) {
    case report:
      return;
    case warning:
      return addOnce(condition.warnings, shown);
    case error:
      return addOnce(condition.stopping, shown);
  }
}

}  // namespace

Condition conditionOf(const PrinterStatus& status) {
  Condition out;
  for (const auto& reason : status.state_reasons) sortIn(out, reason, status.state);
  if (out.stopping.empty() && status.state == PrinterState::stopped) addOnce(out.stopping, "stopped");
  if (out.stopping.empty() && !status.accepting_jobs) addOnce(out.stopping, "not-accepting-jobs");
  if (!status.takes_pdf) addOnce(out.stopping, "no-pdf");
  return out;
}

const std::vector<std::string>& knownReasons() {
  static const auto all = [] {
    std::vector<std::string> keywords;
    for (const auto& known : kKnown) addOnce(keywords, known.shown_as);
    return keywords;
  }();
  return all;
}

}  // namespace print
