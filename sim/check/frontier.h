// The set that the search keeps: all ways in which things may stand after some events.
#ifndef PAXOSSTORE_SIM_CHECK_FRONTIER_H_
#define PAXOSSTORE_SIM_CHECK_FRONTIER_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace paxosstore::sim {

struct Standing {
  uint32_t state = 0;
  uint64_t done = 0;  // bit per slot of an open, answered operation
  uint64_t used = 0;  // bit per unanswered operation that took effect
};

class Frontier {
 public:
  // False if an element with the same state and done, and a subset of used, is there. (Supersets of
  // the new one stay: they are only slower.)
  bool Add(const Standing& standing) {
    auto& chain = heads_[{standing.state, standing.done}];
    for (uint32_t at = chain; at != 0; at = next_[at - 1]) {
      if ((all_[at - 1].used & ~standing.used) == 0) return false;
    }
    all_.push_back(standing);
    next_.push_back(chain);
    chain = static_cast<uint32_t>(all_.size());
    return true;
  }
  // In order of addition; grows while one walks it by index.
  const std::vector<Standing>& all() const { return all_; }
  void Clear() {
    all_.clear();
    next_.clear();
    heads_.clear();
  }

 private:
  std::vector<Standing> all_;
  std::vector<uint32_t> next_;  // index + 1 of the element before it with the same key
  absl::flat_hash_map<std::pair<uint32_t, uint64_t>, uint32_t> heads_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FRONTIER_H_
