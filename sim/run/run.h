// Runs one seed of one scenario from beginning to end, with all oracles on.
//
// Deterministic: equal scenario, seed and options give an equal report, whatever ran before in this
// process. A failed CHECK anywhere inside ends the run as a failure; it does not end the process.
#ifndef PAXOSSTORE_SIM_RUN_RUN_H_
#define PAXOSSTORE_SIM_RUN_RUN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/runtime/time.h"
#include "sim/oracles/report.h"
#include "sim/run/run_report.h"
#include "sim/run/scenario.h"
#include "sim/trace/trace.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

struct RunOptions {
  // Stop there, whatever is still to come; what has happened is judged.
  std::optional<Instant> until;
  bool record = false;   // fill RunReport::trace_log
  bool tape = false;     // fill RunReport::tape
  bool history = false;  // fill RunReport::history
  // Whatever the oracles are told. Slow.
  std::function<void(Instant, const Report&)> hear;
  std::function<void(const std::string&)> trace;  // a line about everything that happens
  // Filled, if not null: the run to be drawn, but for Trace::replay. Empty before. Slow.
  Trace* recording = nullptr;
  // Called when the run is over, passed or failed: what its world is then.
  std::function<void(World&)> at_end;
};

RunReport RunScenario(const Scenario& scenario, uint64_t seed, const RunOptions& options = {});

// The scenario that this run was, with everything that was drawn before or by clients written out:
// no random faults, no swarm, a script for the clients. Under the same seed it runs the same.
// REQUIRES: the report has a tape.
Scenario WrittenOut(const Scenario& scenario, const RunReport& report);

// The name of an actor of a run of `scenario` under `seed`, for FirstDifference.
std::string ActorName(const Scenario& scenario, uint64_t seed, ActorId actor);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_RUN_H_
