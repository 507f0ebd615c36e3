#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace reading {
namespace {

using Trials = std::vector<const Trial*>;
using Column = std::function<const Answer&(const Trial&)>;

Trials those(const std::vector<Trial>& trials, const std::function<bool(const Trial&)>& wanted) {
  Trials out;
  for (const auto& trial : trials)
    if (wanted(trial)) out.push_back(&trial);
  return out;
}

double rate(const Trials& trials, const Column& column) {
  if (trials.empty()) return 0;
  return 100.0 *
         static_cast<double>(
             std::count_if(trials.begin(), trials.end(), [&](const Trial* t) { return column(*t).read; })) /
         static_cast<double>(trials.size());
}

double timeAt(const Trials& trials, const Column& column, double share) {
  std::vector<double> all;
  for (const auto* trial : trials) all.push_back(column(*trial).processor_ms);
  if (all.empty()) return 0;
  std::sort(all.begin(), all.end());
  return all[std::min(all.size() - 1, static_cast<std::size_t>(share * static_cast<double>(all.size())))];
}

double memory(const Trials& trials, const Column& column) {
  double out = 0;
  for (const auto* trial : trials) out = std::max(out, column(*trial).memory_mb);
  return out;
}

Column within() {
  return [](const Trial& trial) -> const Answer& { return trial.within; };
}
Column byProgram(Reader reader) {
  return [reader](const Trial& trial) -> const Answer& {
    return trial.programs[static_cast<std::size_t>(reader)];
  };
}

std::vector<std::pair<std::string, Column>> columnsOf(bool programs) {
  if (!programs) return {{"qr::read", within()}};
  std::vector<std::pair<std::string, Column>> out;
  for (const auto reader : kReaders) out.emplace_back(std::string(nameOf(reader)), byProgram(reader));
  return out;
}

std::string rates(const std::vector<Trial>& trials, bool programs) {
  const auto columns = columnsOf(programs);
  std::string out = "Pictures read, %\n" + fmt::format("{:<14}", ""), heads = fmt::format("{:<14}", "");
  for (const auto strength : kStrengths) {
    out += fmt::format("  {:<{}}", nameOf(strength), 14 * columns.size() - 2);
    for (const auto& column : columns) heads += fmt::format("{:>14}", column.first);
  }
  out += '\n' + heads + '\n';
  for (int i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    if (those(trials, [&](const Trial& t) { return t.kind == kind; }).empty()) continue;
    out += fmt::format("{:<14}", nameOf(kind));
    for (const auto strength : kStrengths) {
      const auto some =
          those(trials, [&](const Trial& t) { return t.kind == kind && t.strength == strength; });
      for (const auto& column : columns)
        out +=
            some.empty() ? fmt::format("{:>14}", "-") : fmt::format("{:>14.1f}", rate(some, column.second));
    }
    out += '\n';
  }
  return out;
}

std::string costs(const std::vector<Trial>& trials, bool programs) {
  auto columns = columnsOf(programs);
  if (programs) columns.emplace_back("qr::read", within());
  std::string out =
      "\nProcessor time a picture, ms: median / 95th percentile (programs: start included); memory, MB\n" +
      fmt::format("{:<14}", "");
  for (const auto& column : columns) out += fmt::format("{:>24}", column.first);
  out += '\n';
  const auto line = [&](std::string_view name, const Trials& some) {
    out += fmt::format("{:<14}", name);
    for (const auto& [_, column] : columns) {
      const auto used = memory(some, column);
      out += fmt::format(
          "{:>24}", fmt::format("{:.0f} / {:.0f}{}", timeAt(some, column, 0.5), timeAt(some, column, 0.95),
                                used > 0 ? fmt::format("; {:.0f}", used) : ""));
    }
    out += '\n';
  };
  for (int i = 0; i < kKinds; ++i) {
    const auto kind = static_cast<Kind>(i);
    const auto some = those(trials, [&](const Trial& t) { return t.kind == kind; });
    if (!some.empty()) line(nameOf(kind), some);
  }
  for (const auto strength : kStrengths)
    line(nameOf(strength), those(trials, [&](const Trial& t) { return t.strength == strength; }));
  line("all", those(trials, [](const Trial&) { return true; }));
  return out;
}

std::string overall(const std::vector<Trial>& trials, bool programs) {
  auto columns = columnsOf(programs);
  if (programs) columns.emplace_back("qr::read", within());
  std::string out = "\nOverall, %\n";
  for (const auto& [name, column] : columns) {
    out += fmt::format("{:<14}", name);
    for (const auto strength : kStrengths)
      out += fmt::format("  {} {:5.1f}", nameOf(strength),
                         rate(those(trials, [&](const Trial& t) { return t.strength == strength; }), column));
    const auto all = those(trials, [](const Trial&) { return true; });
    out +=
        fmt::format("  all {:5.1f}  wrong texts {}\n", rate(all, column),
                    std::count_if(all.begin(), all.end(), [&](const Trial* t) { return column(*t).wrong; }));
  }
  return out;
}

std::string peersAhead(const std::vector<Trial>& trials) {
  std::string out;
  for (int i = 0; i < kKinds; ++i)
    for (const auto strength : kStrengths) {
      const auto some = those(
          trials, [&](const Trial& t) { return t.kind == static_cast<Kind>(i) && t.strength == strength; });
      const double ours = rate(some, byProgram(Reader::ours));
      for (const auto peer : {Reader::zxing, Reader::zbar})
        if (const double theirs = rate(some, byProgram(peer)); theirs > ours)
          out += fmt::format("  {} {}: {} {:.1f}, ours {:.1f}\n", nameOf(static_cast<Kind>(i)),
                             nameOf(strength), nameOf(peer), theirs, ours);
    }
  return "\nClasses where a peer is ahead: " + (out.empty() ? "none\n" : "\n" + out);
}

}  // namespace

std::string tableOf(const std::vector<Trial>& trials, bool programs) {
  return rates(trials, programs) + costs(trials, programs) + overall(trials, programs) +
         (programs ? peersAhead(trials) : "");
}

std::string csvOf(const std::vector<Trial>& trials) {
  std::string out = "class,strength,seed,reader,read,wrong,processor_ms,memory_mb\n";
  const auto line = [&](const Trial& trial, std::string_view reader, const Answer& answer) {
    out += fmt::format("{},{},{},{},{},{},{:.1f},{:.1f}\n", nameOf(trial.kind), nameOf(trial.strength),
                       trial.seed, reader, int{answer.read}, int{answer.wrong}, answer.processor_ms,
                       answer.memory_mb);
  };
  for (const auto& trial : trials) {
    for (const auto reader : kReaders)
      line(trial, nameOf(reader), trial.programs[static_cast<std::size_t>(reader)]);
    line(trial, "qr::read", trial.within);
  }
  return out;
}

}  // namespace reading
