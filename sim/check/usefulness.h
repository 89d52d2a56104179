// Until when somebody may need what an operation makes.
#ifndef PAXOSSTORE_SIM_CHECK_USEFULNESS_H_
#define PAXOSSTORE_SIM_CHECK_USEFULNESS_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "sim/check/steps.h"

namespace paxosstore::sim {

std::vector<StepTraits> TraitsOfAll(const Steps& steps);

class Usefulness {
 public:
  // `traits` by operation; must outlive this.
  Usefulness(const Steps& steps, const std::vector<StepTraits>& traits);

  // False: if an operation without an answer took effect after `event`, nobody could tell.
  bool IsUseful(uint32_t operation, uint64_t event) const;

 private:
  const std::vector<StepTraits>& traits_;
  absl::flat_hash_map<uint32_t, uint64_t> wanted_until_;  // by state
  uint64_t any_until_ = 0;  // somebody tells apart states that it does not name
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_USEFULNESS_H_
