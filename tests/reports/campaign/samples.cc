#include "tests/reports/campaign/samples.h"

#include <algorithm>
#include <filesystem>

#include "core/base/sometimes.h"
#include "reports/campaign/derived.h"
#include "sim/run/planted.h"
#include "sim/run/sometimes.h"
#include "sim/shrink/failure_case.h"

namespace paxosstore::reports {
namespace {

constexpr uint64_t kEventsARun = 20'000;

std::vector<std::string> ScenarioNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator("scenarios")) {
    if (entry.path().extension() == ".textproto") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Some number, and always the same.
uint64_t Mixed(uint64_t a, uint64_t b) {
  uint64_t x = a * 0x9e3779b97f4a7c15 + b * 0xc2b2ae3d27d4eb4f + 1;
  x ^= x >> 31;
  x *= 0x94d049bb133111eb;
  return x ^ x >> 29;
}

// Most scenarios know few kinds, two know nearly all, and one none.
void FillFaults(size_t index, uint64_t runs, sim::FaultCounts* faults) {
  for (const sim::FaultKind kind : InjectingKinds()) {
    const auto k = static_cast<size_t>(kind);
    const uint64_t draw = Mixed(index, k);
    const bool everything = index % 11 == 10;
    if (index % 13 == 2 || kind == sim::FaultKind::kWipeDisk) continue;
    if (everything ? draw % 9 == 0 : draw % 6 != 0) continue;
    (*faults)[k] = runs * (1 + draw / 7 % 40) / (everything ? 12 : 1 + draw / 911 % 30);
  }
}

ScenarioRow Row(const std::string& name, size_t index, uint64_t runs) {
  ScenarioRow row;
  row.name = name;
  row.path = "scenarios/" + name + ".textproto";
  row.runs = runs;
  row.events = runs * (kEventsARun + Mixed(index, 1) % 30'000);
  row.virtual_time = Seconds(static_cast<int64_t>(runs * 21));
  row.answered = runs * (300 + Mixed(index, 2) % 500);
  row.unknown = index % 3 == 0 ? 0 : runs * (Mixed(index, 3) % 20);
  row.not_done = runs * (Mixed(index, 4) % 3);
  row.entries = runs * 210;
  row.probed_images = runs * 4;
  row.reruns = runs / 50;
  FillFaults(index, runs, &row.faults);
  return row;
}

void Add(const ScenarioRow& row, ScenarioRow* sum) {
  sum->runs += row.runs;
  sum->events += row.events;
  sum->virtual_time = sum->virtual_time + row.virtual_time;
  sum->answered += row.answered;
  sum->unknown += row.unknown;
  sum->not_done += row.not_done;
  sum->entries += row.entries;
  sum->probed_images += row.probed_images;
  sum->reruns += row.reruns;
  for (size_t i = 0; i < row.faults.size(); ++i) sum->faults[i] += row.faults[i];
}

RunRecord Failed(const ScenarioRow& row, uint64_t seed, const std::string& what) {
  RunRecord run;
  run.seed = seed;
  run.scenario = row.path;
  run.failure = {"one chosen value", what, {Instant{1'250'000'000}, 31'415 + seed % 1'000}};
  run.replay = "./build/dev/bin/paxsim run " + row.path + " --seed " + std::to_string(seed);
  run.trace_hash = Mixed(seed, 5);
  return run;
}

CampaignReport Large() {
  CampaignReport report = Passed(52, 100'000);
  AddGroup(&report,
           "k17 entry 3: n2 chose value 41 at ballot 7.2, n3 chose value 44 at ballot 9.3\n"
           "  n2 learnt it from n1 at 1.204511s\n  n3 counted n3, n4, n5",
           213, 5);
  AddGroup(&report, "k2: a read returned version 12 after version 14 had been returned", 1);
  AddGroup(&report, "n4: a vote for entry 9 was sent and its disk held entry 8 only", 17, 2);
  AddCanaries(&report, 520, 9);
  report.scenarios[7].excused = report.all.excused = 41;
  return report;
}

CampaignReport WithManyGroups() {
  CampaignReport report = Passed(12, 500);
  for (size_t i = 0; i < 30; ++i) {
    AddGroup(&report,
             std::string("oracle of kind ") + static_cast<char>('a' + i % 26) +
                 (i >= 26 ? "x" : "") + " saw 12 where 14 was due",
             1 + i * 31 % 7, 3);
  }
  AddGroup(&report, "seen everywhere", 600, 12);
  return report;
}

CampaignReport Interrupted() {
  CampaignReport report = Passed(20, 31);
  report.seeds = 1'000;
  report.missing_runs = 380;
  report.shards = 8;
  report.missing_shards = {3, 7};
  return report;
}

CampaignReport NeverFound() {
  CampaignReport report = Passed(52, 20);
  AddCanaries(&report, 25, 19);
  report.canaries.too_few = true;
  report.canaries.probability = 3.2e-11;
  report.sometimes_required = true;
  for (const size_t i : {3, 17, 30}) report.sometimes[i].count = 0;
  return report;
}

CampaignReport WithHostileTexts() {
  CampaignReport report = Passed(2, 4);
  report.title = report.command = report.scenarios[0].name = Hostile();
  report.scenarios[1].path = Hostile();
  AddGroup(&report, Hostile() + "\nsecond " + Hostile(), 3, 2);
  FailureGroup& group = report.groups.front();
  group.stored = "javascript:alert(1)//" + Hostile();
  group.trace = group.small_size = Hostile();
  for (RunRecord& run : group.runs) run.replay = Hostile() + " --seed 1";
  AddCanaries(&report, 2, 1);
  report.canaries.rows[0].bug = report.canaries.rows[0].mechanism = Hostile();
  report.sometimes[0] = {Hostile(), Hostile(), 0};
  return report;
}

}  // namespace

std::string Hostile() {
  return "</style></failure><script>alert('\\\"')</script> & ]]> <b a=\"c\"> \x01 \x7f \xff\xc3 "
         "naïve "
         "値 \xe2\x80\xae \xef\xbf\xbe";
}

CampaignReport Passed(size_t scenarios, uint64_t runs_each) {
  CampaignReport report;
  report.title = "scenarios";
  report.command = "./build/dev/bin/paxsim campaign scenarios --seeds " +
                   std::to_string(scenarios * runs_each) + " --out results/nightly";
  report.seeds = scenarios * runs_each;
  report.trace_hash = 0x0123456789abcdef;
  report.all.name = "all";
  const std::vector<std::string> names = ScenarioNames();
  for (size_t i = 0; i < scenarios; ++i) {
    report.scenarios.push_back(Row(names[i % names.size()], i, runs_each));
    Add(report.scenarios.back(), &report.all);
    report.timing.scenario_cpu_us.push_back(runs_each * 23'456);
  }
  report.sometimes_counted = true;
  for (const sim::SometimesInfo& point : sim::SometimesPoints()) {
    const size_t i = report.sometimes.size();
    const uint64_t count = 1 + report.all.runs * (Mixed(i, 8) % 1'000) / (1 + Mixed(i, 9) % 5'000);
    report.sometimes.push_back({std::string(point.name), std::string(point.what), count});
  }
  report.timing.cpu_us = report.all.runs * 23'456;
  report.timing.wall_ms = report.all.runs * 12 + 3;
  return report;
}

void AddGroup(CampaignReport* report, const std::string& what, size_t runs, size_t scenarios) {
  FailureGroup group;
  for (size_t i = 0; i < runs; ++i) {
    ScenarioRow& row = report->scenarios[i % scenarios];
    ++row.failures;
    ++report->all.failures;
    group.runs.push_back(Failed(row, 17 + report->groups.size() + 37 * i, what));
  }
  group.signature = sim::SignatureOf(*group.runs.front().failure);
  const std::string file = "one_chosen_value-" + std::to_string(report->groups.size());
  group.stored = "failures/" + file + ".failure.textproto";
  group.trace = "traces/" + file + ".html";
  group.small_size = "2 fault events, 3 operations, 3 nodes, 0.4 s";
  report->groups.push_back(std::move(group));
}

void AddCanaries(CampaignReport* report, uint64_t runs, uint64_t missed) {
  Canaries& canaries = report->canaries;
  canaries.one_in = 100;
  canaries.runs = runs;
  canaries.found = runs - missed;
  canaries.expected = static_cast<double>(runs) * 0.97;
  canaries.probability = 0.31;
  const size_t bugs = std::min<size_t>(runs, sim::PlantedBugs().size());
  for (size_t i = 0; i < bugs; ++i) {
    const auto& bug = sim::PlantedBugs()[i];
    const uint64_t share = runs / bugs + (i < runs % bugs ? 1 : 0);
    const uint64_t lost = std::min(missed, share);
    missed -= lost;
    canaries.rows.push_back({std::string(bug.name), std::string(bug.mechanism), "everything", share,
                             share - lost, 970});
  }
}

std::vector<std::pair<std::string, CampaignReport>> Samples() {
  CampaignReport small = Passed(1, 4);
  CampaignReport failing = Passed(3, 200);
  AddGroup(&failing, "k2: a read returned version 12 after version 14 had been returned", 1);
  CampaignReport timed = Passed(52, 1'151);
  timed.seeds.reset();
  timed.asked_time_ms = 600'000;
  AddCanaries(&timed, 598, 12);
  return {{"small", small},
          {"one_failure", failing},
          {"passed", timed},
          {"large", Large()},
          {"groups", WithManyGroups()},
          {"interrupted", Interrupted()},
          {"never_found", NeverFound()},
          {"hostile", WithHostileTexts()},
          {"folder_of_120", Passed(120, 7)},
          {"empty", CampaignReport{}}};
}

}  // namespace paxosstore::reports
