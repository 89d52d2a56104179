// When an operation was open, and what became of it: all of it that real-time order asks for.
#ifndef PAXOSSTORE_SIM_CHECK_SPAN_H_
#define PAXOSSTORE_SIM_CHECK_SPAN_H_

#include <cstdint>
#include <limits>

namespace paxosstore::sim {

struct Span {
  static constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

  uint64_t start = 0;  // numbers of events: no two of a history are equal
  uint64_t end =
      kNever;  // without an answer it takes effect at some moment after its start, or not

  bool answered() const { return end != kNever; }
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_SPAN_H_
