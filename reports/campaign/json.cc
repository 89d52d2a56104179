#include "reports/campaign/json.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/verdict.h"

namespace paxosstore::reports {
namespace {

using nlohmann::ordered_json;

std::string Hash(uint64_t hash) { return absl::StrFormat("%016x", hash); }

template <typename T>
ordered_json OrNull(const std::optional<T>& value) {
  return value.has_value() ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json OrNull(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json FaultsByKind(const sim::FaultCounts& faults) {
  ordered_json json = ordered_json::object();
  for (const sim::FaultKind kind : InjectingKinds()) {
    json[std::string(sim::ToString(kind))] = CountOf(faults, kind);
  }
  return json;
}

ordered_json Row(const ScenarioRow& row) {
  return {{"scenario", row.path},
          {"name", row.name},
          {"runs", row.runs},
          {"failures", row.failures},
          {"excused", row.excused},
          {"events", row.events},
          {"virtual_ms", row.virtual_time.ns / 1'000'000},
          {"answered", row.answered},
          {"unknown", row.unknown},
          {"not_done", row.not_done},
          {"entries", row.entries},
          {"probed_images", row.probed_images},
          {"reruns", row.reruns},
          {"faults", FaultsInjected(row.faults)},
          {"faults_by_kind", FaultsByKind(row.faults)}};
}

ordered_json Scenarios(const CampaignReport& report) {
  ordered_json json = ordered_json::array();
  for (const ScenarioRow& row : report.scenarios) json.push_back(Row(row));
  return json;
}

ordered_json Group(const CampaignReport& report, const FailureGroup& group) {
  ordered_json scenarios = ordered_json::object();
  for (const auto& [name, runs] : ScenariosOf(report, group)) scenarios[name] = runs;
  ordered_json json = {{"signature", group.signature}, {"oracle", nullptr},
                       {"runs", group.runs.size()},    {"first_seed", nullptr},
                       {"scenarios", scenarios},       {"stored", OrNull(group.stored)},
                       {"trace", OrNull(group.trace)}, {"small_size", OrNull(group.small_size)}};
  if (group.runs.empty()) return json;
  json["first_seed"] = group.runs.front().seed;
  if (group.runs.front().failure.has_value()) {
    json["oracle"] = group.runs.front().failure->oracle;
  }
  return json;
}

ordered_json FailedRun(const FailureGroup& group, const RunRecord& run) {
  const sim::Failure failure = run.failure.value_or(sim::Failure{});
  return {{"scenario", run.scenario},      {"seed", run.seed},
          {"oracle", failure.oracle},      {"signature", group.signature},
          {"what", failure.what},          {"time_us", failure.moment.time.ns / 1000},
          {"event", failure.moment.event}, {"trace_hash", Hash(run.trace_hash)},
          {"replay", run.replay}};
}

void AddFailures(const CampaignReport& report, ordered_json* json) {
  ordered_json groups = ordered_json::array(), failures = ordered_json::array();
  for (const FailureGroup& group : report.groups) {
    groups.push_back(Group(report, group));
    for (const RunRecord& run : group.runs) failures.push_back(FailedRun(group, run));
  }
  (*json)["groups"] = std::move(groups);
  (*json)["failures"] = std::move(failures);
}

ordered_json CanariesJson(const Canaries& canaries) {
  if (canaries.one_in == 0 && canaries.runs == 0) return nullptr;
  ordered_json bugs = ordered_json::array();
  for (const CanaryRow& row : canaries.rows) {
    bugs.push_back({{"bug", row.bug},
                    {"scenario", row.scenario},
                    {"runs", row.runs},
                    {"found", row.found},
                    {"expected_permille", row.expected_permille}});
  }
  return {{"one_in", canaries.one_in},
          {"runs", canaries.runs},
          {"found", canaries.found},
          {"expected", canaries.expected},
          {"probability", canaries.probability},
          {"too_few", canaries.too_few},
          {"bugs", bugs}};
}

void AddSometimes(const CampaignReport& report, ordered_json* json) {
  ordered_json counts = report.sometimes_counted ? ordered_json::object() : ordered_json(nullptr);
  ordered_json never = ordered_json::array();
  for (const SometimesRow& row : report.sometimes) {
    if (report.sometimes_counted) counts[row.name] = row.count;
  }
  for (const SometimesRow* row : NeverReached(report)) never.push_back(row->name);
  (*json)["sometimes"] = std::move(counts);
  (*json)["sometimes_required"] = report.sometimes_required;
  (*json)["never_reached"] = std::move(never);
}

ordered_json TimingJson(const CampaignReport& report) {
  ordered_json scenarios = ordered_json::object();
  const std::vector<uint64_t>& cpu = report.timing.scenario_cpu_us;
  for (size_t i = 0; i < std::min(cpu.size(), report.scenarios.size()); ++i) {
    scenarios[report.scenarios[i].name] = cpu[i];
  }
  return {{"shards", report.shards},
          {"wall_ms", report.timing.wall_ms},
          {"cpu_us", report.timing.cpu_us},
          {"scenario_cpu_us", scenarios}};
}

ordered_json Head(const CampaignReport& report) {
  ordered_json troubles = ordered_json::array();
  for (const Trouble trouble : TroublesOf(report)) troubles.push_back(InWords(trouble, report));
  return {{"format", 1},
          {"title", report.title},
          {"command", report.command},
          {"verdict", Headline(report)},
          {"green", report.green()},
          {"troubles", troubles},
          {"first_seed", report.first_seed},
          {"last_seed", OrNull(LastSeed(report))},
          {"seeds", OrNull(report.seeds)},
          {"asked_time_ms", OrNull(report.asked_time_ms)},
          {"missing_shards", report.missing_shards},
          {"missing_runs", report.missing_runs},
          {"trace_hash", Hash(report.trace_hash)},
          {"all", Row(report.all)},
          {"scenarios", Scenarios(report)}};
}

}  // namespace

std::string CampaignJson(const CampaignReport& report) {
  ordered_json json = Head(report);
  AddFailures(report, &json);
  json["canaries"] = CanariesJson(report.canaries);
  AddSometimes(report, &json);
  json["timing"] = TimingJson(report);
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace paxosstore::reports
