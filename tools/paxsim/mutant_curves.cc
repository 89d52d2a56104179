#include "tools/paxsim/mutant_curves.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "sim/run/planted.h"
#include "tools/paxsim/mutant_curves_json.h"

namespace paxosstore::paxsim {
namespace {

// Ranges of seeds begin so far apart.
constexpr uint64_t kStride = 1'000'000;
// For bugs that show only in that a seed does not repeat.
constexpr uint64_t kRerunOneIn = 10;

std::vector<std::optional<uint64_t>> SeedsOf(const nlohmann::json& list) {
  std::vector<std::optional<uint64_t>> seeds;
  for (const nlohmann::json& item : list) {
    seeds.push_back(item.is_null() ? std::nullopt : std::optional(item.get<uint64_t>()));
  }
  return seeds;
}

Curves CurvesFrom(const nlohmann::json& json) {
  Curves curves;
  for (const auto& [name, row] : json.items()) {
    Curve& curve = curves[name];
    curve.scenario = row.value("scenario", "");
    curve.censor = row.value("censor", uint64_t{0});
    curve.seeds = SeedsOf(row.value("seeds", nlohmann::json::array()));
    curve.oracles = row.value("oracles", std::map<std::string, uint64_t>());
    if (!row.contains("essence")) continue;
    const nlohmann::json& essence = row["essence"];
    curve.essence = {essence.value("faults", uint64_t{0}),
                     essence.value("operations", uint64_t{0})};
  }
  return curves;
}

}  // namespace

size_t Curve::found() const {
  return static_cast<size_t>(
      std::count_if(seeds.begin(), seeds.end(), [](const auto& s) { return s.has_value(); }));
}

std::optional<uint64_t> Curve::Percentile(uint32_t p) const {
  if (seeds.empty()) return std::nullopt;
  std::vector<uint64_t> sorted;
  for (const std::optional<uint64_t>& s : seeds) sorted.push_back(s.value_or(UINT64_MAX));
  std::sort(sorted.begin(), sorted.end());
  const uint64_t at = sorted[(sorted.size() - 1) * p / 100];
  return at == UINT64_MAX ? std::nullopt : std::optional(at);
}

Curve MeasureCurve(const CurvePlan& plan, const NamedScenario& scenario, PlantedBug bug) {
  Curve curve;
  curve.scenario = scenario.scenario.name;
  curve.censor = plan.censor;
  uint64_t runs = 0;
  for (uint32_t range = 1; range <= plan.ranges && runs < plan.runs_max; ++range) {
    CampaignPlan campaign;
    campaign.scenarios = {scenario};
    campaign.first_seed = range * kStride + 1;
    campaign.seeds = plan.censor;
    campaign.jobs = plan.jobs;
    campaign.bug = bug;
    campaign.rerun_one_in = kRerunOneIn;
    campaign.run_flags = {"--bug", std::string(sim::InfoOf(bug).name)};
    std::optional<reports::RunRecord> first;
    CampaignEvents events;
    events.ended = [&](const reports::RunRecord& run) {
      ++runs;
      if (!run.failure.has_value() || (first.has_value() && first->seed < run.seed)) return;
      first = run;
    };
    events.tick = [] {};
    events.stop = [&] { return first.has_value(); };
    CHECK(RunCampaign(campaign, events));
    if (!first.has_value()) {
      curve.seeds.push_back(std::nullopt);
      continue;
    }
    curve.seeds.push_back(first->seed - campaign.first_seed + 1);
    ++curve.oracles[first->failure->oracle];
  }
  return curve;
}

absl::StatusOr<Curves> ReadCurves(const std::string& path) {
  std::ifstream file(path);
  if (!file.good()) return absl::NotFoundError(path + ": cannot be read");
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return absl::InvalidArgumentError(path + ": not a JSON object");
  return CurvesFrom(json);
}

Curves BuiltInCurves() { return CurvesFrom(nlohmann::json::parse(kMutantCurves)); }

bool WriteCurves(const Curves& curves, const std::string& path) {
  std::ofstream file(path);
  const char* separator = "{\n";
  for (const auto& [name, curve] : curves) {
    nlohmann::json row = {{"scenario", curve.scenario},
                          {"censor", curve.censor},
                          {"seeds", nlohmann::json::array()},
                          {"oracles", curve.oracles}};
    for (const std::optional<uint64_t>& s : curve.seeds) {
      row["seeds"].push_back(s.has_value() ? nlohmann::json(*s) : nlohmann::json());
    }
    if (curve.essence.has_value()) {
      row["essence"] = {{"faults", curve.essence->faults},
                        {"operations", curve.essence->operations}};
    }
    file << separator << nlohmann::json(name).dump() << ": " << row.dump();
    separator = ",\n";
  }
  file << "\n}\n";
  return file.good();
}

}  // namespace paxosstore::paxsim
