// Decides for one run where core and storage make their legal but rare choices
// (core/base/buggify.h): which points are active is drawn from the run's seed and the point's name,
// whether one fires is a decision like all others, of the actor whose event runs.
#ifndef PAXOSSTORE_SIM_RUN_BUGGIFY_H_
#define PAXOSSTORE_SIM_RUN_BUGGIFY_H_

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/buggify.h"
#include "sim/decisions.h"
#include "sim/event_queue.h"

namespace paxosstore::sim {

struct BuggifyInfo {
  BuggifyPoint point;
  std::string_view name;    // "TinyGroup"
  std::string_view choice;  // in words
};

// In the order of the catalogue, which is that of BuggifyCounts.
std::span<const BuggifyInfo> BuggifyPoints();
// True in the simulation build: targets *_planted. Elsewhere nothing ever fires.
bool BuggifyIsCompiledIn();

class Buggify final : public BuggifySource {
 public:
  // From now on, and until this is gone, the points of this thread ask it. `active`: the chance
  // that a point can fire at all in this run. Both pointers must outlive this.
  Buggify(uint64_t seed, Ratio active, Decisions* decisions, const EventQueue* queue);
  ~Buggify();
  Buggify(const Buggify&) = delete;
  Buggify& operator=(const Buggify&) = delete;

  bool Fires(BuggifyPoint point) override;
  // Nothing fires any more: promises of progress hold only for a store that may have its way.
  void Stop() { chances_.fill(Ratio{}); }
  const BuggifyCounts& counts() const { return counts_; }

 private:
  Decisions* const decisions_;
  const EventQueue* const queue_;
  std::array<Ratio, kBuggifyPoints> chances_;  // of a visit
  std::array<Moments, kBuggifyPoints> moments_;
  BuggifyCounts counts_{};
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_BUGGIFY_H_
