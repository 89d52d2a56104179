// What the search keeps: the ways in which things may stand after some events, without those that
// are no better than another one.
#ifndef PAXOSSTORE_SIM_CHECK_FRONTIER_H_
#define PAXOSSTORE_SIM_CHECK_FRONTIER_H_

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "sim/check/slot_set.h"

namespace paxosstore::sim {

struct Standing {
  uint32_t state = 0;
  SlotSet must;  // open operations that are still to be done
  SlotSet may;   // open operations that can still change something
  // By kind of unanswered operation: how many of them took effect. Shorter: none of the rest.
  absl::InlinedVector<uint32_t, 4> used;

  void Use(uint32_t kind) {
    if (used.size() <= kind) used.resize(kind + 1);
    ++used[kind];
  }
  uint32_t Used(uint32_t kind) const { return kind < used.size() ? used[kind] : 0; }

  // Whatever can follow `other` can follow this: it owes no more and can do no less.
  bool AsGoodAs(const Standing& other) const {
    if (state != other.state || !must.Within(other.must) || !other.may.Within(may)) return false;
    for (uint32_t kind = 0; kind < used.size(); ++kind) {
      if (used[kind] > other.Used(kind)) return false;
    }
    return true;
  }

  // Becomes as good as both.
  void Join(const Standing& other) {
    must = must & other.must;
    may = may | other.may;
    if (used.size() > other.used.size()) used.resize(other.used.size());
    for (uint32_t kind = 0; kind < used.size(); ++kind) {
      used[kind] = std::min(used[kind], other.used[kind]);
    }
  }
  uint64_t UsedInAll() const { return std::accumulate(used.begin(), used.end(), uint64_t{0}); }
};

class Frontier {
 public:
  // False if one as good is there. (Those that it makes superfluous stay: they are only slower.)
  bool Add(Standing standing) {
    uint32_t& chain = heads_[standing.state];
    for (uint32_t at = chain; at != 0; at = next_[at - 1]) {
      if (all_[at - 1].AsGoodAs(standing)) return false;
    }
    all_.push_back(std::move(standing));
    next_.push_back(chain);
    chain = static_cast<uint32_t>(all_.size());
    return true;
  }
  // In order of addition; grows while one walks it by index.
  const std::vector<Standing>& all() const { return all_; }
  std::vector<Standing> Take() {
    next_.clear();
    heads_.clear();
    return std::exchange(all_, {});
  }

 private:
  std::vector<Standing> all_;
  std::vector<uint32_t> next_;  // index + 1 of the one before it with the same state
  absl::flat_hash_map<uint32_t, uint32_t> heads_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FRONTIER_H_
