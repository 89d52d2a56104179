// A data type as the search sees it: states and operations are numbers.
#ifndef PAXOSSTORE_SIM_CHECK_STEPS_H_
#define PAXOSSTORE_SIM_CHECK_STEPS_H_

#include <cstdint>

#include "sim/check/span.h"

namespace paxosstore::sim {

// What can be said of an operation whatever the state is. Knowing less is right too, and slower.
struct StepTraits {
  static constexpr uint32_t kAny = 0xffffffff;

  bool counts = true;     // false: it certainly had no effect, and saw nothing that counts
  bool writes = true;     // false: it changes no state. Without an answer it then says nothing
  bool always = false;    // it can be done on every state
  uint32_t wants = kAny;  // the only state on which it can be done, or can change anything
  uint32_t makes = kAny;  // the only state that it can lead to, if it changes anything
  // Operations of equal kind have the same effect and the same answer on every state.
  uint32_t kind = kAny;  // kAny: like no other

  // Whatever stood there is gone, and nobody has seen it.
  bool blind() const { return writes && always && makes != kAny; }
};

class Steps {
 public:
  using StateId = uint32_t;
  static constexpr StateId kFirst = 0;
  static constexpr StateId kMismatch = 0xffffffff;

  Steps() = default;
  virtual ~Steps() = default;
  Steps(const Steps&) = delete;
  Steps& operator=(const Steps&) = delete;

  // Operations are numbered from 0 in order of their starts.
  virtual uint32_t operations() const = 0;
  virtual Span SpanOf(uint32_t operation) const = 0;
  virtual StepTraits TraitsOf(uint32_t operation) const = 0;

  // The state after the operation on `from`, or kMismatch if it would have answered otherwise.
  virtual StateId After(StateId from, uint32_t operation) = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_STEPS_H_
