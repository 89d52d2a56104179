// Who follows what clients do, operation by operation and attempt by attempt. Watching changes
// nothing.
#ifndef PAXOSSTORE_SIM_WORKLOAD_CLIENT_OBSERVER_H_
#define PAXOSSTORE_SIM_WORKLOAD_CLIENT_OBSERVER_H_

#include <cstdint>

#include "core/replica/request.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

class ClientObserver {
 public:
  // Clients are counted from 1, the attempts of one from 0 over all its operations. What becomes of
  // an attempt may come to pass after its operation has ended.
  struct Attempt {
    uint32_t client = 0;
    uint32_t number = 0;
  };

  virtual ~ClientObserver() = default;

  virtual void OnBegin(uint32_t client, History::Handle operation) = 0;
  // The history says how.
  virtual void OnEnd(uint32_t client, History::Handle operation) = 0;

  // Of the operation that `client` began last.
  virtual void OnAttempt(Attempt attempt, NodeId node) = 0;
  virtual void OnArrival(Attempt attempt) = 0;
  // The node lets the answer go.
  virtual void OnReply(Attempt attempt, const Result& result) = 0;
  // It reaches the client.
  virtual void OnAnswer(Attempt attempt) = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORKLOAD_CLIENT_OBSERVER_H_
