#include "reports/text_summary.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/str_format.h"
#include "sim/run/buggify.h"

namespace paxosstore::reports {
namespace {

std::string BuggifyList(const BuggifyCounts& counts) {
  std::string text;
  for (const sim::BuggifyInfo& info : sim::BuggifyPoints()) {
    const uint64_t count = counts[static_cast<size_t>(info.point)];
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(info.name);
  }
  return text;
}

std::string FaultList(const sim::FaultCounts& faults) {
  std::string text;
  for (size_t i = 0; i < faults.size(); ++i) {
    const auto kind = static_cast<sim::FaultKind>(i);
    if (faults[i] == 0 || !sim::Injects(kind)) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(faults[i]) + " " +
            std::string(sim::ToString(kind));
  }
  return text.empty() ? "none" : text;
}

// A line of those counters that are not zero; empty if all are.
std::string NonZero(const char* name,
                    std::initializer_list<std::pair<uint64_t, const char*>> counters) {
  std::string text;
  for (const auto& [count, what] : counters) {
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  }
  return text.empty() ? text : absl::StrFormat("  %-9s %s\n", name, text);
}

std::string LinkHarm(const sim::LinkCounters& links) {
  return NonZero("", {{links.corrupted, "corrupted"},
                      {links.reset, "lost by resets"},
                      {links.queued, "queued behind others"},
                      {links.overflowed, "lost behind others"}});
}

std::string DiskHarm(const sim::DiskCounters& disks) {
  return NonZero("", {{disks.failed_syncs, "syncs failed"},
                      {disks.failed_reads, "reads failed"},
                      {disks.misreads, "reads misdirected"},
                      {disks.refused_writes, "without space"},
                      {disks.flipped_bits, "bits flipped"},
                      {disks.lost_writes, "writes lost"},
                      {disks.late_writes, "of them late"},
                      {disks.misdirected_writes, "writes misdirected"},
                      {disks.lying_syncs, "syncs lied"},
                      {disks.bytes_lied_away, "bytes lost by lies"},
                      {disks.rollbacks, "rolled back"},
                      {disks.wipes, "wiped"}});
}

double Seconds(int64_t ns) { return static_cast<double>(ns) / 1e9; }

uint64_t FaultsInjected(const sim::FaultCounts& faults) {
  uint64_t sum = 0;
  for (size_t i = 0; i < faults.size(); ++i) {
    if (sim::Injects(static_cast<sim::FaultKind>(i))) sum += faults[i];
  }
  return sum;
}

std::string Row(const ScenarioRow& row, uint64_t cpu_us) {
  const double cpu = static_cast<double>(std::max<uint64_t>(cpu_us, 1)) / 1e6;
  return absl::StrFormat("%-24s %7d %6d %9s %10.0fs %9s %9s %11s\n", row.name, row.runs,
                         row.failures, Thousands(row.events), Seconds(row.virtual_time.ns),
                         Thousands(row.answered), Thousands(FaultsInjected(row.faults)),
                         Thousands(static_cast<uint64_t>(static_cast<double>(row.events) / cpu)));
}

}  // namespace

std::string Thousands(uint64_t number) {
  if (number < 10'000) return std::to_string(number);
  if (number < 1'000'000) return absl::StrFormat("%.1f k", static_cast<double>(number) / 1e3);
  if (number < 1'000'000'000) return absl::StrFormat("%.1f M", static_cast<double>(number) / 1e6);
  return absl::StrFormat("%.1f G", static_cast<double>(number) / 1e9);
}

std::string FailureText(const sim::Failure& failure, uint64_t seed, const std::string& replay) {
  return absl::StrFormat("FAILED: %s: %s\n  at %s, event %d, seed %d\n  replay: %s\n",
                         failure.oracle, failure.what, ToString(failure.moment.time),
                         failure.moment.event, seed, replay);
}

std::string RunSummary(const sim::RunReport& report, const std::string& replay) {
  std::string text =
      absl::StrFormat("scenario %s, seed %d: %d nodes, %.2f s of virtual time\n", report.scenario,
                      report.seed, report.nodes, Seconds(report.ended_at.ns));
  const sim::ClientCounters& clients = report.clients;
  text += absl::StrFormat(
      "  clients   %d answered, %d unknown, %d not done; %d attempts, %d answered at a retry\n",
      clients.ok, clients.unknown, clients.not_done, clients.attempts, clients.retries_answered);
  const ShardStats& shards = report.shards;
  text += absl::StrFormat(
      "  log       %d entries chosen; %d proposals (%d on the fast path, %d preempted)\n",
      report.entries_chosen, shards.entries_proposed, shards.fast_proposals, shards.preempted);
  text += absl::StrFormat("  reads     %d quick, %d trial rounds, %d catch-ups\n",
                          shards.quick_reads, shards.trial_rounds, shards.catch_ups);
  const sim::LinkCounters& network = report.network;
  text += absl::StrFormat(
      "  network   %d sent, %d lost, %d duplicated, %d reordered, %d blocked, %d undeliverable\n",
      network.sent, network.lost, network.duplicated, network.reordered, network.blocked,
      network.undeliverable);
  text += LinkHarm(network);
  const sim::DiskCounters& disks = report.disks;
  text += absl::StrFormat(
      "  disks     %d syncs, %d crashes: of unsynced pages %d kept, %d lost, %d torn\n",
      disks.syncs, disks.crashes, disks.pages_kept, disks.pages_lost, disks.pages_torn);
  text += DiskHarm(disks);
  text += absl::StrFormat("  faults    %s; %d starts", FaultList(report.faults), report.starts);
  if (report.refusals > 0) text += absl::StrFormat(", %d refused", report.refusals);
  if (report.damaged_nodes > 0) {
    text += absl::StrFormat("; %d nodes with damaged disks", report.damaged_nodes);
  }
  text += "\n";
  const std::string buggify = BuggifyList(report.buggify);
  if (!buggify.empty()) text += "  buggify   " + buggify + "\n";
  text += absl::StrFormat("  trace     %d events, hash %016x\n", report.events, report.trace_hash);
  if (report.failure.has_value()) {
    return text + FailureText(*report.failure, report.seed, replay);
  }
  if (report.excused.has_value()) {
    text += absl::StrFormat("  excused   %s: %s\n", report.excused->oracle, report.excused->what);
  }
  return text + "passed\n";
}

std::string CampaignTable(const CampaignReport& report) {
  std::string text =
      absl::StrFormat("%-24s %7s %6s %9s %11s %9s %9s %11s\n", "scenario", "runs", "failed",
                      "events", "virtual", "answered", "faults", "events/cpu-s");
  for (size_t i = 0; i < report.scenarios.size(); ++i) {
    text += Row(report.scenarios[i], report.timing.scenario_cpu_us[i]);
  }
  text += Row(report.all, report.timing.cpu_us);
  const double wall = static_cast<double>(std::max<uint64_t>(report.timing.wall_ms, 1)) / 1e3;
  text += absl::StrFormat("%.1f s: %.1f runs/s, %.0f times real time\n", wall,
                          static_cast<double>(report.all.runs) / wall,
                          Seconds(report.all.virtual_time.ns) / wall);
  return text;
}

}  // namespace paxosstore::reports
