// What the checker makes of some histories: verdicts, time, memory, and the counterexample.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_MEASURE_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_MEASURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "sim/check/register_history.h"
#include "tools/bench/checker/isolated.h"

namespace paxosstore::bench {

struct NamedHistories {
  std::string name;
  sim::RegisterHistories histories;
  bool linearizable = false;  // as is known of them
};

using MakeHistories = absl::FunctionRef<absl::StatusOr<std::vector<NamedHistories>>()>;

struct MeasureOptions {
  Limits limits;
  uint32_t rounds = 5;  // of which the median counts; fewer where one takes long
  uint64_t budget = 0;  // of CheckRegister
  bool evidence = false;
};

// An object of JSON, of which "error" says that nothing could be measured. With
//   ended            "done", "out of time", "out of memory" or "failed": of the check
//   histories, operations, unanswered
//   right, wrong, undecided, mistaken   numbers of histories; mistaken: not what is known of them
//   undecided_keys   of all histories, the wrong ones too
//   layer            "values", or "search" if it was needed once
//   ms, slowest_ms, slowest             of all together, and of the slowest
//   history_kb, peak_kb                 resident memory with the histories made, and at the most
//   evidence, evidence_ms               operations of the counterexample, if it was asked for
// Memory is what exceeds that of a process that does nothing.
nlohmann::json Measure(const MeasureOptions& options, MakeHistories make);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_MEASURE_H_
