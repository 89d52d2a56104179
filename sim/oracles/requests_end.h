// Oracle "all requests end": a shard that lives and is not paused answers every request within its
// own time-out and some slack.
#ifndef PAXOSSTORE_SIM_ORACLES_REQUESTS_END_H_
#define PAXOSSTORE_SIM_ORACLES_REQUESTS_END_H_

#include <cstdint>
#include <deque>

#include "core/base/ids.h"
#include "core/runtime/time.h"
#include "sim/oracles/judge.h"

namespace paxosstore::sim {

// The requests of one incarnation of one shard. Destroyed with it: what a crash takes needs no
// answer.
class RequestsEnd {
 public:
  static constexpr char kName[] = "all requests end";

  // `bound`: what a request may take at most.
  RequestsEnd(Judge* judge, NodeId node, Duration bound)
      : judge_(judge), node_(node), bound_(bound) {}

  // A request was submitted; its ticket.
  uint64_t Begin(Instant now);
  // Its callback ran. A second time is a failure, too.
  void End(uint64_t ticket);
  // The shard stood still for so long.
  void Paused(Duration length) { allowance_ = allowance_ + length; }
  // Fails if any request is overdue.
  void Check(Instant now);
  uint64_t open() const { return open_; }

 private:
  struct Entry {
    Instant begun;
    Duration allowance;  // as it was then
    bool ended = false;
  };

  Judge* const judge_;
  const NodeId node_;
  const Duration bound_;
  Duration allowance_;
  std::deque<Entry> entries_;  // from ticket first_
  uint64_t first_ = 1;
  uint64_t open_ = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_REQUESTS_END_H_
