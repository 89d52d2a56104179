// A register for the search: the state is the value.
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_STEPS_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_STEPS_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "sim/check/register_history.h"
#include "sim/check/steps.h"

namespace paxosstore::sim {

class RegisterSteps : public Steps {
 public:
  // Both must outlive this. What appends make is numbered in `values`.
  RegisterSteps(const std::vector<RegisterOperation>& operations, Values* values)
      : operations_(operations), values_(values) {
    NumberKinds();
  }

  uint32_t operations() const override { return static_cast<uint32_t>(operations_.size()); }
  Span SpanOf(uint32_t operation) const override { return operations_[operation].span; }
  StepTraits TraitsOf(uint32_t operation) const override;
  StateId After(StateId from, uint32_t operation) override;

 private:
  void NumberKinds();
  StateId Appended(StateId from, ValueId argument);

  const std::vector<RegisterOperation>& operations_;
  Values* const values_;
  std::vector<uint32_t> kinds_;                      // by operation
  absl::flat_hash_map<uint64_t, StateId> appended_;  // by (state, argument)
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_STEPS_H_
