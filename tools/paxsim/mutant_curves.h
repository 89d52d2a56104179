// How soon planted bugs are found: for each, the seeds to the first find in many disjoint ranges of
// seeds. Measured by `paxsim mutants --curves` and `--shrink`, kept as a data file beside this one,
// from which docs/PLANTED_BUGS.md is made.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/planted_bug.h"
#include "tools/paxsim/campaign/campaign.h"

namespace paxosstore::paxsim {

// What the failure of a bug is made of, once shrunk.
struct Essence {
  uint64_t faults = 0;
  uint64_t operations = 0;
};

struct Curve {
  std::string scenario;
  uint64_t censor = 0;  // no range was searched for longer
  // One a range: the runs up to the first that failed, itself included; nothing if none did.
  std::vector<std::optional<uint64_t>> seeds;
  std::map<std::string, uint64_t> oracles;  // which one failed that run, and in how many ranges
  std::optional<Essence> essence;           // measured by `--shrink`

  size_t found() const;
  // The p-th percentile of the runs to the first find; nothing if that is beyond `censor`.
  std::optional<uint64_t> Percentile(uint32_t p) const;
};

// By the bug's name.
using Curves = std::map<std::string, Curve>;

struct CurvePlan {
  uint32_t ranges = 30;
  uint64_t censor = 200;
  // A bug that is hard to find gets fewer ranges: no new one begins after so many runs.
  uint64_t runs_max = 3000;
  uint32_t jobs = 1;
};
Curve MeasureCurve(const CurvePlan& plan, const NamedScenario& scenario, PlantedBug bug);

// What was measured when this program was built.
Curves BuiltInCurves();
// NotFound if there is no such file.
absl::StatusOr<Curves> ReadCurves(const std::string& path);
[[nodiscard]] bool WriteCurves(const Curves& curves, const std::string& path);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_H_
