// The states of one object that a search has met, each with a small number, and the steps between
// them, each computed once.
#ifndef PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_
#define PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/model/object_state.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

class StateTable {
 public:
  using StateId = uint32_t;
  static constexpr StateId kMismatch = 0xffffffff;

  // `operations` must outlive the table. State 0 is the object that was never written.
  explicit StateTable(const std::vector<Operation>& operations);

  // The state after operation number `index` on `from`, or kMismatch if it would answer otherwise.
  StateId After(StateId from, uint32_t index);
  size_t size() const { return states_.size(); }

 private:
  StateId Intern(model::ObjectState state);

  const std::vector<Operation>& operations_;
  std::vector<model::ObjectState> states_;
  absl::flat_hash_map<std::string, StateId> ids_;  // by encoded state
  absl::flat_hash_map<uint64_t, StateId> after_;   // by (state, operation)
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_STATE_TABLE_H_
