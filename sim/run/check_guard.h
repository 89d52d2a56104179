// Turns a failed CHECK into an exception while a run lasts: the only exception of the simulator.
#ifndef PAXOSSTORE_SIM_RUN_CHECK_GUARD_H_
#define PAXOSSTORE_SIM_RUN_CHECK_GUARD_H_

#include <string>

#include "core/base/check.h"

namespace paxosstore::sim {

struct CheckFailed {
  std::string message;
};

class CheckGuard {
 public:
  CheckGuard()
      : previous_(SetCheckFailureHandler(
            [](const std::string& message) { throw CheckFailed{message}; })) {}
  ~CheckGuard() { SetCheckFailureHandler(previous_); }
  CheckGuard(const CheckGuard&) = delete;
  CheckGuard& operator=(const CheckGuard&) = delete;

 private:
  CheckFailureHandler previous_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_CHECK_GUARD_H_
