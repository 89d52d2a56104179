// Everything that a run is made of but its seed: cluster, workload, faults, phases. Written by
// people as text (scenarios/), or in code by tests.
#ifndef PAXOSSTORE_SIM_RUN_SCENARIO_H_
#define PAXOSSTORE_SIM_RUN_SCENARIO_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/runtime/time.h"
#include "sim/decisions.h"
#include "sim/faults/fault.h"
#include "sim/faults/fault_spec.h"
#include "sim/probe/probe_options.h"
#include "sim/workload/workload_spec.h"
#include "sim/world/world_options.h"

namespace paxosstore::sim {

struct Scenario {
  std::string name;
  WorldOptions world;  // its objects follow from the workload
  WorkloadSpec workload;
  FaultSpec faults;
  FaultPlan events;  // on top of the random ones; need not be in order
  // Each seed draws its own subset of the fault families, their rates, and knobs of cluster,
  // workload and storage.
  bool swarm = false;

  // Chance that a point at which core and storage may make a legal but rare choice is active in a
  // run; nothing: none is, or in a swarm, drawn. Only in the simulation build
  // (BuggifyIsCompiledIn).
  std::optional<Ratio> buggify;

  // Phases, one after the other: faults under load; then all is healed, and after `grace` every
  // operation of the clients must succeed; then the clients stop, and the replicas must agree
  // within `convergence_max`.
  Duration fault_time = Seconds(8);
  Duration grace = Seconds(3);
  Duration calm_time = Seconds(2);
  Duration convergence_max = Seconds(30);

  // Choices that come out calm instead of by chance: what shrinking has taken away.
  std::vector<Restriction> only;

  // Faults that damage what a disk holds may occur: a node that they strike may refuse to go on.
  bool storage_damage = false;
  // Names of oracles that may fail; the run then ends, and passes. For what nobody promises to
  // bear.
  std::vector<std::string> may_fail;

  // The exact search also checks histories that the witness has proven, for one seed of so many.
  uint64_t search_one_seed_in = 16;
  // Beside the crashes that happen: those that might.
  ProbeOptions probe;
};

// The scenario that this seed runs: itself, unless it is a swarm. The result is none.
Scenario DrawSwarm(const Scenario& scenario, uint64_t seed);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_SCENARIO_H_
