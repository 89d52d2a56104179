// Oracle "power-cut recoverable": whenever the power goes, what comes back is all that the platter
// was known to hold, and nothing that the node never had in mind.
//
// At durability boundaries (in front of a sync that completes, and behind it), sampled, it builds
// the images that a power loss at that very moment could leave of the disk: all of them up to a
// bound, a sample beyond it. On each it runs the recovery code alone and compares. A crash in a run
// tries one image of one moment; this tries many of many.
//
// Looks only, and draws from a stream of its own: a run with a probe has the trace of one without.
#ifndef PAXOSSTORE_SIM_PROBE_POWER_CUT_PROBE_H_
#define PAXOSSTORE_SIM_PROBE_POWER_CUT_PROBE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "core/paxoslog/entry_store.h"
#include "sim/oracles/state_book.h"
#include "sim/probe/crash_image.h"
#include "sim/probe/probe_options.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

class PowerCutProbe {
 public:
  static constexpr char kName[] = "power-cut recoverable";

  // The world must outlive the probe and not have begun to run.
  PowerCutProbe(World* world, const ProbeOptions& options);
  ~PowerCutProbe();
  PowerCutProbe(const PowerCutProbe&) = delete;
  PowerCutProbe& operator=(const PowerCutProbe&) = delete;

  uint64_t boundaries() const { return boundaries_; }  // probed
  uint64_t images() const { return images_; }

 private:
  struct Machine {
    NodeId node;
    ShardId shard;
  };

  void AtBoundary(const Machine& machine);
  void Probe(const Machine& machine, RandomStream& random);
  uint32_t CountImages(const Machine& machine) const;
  void TryImage(const Machine& machine, Choices& choices);
  // What is wrong with the store that opened on an image; nothing if all is well.
  std::optional<std::string> Judge(const Machine& machine, EntryStore& store) const;
  std::optional<std::string> JudgeObject(const Machine& machine, size_t index,
                                         const LogState& state) const;

  World* const world_;
  const ProbeOptions options_;
  StateBook book_;
  uint64_t seen_ = 0;
  uint64_t boundaries_ = 0;
  uint64_t images_ = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_POWER_CUT_PROBE_H_
