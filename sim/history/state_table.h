// The states of one object that a search has met, each with a small number, and the steps between
// them, each computed once.
#ifndef PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_
#define PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/model/object_state.h"
#include "sim/check/steps.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

class StateTable : public Steps {
 public:
  // `operations` must outlive the table. The first state is the object that was never written.
  explicit StateTable(const std::vector<Operation>& operations);

  uint32_t operations() const override { return static_cast<uint32_t>(operations_.size()); }
  Span SpanOf(uint32_t operation) const override;
  StepTraits TraitsOf(uint32_t operation) const override { return traits_[operation]; }
  StateId After(StateId from, uint32_t operation) override;

  const model::ObjectState& StateOf(StateId state) const { return states_[state]; }

 private:
  StateId Intern(model::ObjectState state);
  void FindTraits();

  const std::vector<Operation>& operations_;
  std::vector<StepTraits> traits_;  // by operation
  std::vector<model::ObjectState> states_;
  absl::flat_hash_map<std::string, StateId> ids_;  // by encoded state
  absl::flat_hash_map<uint64_t, StateId> after_;   // by (state, operation)
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_
