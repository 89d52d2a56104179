// A data type as the search sees it: states and operations are numbers.
#ifndef PAXOSSTORE_SIM_CHECK_STEPS_H_
#define PAXOSSTORE_SIM_CHECK_STEPS_H_

#include <cstdint>

#include "sim/check/span.h"

namespace paxosstore::sim {

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
  // False: it changes no state, whatever the state is. Without an answer it then says nothing.
  virtual bool MayWrite(uint32_t operation) const = 0;
  // False: it certainly had no effect, and saw nothing that counts.
  virtual bool Counts(uint32_t operation) const = 0;

  // The state after the operation on `from`, or kMismatch if it would have answered otherwise.
  virtual StateId After(StateId from, uint32_t operation) = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_STEPS_H_
