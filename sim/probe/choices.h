// All ways in which a series of choices can come out, one after the other: whoever makes the
// choices asks Choose each time, and is run again until Advance says that there is nothing new.
//
//   Choices choices;
//   do {
//     Build(choices);  // asks choices.Choose(2), choices.Choose(3) ...
//   } while (choices.Advance());
//
// What is asked may depend on what came before: the ways are the leaves of a tree.
#ifndef PAXOSSTORE_SIM_PROBE_CHOICES_H_
#define PAXOSSTORE_SIM_PROBE_CHOICES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/check.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

class Choices {
 public:
  // One of [0, options): at first 0. REQUIRES: options > 0.
  uint32_t Choose(uint32_t options) {
    CHECK_GT(options, 0u);
    if (depth_ == taken_.size()) {
      const auto drawn = random_ == nullptr ? 0 : static_cast<uint32_t>(random_->Below(options));
      taken_.push_back({drawn, options});
    }
    return taken_[depth_++].option;
  }

  // To the next way; false once all have been.
  bool Advance() {
    taken_.resize(depth_);
    depth_ = 0;
    while (!taken_.empty()) {
      if (++taken_.back().option < taken_.back().options) return true;
      taken_.pop_back();
    }
    return false;
  }

  // The next way is drawn from `random`, which must outlive it; do not call Advance then.
  void Sample(RandomStream* random) {
    random_ = random;
    taken_.clear();
    depth_ = 0;
  }

 private:
  struct Taken {
    uint32_t option;
    uint32_t options;
  };
  std::vector<Taken> taken_;
  size_t depth_ = 0;
  RandomStream* random_ = nullptr;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_CHOICES_H_
