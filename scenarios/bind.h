// Which field of a scenario file stands for what. One description serves reading and writing
// (fields.h); each function is made for both.
#ifndef PAXOSSTORE_SCENARIOS_BIND_H_
#define PAXOSSTORE_SCENARIOS_BIND_H_

#include "scenarios/fields.h"
#include "sim/run/scenario.h"
#include "sim/shrink/failure_case.h"

namespace paxosstore::scenarios {

// A message Scenario, but for its name.
template <typename Io>
void BindScenario(const Io& io, sim::Scenario* scenario);

// A message StoredFailure, but for its scenario's name.
template <typename Io>
void BindFailure(const Io& io, sim::FailureCase* failing);

// Parts of a scenario. Nodes and objects are those of the scenario as bound so far.
template <typename Io>
void BindLinks(const Io& io, sim::LinkOptions* link);
template <typename Io>
void BindFaults(const Io& io, sim::FaultSpec* spec);
template <typename Io>
void BindEvent(const Io& io, uint32_t nodes, sim::Fault* fault);
template <typename Io>
void BindOperation(const Io& io, const sim::Scenario& scenario, sim::ScriptedOperation* operation);
template <typename Io>
void BindRestriction(const Io& io, sim::Restriction* restriction);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_BIND_H_
