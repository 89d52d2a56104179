// Carries out a fault plan on a world, and counts.
#ifndef PAXOSSTORE_SIM_FAULTS_INJECTOR_H_
#define PAXOSSTORE_SIM_FAULTS_INJECTOR_H_

#include <array>
#include <cstdint>
#include <vector>

#include "sim/faults/fault.h"
#include "sim/faults/fault_observer.h"
#include "sim/oracles/report.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

using FaultCounts = std::array<uint64_t, kFaultKinds>;

class Injector {
 public:
  // Schedules the plan. The world must outlive the injector; no event may run after it is gone.
  Injector(World* world, FaultPlan plan);
  ~Injector();
  Injector(const Injector&) = delete;
  Injector& operator=(const Injector&) = delete;

  // Whether some fault waits for a milestone: then Hear has to be told of all reports.
  bool listens() const;
  // From inside a node's event.
  void Hear(const Report& report);
  // Null, or outlives its use here.
  void set_observer(FaultObserver* observer) { observer_ = observer; }
  // Forgets what is still to come, and heals everything.
  void Heal();
  const FaultCounts& counts() const { return counts_; }
  const FaultPlan& plan() const { return plan_; }

 private:
  // A crash that waits for its occasion.
  enum class Trigger : uint8_t { kNone, kSend, kSync, kSyncAsked, kStart };
  struct Armed {
    Trigger trigger = Trigger::kNone;
    Duration delay;  // from the occasion on
  };

  // A fault that waits for its condition.
  struct Waiting {
    const Fault* fault;
    uint32_t times;  // still to come
  };

  void ScheduleNext();
  void Strike(const Fault& fault);
  void Apply(const Fault& fault);
  // Each is false if the fault is not of its kind.
  bool ApplyToProcess(const Fault& fault);
  bool ApplyToDisk(const Fault& fault);
  bool ApplyToLinks(const Fault& fault);
  void ApplyToNetwork(const Fault& fault);
  // Those at the other ends.
  std::vector<NodeId> NodesOf(const Fault& fault) const;
  void SlowDisk(NodeId node, Duration sync);
  void OnOccasion(NodeId node, Trigger trigger);

  World* const world_;
  const FaultPlan plan_;
  size_t next_ = 0;
  TimerId timer_;
  FaultCounts counts_{};
  FaultObserver* observer_ = nullptr;
  std::vector<Armed> armed_;  // by node
  std::vector<Waiting> waiting_;
  bool healed_ = false;  // what is still under way comes to nothing
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_INJECTOR_H_
