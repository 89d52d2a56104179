// All simulated clients of a run.
#ifndef PAXOSSTORE_SIM_WORKLOAD_CLIENT_POOL_H_
#define PAXOSSTORE_SIM_WORKLOAD_CLIENT_POOL_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/workload/client.h"

namespace paxosstore::sim {

class ClientPool {
 public:
  // REQUIRES: the world's objects are ObjectNames(spec). The world must outlive the pool, and no
  // event of it may run after the pool is gone.
  // `record`, if not null, is filled with all operations as they begin; `observer`, if not null,
  // outlives the pool.
  ClientPool(World* world, const WorkloadSpec& spec,
             std::vector<ScriptedOperation>* record = nullptr, ClientObserver* observer = nullptr)
      : spec_(spec), commands_(&spec_) {
    const ClientContext context{world,        &spec_, &commands_, &counters_,
                                &client_ids_, record, observer};
    for (uint32_t i = 1; i <= spec_.clients; ++i) {
      clients_.push_back(std::make_unique<Client>(context, i));
    }
  }

  void Begin() {
    for (auto& client : clients_) client->Begin();
  }
  void Stop() {
    for (auto& client : clients_) client->Stop();
  }
  // No client has an operation under way.
  bool idle() const {
    return std::all_of(clients_.begin(), clients_.end(), [](const auto& c) { return c->idle(); });
  }
  // See Client::ExpectAnswers. Also ends the loss of client messages and the clients' impatience.
  void ExpectAnswers() {
    spec_.loss = {};
    spec_.abandon = {};
    for (auto& client : clients_) client->ExpectAnswers();
  }
  const ClientCounters& counters() const { return counters_; }

 private:
  WorkloadSpec spec_;
  const CommandMaker commands_;
  ClientCounters counters_;
  uint64_t client_ids_ = 0;
  std::vector<std::unique_ptr<Client>> clients_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORKLOAD_CLIENT_POOL_H_
