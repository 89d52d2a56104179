// How much a run is probed for what power losses may leave.
#ifndef PAXOSSTORE_SIM_PROBE_PROBE_OPTIONS_H_
#define PAXOSSTORE_SIM_PROBE_PROBE_OPTIONS_H_

#include <cstdint>

namespace paxosstore::sim {

struct ProbeOptions {
  uint64_t one_boundary_in = 0;  // so many are probed; 0: none
  uint32_t images_max = 64;      // of one boundary; if there are more, they are drawn
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_PROBE_OPTIONS_H_
