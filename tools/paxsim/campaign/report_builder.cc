#include "tools/paxsim/campaign/report_builder.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "sim/run/planted.h"
#include "sim/run/sometimes.h"
#include "sim/shrink/failure_case.h"
#include "tools/paxsim/campaign/canary.h"

namespace paxosstore::paxsim {
namespace {

// Rarer than this is no bad luck.
constexpr double kTooUnlikely = 0.001;

// By which two tellings of one run are compared.
uint64_t ResultOf(const reports::RunRecord& run) {
  return run.trace_hash * 2 + (run.failure.has_value() ? 1 : 0);
}

void AddRun(const reports::RunRecord& run, reports::ScenarioRow* row) {
  ++row->runs;
  row->failures += run.failure.has_value() ? 1 : 0;
  row->excused += run.excused.empty() ? 0 : 1;
  row->events += run.events;
  row->virtual_time = row->virtual_time + run.virtual_time;
  row->answered += run.answered;
  row->unknown += run.unknown;
  row->not_done += run.not_done;
  row->entries += run.entries;
  row->probed_images += run.probed_images;
  row->reruns += run.rerun ? 1 : 0;
  for (size_t i = 0; i < row->faults.size(); ++i) row->faults[i] += run.faults[i];
}

bool BySeed(const reports::RunRecord& a, const reports::RunRecord& b) { return a.seed < b.seed; }

}  // namespace

double ChanceOfAtMost(uint64_t found, const std::vector<uint64_t>& permille) {
  // chances[k]: of exactly k hits in the runs so far; those beyond `found` are left out.
  std::vector<double> chances(found + 1, 0.0);
  chances[0] = 1;
  for (const uint64_t p : permille) {
    const double hit = static_cast<double>(p) / 1000;
    for (size_t k = chances.size(); k-- > 0;) {
      chances[k] = chances[k] * (1 - hit) + (k > 0 ? chances[k - 1] * hit : 0);
    }
  }
  double sum = 0;
  for (const double chance : chances) sum += chance;
  return std::min(sum, 1.0);
}

ReportBuilder::ReportBuilder(CampaignHeader header) : header_(std::move(header)) {
  report_.title = header_.title;
  report_.command = header_.command;
  report_.first_seed = header_.first_seed;
  report_.seeds = header_.seeds;
  report_.asked_time_ms = header_.time_ms;
  report_.shards = header_.shard.count;
  report_.sometimes_counted = !header_.plain;
  report_.sometimes_required = header_.require_sometimes;
  report_.canaries.one_in = header_.canary_one_in;
  report_.all.name = "all";
  for (const CampaignHeader::Scenario& scenario : header_.scenarios) {
    rows_[scenario.path] = report_.scenarios.size();
    report_.scenarios.push_back(
        {.name = std::filesystem::path(scenario.path).stem().string(), .path = scenario.path});
  }
  report_.timing.scenario_cpu_us.resize(report_.scenarios.size());
}

absl::Status ReportBuilder::Add(const reports::RunRecord& run) {
  const auto [known, added] = results_.try_emplace(run.seed, ResultOf(run));
  if (!added) {
    if (known->second == ResultOf(run)) return absl::OkStatus();
    return absl::DataLossError(absl::StrFormat(
        "seed %d is there twice, with other results: the files are not of one campaign", run.seed));
  }
  report_.trace_hash += run.trace_hash * (2 * run.seed + 1);
  report_.timing.cpu_us += run.cpu_us;
  if (run.canary.empty()) {
    AddHonest(run);
    return absl::OkStatus();
  }
  reports::CanaryRow& row = canaries_[run.canary];
  row.scenario = std::filesystem::path(run.scenario).stem().string();
  ++row.runs;
  row.found += run.failure.has_value() ? 1 : 0;
  return absl::OkStatus();
}

void ReportBuilder::AddHonest(const reports::RunRecord& run) {
  AddRun(run, &report_.all);
  if (const auto row = rows_.find(run.scenario); row != rows_.end()) {
    AddRun(run, &report_.scenarios[row->second]);
    report_.timing.scenario_cpu_us[row->second] += run.cpu_us;
  }
  sim::AddSometimes(run.sometimes, &sometimes_);
  if (!run.failure.has_value()) return;
  const std::string signature = sim::SignatureOf(*run.failure);
  groups_[signature].signature = signature;
  groups_[signature].runs.push_back(run);
}

void ReportBuilder::AddShard(uint32_t index, uint64_t wall_ms) {
  uint64_t& time = shards_[index];
  time = std::max(time, wall_ms);
}

uint64_t ReportBuilder::MissingRuns() const {
  if (!header_.seeds.has_value()) return 0;
  std::vector<bool> there(header_.shard.count + 1);
  for (const auto& [index, time] : shards_) there[index] = true;
  uint64_t asked = 0;
  for (uint64_t task = 0; task < *header_.seeds; ++task) {
    asked += there[ShardOf(task, header_.scenarios.size(), header_.shard.count)] ? 1 : 0;
  }
  return asked - std::min<uint64_t>(asked, results_.size());
}

reports::Canaries ReportBuilder::FinishCanaries() const {
  reports::Canaries canaries = report_.canaries;
  uint64_t expected_permille = 0;
  std::vector<uint64_t> chances;
  const std::vector<CanaryBug> bugs = CanaryBugs();
  for (const auto& [name, counted] : canaries_) {
    reports::CanaryRow& row = canaries.rows.emplace_back(counted);
    row.bug = name;
    if (const auto info = sim::FindPlantedBug(name)) row.mechanism = info->mechanism;
    const auto bug = std::find_if(bugs.begin(), bugs.end(),
                                  [&name](const CanaryBug& b) { return b.name == name; });
    if (bug != bugs.end()) row.expected_permille = bug->expected_permille;
    canaries.runs += row.runs;
    canaries.found += row.found;
    expected_permille += row.expected_permille * row.runs;
    chances.insert(chances.end(), row.runs, row.expected_permille);
  }
  canaries.expected = static_cast<double>(expected_permille) / 1000;
  canaries.probability = ChanceOfAtMost(canaries.found, chances);
  canaries.too_few = canaries.probability < kTooUnlikely;
  return canaries;
}

reports::CampaignReport ReportBuilder::Finish() const {
  reports::CampaignReport report = report_;
  for (const auto& [signature, group] : groups_) {
    reports::FailureGroup& sorted = report.groups.emplace_back(group);
    std::sort(sorted.runs.begin(), sorted.runs.end(), BySeed);
  }
  std::sort(report.groups.begin(), report.groups.end(),
            [](const auto& a, const auto& b) { return BySeed(a.runs.front(), b.runs.front()); });
  for (const sim::SometimesInfo& point : sim::SometimesPoints()) {
    if (!report.sometimes_counted) break;
    report.sometimes.push_back({std::string(point.name), std::string(point.what),
                                sometimes_[static_cast<size_t>(point.point)]});
  }
  report.canaries = FinishCanaries();
  report.missing_runs = MissingRuns();
  for (const auto& [index, time] : shards_) report.timing.wall_ms += time;
  for (uint32_t index = 1; index <= report.shards; ++index) {
    if (!shards_.contains(index)) report.missing_shards.push_back(index);
  }
  return report;
}

}  // namespace paxosstore::paxsim
