// While it lives, the store's code runs beside the run: no rare choice is made in it, and none of
// the rare branches that it passes counts. Otherwise a probe would move the run's own choices.
#ifndef PAXOSSTORE_SIM_PROBE_ASIDE_H_
#define PAXOSSTORE_SIM_PROBE_ASIDE_H_

#include <utility>

#include "core/base/buggify.h"
#include "core/base/sometimes.h"

namespace paxosstore::sim {

class Aside {
 public:
#ifdef PAXOSSTORE_PLANTED_BUGS
  Aside()
      : source_(std::exchange(internal_buggify::source, nullptr)),
        counts_(internal_sometimes::counts) {}
  ~Aside() {
    internal_buggify::source = source_;
    internal_sometimes::counts = counts_;
  }
#else
  Aside() {}
#endif
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

 private:
#ifdef PAXOSSTORE_PLANTED_BUGS
  BuggifySource* const source_;
  const SometimesCounts counts_;
#endif
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_ASIDE_H_
